"""What became of a wallet since its followers last heard."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from domain.shared import WalletId
from domain.wallet import TransactionView, WalletView


@dataclass(frozen=True, slots=True)
class WalletNews:
    """``transactions`` in order end at ``wallet.sequence``; they begin right after the known one unless cut short."""

    wallet: WalletView
    transactions: tuple[TransactionView, ...]


class WalletFollower(Protocol):
    async def news(self, known: Mapping[WalletId, int | None], limit: int) -> dict[WalletId, WalletNews]:
        """Of each wallet its state, and the newest ``limit`` transactions after the known sequence (None: none)."""
        ...

    async def backlog(self, wallet_id: WalletId, after: int, until: int, limit: int) -> tuple[TransactionView, ...]:
        """The first ``limit`` transactions with ``after < sequence <= until``, in order."""
        ...

    async def cash_at(self, wallet_id: WalletId, sequence: int) -> int:
        """Cash, which may be below zero, when the wallet had reached ``sequence``; 0 at sequence 0."""
        ...
