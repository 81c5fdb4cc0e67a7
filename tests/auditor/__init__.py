"""Drives the running platform with commands whose outcome it knows, and checks every reply against its model."""
