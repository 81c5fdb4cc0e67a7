"""Who signed a text: EIP-191 version 0x45 ("personal_sign"), and the public key that a signature gives back."""

import re

from eth_hash.auto import keccak
from eth_keys.datatypes import Signature
from eth_keys.exceptions import BadSignature

_SIGNATURE = re.compile(r"0x[0-9a-fA-F]{130}", re.ASCII)
_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141  # of secp256k1
_RECOVERY_BITS = {0: 0, 1: 1, 27: 0, 28: 1}


class MalformedSignature(Exception):
    """Not 65 bytes of r, s and v, or an s in the upper half, which every signature has a twin in (EIP-2)."""


def personal_hash(text: str) -> bytes:
    message = text.encode()
    return keccak(b"\x19Ethereum Signed Message:\n%d%b" % (len(message), message))


def signer(text: str, signature: str) -> bytes | None:
    """The address; None when no key could have made it. Raises MalformedSignature."""
    if _SIGNATURE.fullmatch(signature) is None:
        raise MalformedSignature
    raw = bytes.fromhex(signature[2:])
    r, s, v = int.from_bytes(raw[:32]), int.from_bytes(raw[32:64]), _RECOVERY_BITS.get(raw[64])
    if v is None or not 0 < r < _ORDER or not 0 < s <= _ORDER // 2:
        raise MalformedSignature
    try:
        key = Signature(vrs=(v, r, s)).recover_public_key_from_msg_hash(personal_hash(text))
    except BadSignature:
        return None
    return key.to_canonical_address()
