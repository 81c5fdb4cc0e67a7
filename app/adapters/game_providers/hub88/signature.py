"""``X-Hub88-Signature``: base64 of RSASSA-PKCS1-v1_5 with SHA-256 over the raw body, both ways."""

import binascii
from base64 import b64decode, b64encode
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

HEADER = "x-hub88-signature"

_PADDING, _HASH = PKCS1v15(), SHA256()


@lru_cache(maxsize=4)
def private_key(pem: bytes) -> RSAPrivateKey:
    """Remembered: to read one is to check it, which takes as long as a hundred signatures. Raises TypeError."""
    key = load_pem_private_key(pem, None)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError("Hub88 signs with RSA keys")
    return key


class Signer:
    def __init__(self, private_key_pem: bytes) -> None:
        self._key = private_key(private_key_pem)

    def sign(self, body: bytes) -> str:
        return b64encode(self._key.sign(body, _PADDING, _HASH)).decode()


class Verifier:
    """The key is read once: parsing it costs more than verifying with it."""

    def __init__(self, public_key_pem: bytes) -> None:
        key = load_pem_public_key(public_key_pem)
        if not isinstance(key, RSAPublicKey):
            raise TypeError("Hub88 signs with RSA keys")
        self._key = key

    def accepts(self, body: bytes, signature: bytes) -> bool:
        """Whether ``signature``, as it stood in the header, is theirs for exactly these bytes."""
        try:
            self._key.verify(b64decode(signature, validate=True), body, _PADDING, _HASH)
        except (InvalidSignature, binascii.Error):
            return False
        return True
