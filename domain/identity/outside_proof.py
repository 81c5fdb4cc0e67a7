"""Proofs from outside: what Telegram or a wallet says about who is there, once it was found to hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Protocol

from domain.identity.challenge import ChallengeId
from domain.identity.linked_method import SignInMethod


class WalletChain(Enum):
    ETHEREUM = "ETHEREUM"
    """And every chain with its accounts: one key is one address on all of them."""
    TON = "TON"

    @property
    def method(self) -> SignInMethod:
        return SignInMethod(self.value)


@dataclass(frozen=True, slots=True)
class OutsideProof:
    """``subject`` and ``label`` as in LinkedMethod.

    ``once`` is what was signed, for SpentProofs, until ``expires_at``; both are left out for an answer to a challenge
    of ours, which is used up by itself.
    """

    method: SignInMethod
    subject: str = field(repr=False)
    label: str = field(repr=False)
    once: bytes = field(default=b"", repr=False)
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TonProof:
    """TON Connect's ``ton_proof`` reply with the account that it is for, as the wallet gave them.

    ``address`` is ``<workchain>:<64 hex digits>``, ``network`` the global id (-239 mainnet, -3 testnet), ``timestamp``
    in Unix seconds, ``signature`` and ``state_init`` base64.
    """

    address: str = field(repr=False)
    network: str
    domain: str
    timestamp: str
    payload: str = field(repr=False)
    signature: str = field(repr=False)
    state_init: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class MiniAppEvidence:
    """``initData`` of a Telegram Mini App."""

    init_data: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class WidgetEvidence:
    """What Telegram's Login Widget gave, by its own names."""

    fields: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class EthereumEvidence:
    challenge: ChallengeId
    message: str = field(repr=False)
    signature: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TonEvidence:
    challenge: ChallengeId
    proof: TonProof


OutsideEvidence = MiniAppEvidence | WidgetEvidence | EthereumEvidence | TonEvidence
"""What a client brings, not looked at yet."""


class TelegramProofs(Protocol):
    """Both raise ProofRejected (MALFORMED, BAD_SIGNATURE, EXPIRED, NOT_YET_VALID)."""

    @property
    def reads_widget(self) -> bool:
        """Without the bot's token nobody can."""
        ...

    def of_mini_app(self, init_data: str, now: datetime) -> OutsideProof: ...

    def of_widget(self, fields: Mapping[str, str], now: datetime) -> OutsideProof:
        """``fields`` by the widget's own names, ``hash`` among them."""
        ...


class EthereumProofs(Protocol):
    def message(self, address: str, nonce: str, issued_at: datetime, expires_at: datetime) -> str:
        """What the wallet has to sign (EIP-4361). Raises InvalidInput for what is no address."""
        ...

    def check(self, message: str, signature: str, nonce: str, now: datetime) -> OutsideProof:
        """Raises ProofRejected (MALFORMED, WRONG_DOMAIN, WRONG_CHAIN, WRONG_NONCE, EXPIRED, NOT_YET_VALID,
        BAD_SIGNATURE)."""
        ...


class TonProofs(Protocol):
    def check(self, proof: TonProof, nonce: str, now: datetime) -> OutsideProof:
        """Raises ProofRejected (MALFORMED, WRONG_DOMAIN, WRONG_CHAIN, WRONG_NONCE, WRONG_ADDRESS, UNKNOWN_WALLET,
        EXPIRED, NOT_YET_VALID, BAD_SIGNATURE)."""
        ...
