"""Ethereum wallets: what they are asked to sign, and whether they did.

A contract wallet (EIP-1271, EIP-6492) has no key that an address could be compared with; asking its code needs a node
of each chain. Such a wallet's signature is a BAD_SIGNATURE here: docs/decisions/0016.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime

from app.adapters.ethereum.address import checksummed, read_address
from app.adapters.ethereum.grammar import authority_of
from app.adapters.ethereum.message import Malformed, SignInMessage
from app.adapters.ethereum.signature import MalformedSignature, signer
from domain.identity.linked_method import SignInMethod
from domain.identity.outside_proof import OutsideProof
from domain.identity.refusals import ProofRejected
from domain.shared import InvalidInput

_STATEMENT = "Sign in. This costs nothing and moves nothing."


@dataclass(frozen=True, slots=True)
class SignedMessages:
    """``domains`` (RFC 3986 authorities, a port included) and ``chain_ids`` are what a message may name.

    The first of each is what ours do; ``uri`` is the address of our page. How old a message may be is the nonce's to
    say: it is ours, short-lived and used once.
    """

    domains: tuple[str, ...]
    chain_ids: tuple[int, ...]
    uri: str

    def message(self, address: str, nonce: str, issued_at: datetime, expires_at: datetime) -> str:
        known = read_address(address, without_checksum=True)
        if known is None:
            raise InvalidInput.of("address", "MALFORMED_ADDRESS")
        return SignInMessage(
            domain=self.domains[0],
            address=known,
            uri=self.uri,
            chain_id=self.chain_ids[0],
            nonce=nonce,
            issued_at=_written(issued_at),
            statement=_STATEMENT,
            expiration_time=_written(expires_at),
        ).text()

    def check(self, message: str, signature: str, nonce: str, now: datetime) -> OutsideProof:
        try:
            read = SignInMessage.parse(message)
        except Malformed:
            raise ProofRejected("MALFORMED") from None
        elsewhere = read.scheme not in (None, self.uri.partition("://")[0])
        if elsewhere or read.domain not in self.domains or authority_of(read.uri) not in self.domains:
            raise ProofRejected("WRONG_DOMAIN")
        if read.chain_id not in self.chain_ids:
            raise ProofRejected("WRONG_CHAIN")
        if not hmac.compare_digest(read.nonce.encode(), nonce.encode()):
            raise ProofRejected("WRONG_NONCE")
        _require_time(read, now)
        try:
            address = signer(message, signature)
        except MalformedSignature:
            raise ProofRejected("MALFORMED") from None
        if address != read.address:
            raise ProofRejected("BAD_SIGNATURE")
        shown = checksummed(read.address)
        return OutsideProof(SignInMethod.ETHEREUM, shown.lower(), shown)


def _require_time(message: SignInMessage, now: datetime) -> None:
    expires_at, not_before = message.time("expiration_time"), message.time("not_before")
    if expires_at is not None and expires_at <= now:
        raise ProofRejected("EXPIRED")
    if not_before is not None and not_before > now:
        raise ProofRejected("NOT_YET_VALID")


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
