"""A device that makes passkeys and signs with them, in software: what a phone does, wrong where a test wants it so."""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn import base64url_to_bytes
from webauthn.helpers import bytes_to_base64url

USER_PRESENT, USER_VERIFIED, KEY_INCLUDED = 1, 4, 64


@dataclass
class Device:
    """One passkey (ES256). ``verifies``: it looks at its user's face before it signs."""

    key_id: bytes
    origin: str = "http://localhost:8000"
    domain: str = "localhost"
    verifies: bool = True
    counter: int = 0
    owner: str = ""
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def create(self, options: str) -> str:
        """What ``navigator.credentials.create`` answers, as JSON."""
        asked = json.loads(options)
        self.owner = asked["user"]["id"]
        key = len(self.key_id).to_bytes(2, "big") + self.key_id + self._public_key()
        data = self._data(KEY_INCLUDED) + bytes(16) + key
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        response = {"clientDataJSON": self._client_data("webauthn.create", asked), "attestationObject": attestation}
        return self._credential(response)

    def get(self, options: str) -> str:
        """What ``navigator.credentials.get`` answers, as JSON; the counter grows first, unless it stays at zero."""
        self.counter += bool(self.counter)
        client = self._client_data("webauthn.get", json.loads(options))
        data = self._data()
        signature = self.private.sign(data + sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        said = {"clientDataJSON": client, "authenticatorData": data, "signature": signature}
        return self._credential(said, userHandle=self.owner)

    def _client_data(self, kind: str, asked: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": asked["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _data(self, flags: int = 0) -> bytes:
        flags |= USER_PRESENT | (USER_VERIFIED if self.verifies else 0)
        return sha256(self.domain.encode()).digest() + bytes([flags]) + self.counter.to_bytes(4, "big")

    def _public_key(self) -> bytes:
        numbers = self.private.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})

    def _credential(self, response: dict[str, bytes], **texts: str) -> str:
        id_ = bytes_to_base64url(self.key_id)
        said = {name: bytes_to_base64url(value) for name, value in response.items()} | texts
        return json.dumps({"id": id_, "rawId": id_, "type": "public-key", "response": said})


def tampered(credential: str) -> str:
    """The same with another signature."""
    said = json.loads(credential)
    signature = bytearray(base64url_to_bytes(said["response"]["signature"]))
    signature[-1] ^= 1
    said["response"]["signature"] = bytes_to_base64url(bytes(signature))
    return json.dumps(said)
