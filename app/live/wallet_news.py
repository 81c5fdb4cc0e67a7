"""What became of a wallet since its followers last heard."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from domain.shared import WalletId
from domain.wallet import TransactionView, WalletView


@dataclass(frozen=True, slots=True)
class WalletNews:
    """``transactions`` follow the sequence asked after, without a hole, to ``wallet.sequence`` unless cut short."""

    wallet: WalletView
    transactions: tuple[TransactionView, ...]


class WalletFollower(Protocol):
    async def news(self, known: Mapping[WalletId, int | None], limit: int) -> dict[WalletId, WalletNews]:
        """Of each wallet its state, and at most ``limit`` transactions after the known sequence (None: none)."""
        ...

    async def backlog(self, wallet_id: WalletId, after: int, until: int, limit: int) -> tuple[TransactionView, ...]:
        """The first ``limit`` transactions with ``after < sequence <= until``, in order."""
        ...

    async def cash_at(self, wallet_id: WalletId, sequence: int) -> int:
        """Cash, which may be below zero, when the wallet had reached ``sequence``; 0 at sequence 0."""
        ...
