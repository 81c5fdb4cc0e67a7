"""Changing keys under a running platform: what each key of a ring still holds, and sealing anew under the newest."""
