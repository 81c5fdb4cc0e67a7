"""TON Connect's ``ton_proof`` ("Address proof signature" in ton-blockchain/ton-connect, requests-responses.md)."""

import base64
import binascii
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.adapters.ton.cells import LONGEST, Cell, MalformedBag, read_bag
from app.adapters.ton.wallets import public_key
from domain.identity.linked_method import SignInMethod
from domain.identity.outside_proof import OutsideProof, TonProof
from domain.identity.refusals import ProofRejected

MAINNET, TESTNET = "-239", "-3"
_ADDRESS = re.compile(r"(0|-1):([0-9a-fA-F]{64})", re.ASCII)
_UNIX_SECONDS = re.compile(r"[1-9][0-9]{0,11}", re.ASCII)
_CLOCKS_APART = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class StateInitProofs:
    """The public key comes from the wallet's StateInit, which is bound to its address by hash: no chain is asked.

    ``domains`` as TON Connect writes them: the host of the page, with a port where it has one.
    """

    domains: tuple[str, ...]
    network: str
    age_limit: timedelta

    def check(self, proof: TonProof, nonce: str, now: datetime) -> OutsideProof:
        workchain, account = _address(proof.address)
        state_init, signature = _state_init(proof.state_init), _base64(proof.signature)
        if proof.domain not in self.domains:
            raise ProofRejected("WRONG_DOMAIN")
        if proof.network != self.network:
            raise ProofRejected("WRONG_CHAIN")
        if not hmac.compare_digest(proof.payload.encode("utf-8", "replace"), nonce.encode()):
            raise ProofRejected("WRONG_NONCE")
        self._require_time(proof.timestamp, now)
        if state_init.hash != account:
            raise ProofRejected("WRONG_ADDRESS")
        key = public_key(state_init)
        if key is None:
            raise ProofRejected("UNKNOWN_WALLET")
        digest = signed_digest(workchain, account, proof.domain, int(proof.timestamp), proof.payload)
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(signature, digest)
        except (InvalidSignature, ValueError):
            raise ProofRejected("BAD_SIGNATURE") from None
        shown = friendly(workchain, account, testnet=self.network == TESTNET)
        return OutsideProof(SignInMethod.TON, f"{workchain}:{account.hex()}", shown)

    def _require_time(self, text: str, now: datetime) -> None:
        if _UNIX_SECONDS.fullmatch(text) is None:
            raise ProofRejected("MALFORMED")
        try:
            signed_at = datetime.fromtimestamp(int(text), UTC)
        except (OverflowError, ValueError):
            raise ProofRejected("MALFORMED") from None
        if signed_at > now + _CLOCKS_APART:
            raise ProofRejected("NOT_YET_VALID")
        if now - signed_at >= self.age_limit:
            raise ProofRejected("EXPIRED")


def signed_digest(workchain: int, account: bytes, domain: str, timestamp: int, payload: str) -> bytes:
    """What the wallet signs. The workchain is big-endian, the numbers after it are little-endian."""
    name = domain.encode()
    message = b"ton-proof-item-v2/" + workchain.to_bytes(4, "big", signed=True) + account
    message += len(name).to_bytes(4, "little") + name + timestamp.to_bytes(8, "little") + payload.encode()
    return sha256(b"\xff\xffton-connect" + sha256(message).digest()).digest()


def friendly(workchain: int, account: bytes, *, testnet: bool) -> str:
    """The address as wallets show it: not bounceable, base64url, with a CRC-16 (XMODEM)."""
    text = bytes((0x51 | (0x80 if testnet else 0),)) + workchain.to_bytes(1, signed=True) + account
    return base64.urlsafe_b64encode(text + binascii.crc_hqx(text, 0).to_bytes(2)).decode()


def _address(text: str) -> tuple[int, bytes]:
    match = _ADDRESS.fullmatch(text)
    if match is None:
        raise ProofRejected("MALFORMED")
    return int(match[1]), bytes.fromhex(match[2])


def _state_init(text: str) -> Cell:
    try:
        return read_bag(_base64(text))
    except MalformedBag:
        raise ProofRejected("MALFORMED") from None


def _base64(text: str) -> bytes:
    try:
        return base64.b64decode(text[: LONGEST * 2], validate=True)
    except ValueError:
        raise ProofRejected("MALFORMED") from None
