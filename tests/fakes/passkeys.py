"""Passkeys without cryptography: a credential says what it is, and is believed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from domain.identity.passkeys import Assertion, NewPasskey
from domain.identity.refusals import ProofRejected
from domain.shared import PlayerId


def credential(key: str, nonce: bytes, counter: int = 0, owner: bytes | None = None) -> str:
    return json.dumps([key, nonce.hex(), counter, owner.hex() if owner else None])


@dataclass
class PlainAuthority:
    """Options are the nonce and the keys; only a wrong challenge and an old counter are refused."""

    def registration_options(self, nonce: bytes, player_id: PlayerId, name: str, keys: Sequence[str]) -> str:
        return json.dumps([nonce.hex(), str(player_id), name, *keys])

    def registered(self, nonce: bytes, credential: str) -> NewPasskey:
        key, counter = self._checked(nonce, credential)
        return NewPasskey(key, b"public " + key.encode(), counter)

    def assertion_options(self, nonce: bytes, keys: Sequence[str] = ()) -> str:
        return json.dumps([nonce.hex(), *keys])

    def read(self, credential: str) -> Assertion:
        try:
            key, nonce, _, owner = json.loads(credential)
        except ValueError:
            raise ProofRejected("MALFORMED") from None
        return Assertion(key, bytes.fromhex(nonce), bytes.fromhex(owner) if owner else None)

    def asserted(self, nonce: bytes, credential: str, public_key: bytes, sign_count: int) -> int:
        key, counter = self._checked(nonce, credential)
        if public_key != b"public " + key.encode():
            raise ProofRejected("BAD_SIGNATURE")
        if counter <= sign_count and (counter, sign_count) != (0, 0):
            raise ProofRejected("COUNTER_REPLAYED")
        return counter

    def _checked(self, nonce: bytes, credential: str) -> tuple[str, int]:
        said = self.read(credential)
        if said.nonce != nonce:
            raise ProofRejected("WRONG_CHALLENGE")
        return said.key, int(json.loads(credential)[2])
