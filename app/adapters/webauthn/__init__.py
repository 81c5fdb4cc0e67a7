"""Passkeys: the relying party's side of W3C WebAuthn level 3."""
