"""The keys that sign the heads of the hash chains."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.secrets import KeyRing

PURPOSE = b"croupier ledger heads 1"
"""Goes into the derived keys and before whatever they sign, so that nothing else is ever mistaken for a head."""


class HeadKeys:
    """Ed25519 keys derived from the data ring: its keys stay as long as the data does, and so does what they signed."""

    def __init__(self, ring: KeyRing) -> None:
        self._keys = {key_id: _derived(seed) for key_id, seed in ring.keys}
        self._public = {key_id: key.public_key() for key_id, key in self._keys.items()}
        self._newest = ring.newest[0]

    def sign(self, text: bytes) -> tuple[str, bytes]:
        """The key's id, and the signature."""
        return self._newest, self._keys[self._newest].sign(PURPOSE + text)

    def verify(self, key_id: str, signature: bytes, text: bytes) -> bool:
        try:
            self._public[key_id].verify(signature, PURPOSE + text)
        except (KeyError, InvalidSignature):
            return False
        return True


def _derived(seed: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(HKDF(SHA256(), 32, salt=None, info=PURPOSE).derive(seed))
