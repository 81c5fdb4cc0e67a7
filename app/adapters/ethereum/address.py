"""Addresses of Ethereum accounts (EIP-55)."""

import re

from eth_hash.auto import keccak

_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}", re.ASCII)


def checksummed(address: bytes) -> str:
    """20 bytes as hex digits whose case is a checksum: upper where the hash of the lower-case text is 8 or more."""
    text = address.hex()
    digits = keccak(text.encode()).hex()
    return "0x" + "".join(
        letter.upper() if int(digit, 16) >= 8 else letter for letter, digit in zip(text, digits, strict=False)
    )


def read_address(text: str, *, without_checksum: bool = False) -> bytes | None:
    """The 20 bytes; None for what is no address. ``without_checksum``: one in a single case, which has none, passes."""
    if _ADDRESS.fullmatch(text) is None:
        return None
    address = bytes.fromhex(text[2:])
    digits = text[2:]
    if without_checksum and digits in (digits.lower(), digits.upper()):
        return address
    return address if checksummed(address) == text else None
