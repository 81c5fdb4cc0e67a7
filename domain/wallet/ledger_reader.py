"""Reading wallets and their history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.shared import Page, PageRequest, PlayerId, WalletId
from domain.wallet.decision import TransactionKind
from domain.wallet.views import TransactionId, TransactionView, WalletView


@dataclass(frozen=True, slots=True)
class TransactionFilter:
    """``kinds`` empty means all; ``since`` inclusive, ``until`` exclusive, both with a time zone."""

    kinds: tuple[TransactionKind, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


class LedgerReader(Protocol):
    """Committed state only."""

    async def wallets_of(self, player_id: PlayerId) -> tuple[WalletView, ...]:
        """In the order in which they were opened."""
        ...

    async def wallet_of(self, player_id: PlayerId, currency: str) -> WalletView | None: ...

    async def wallets(self, ids: Sequence[WalletId]) -> tuple[WalletView, ...]:
        """Those that exist, in no particular order."""
        ...

    async def transactions(self, ids: Sequence[TransactionId]) -> tuple[TransactionView, ...]:
        """Those that exist, in no particular order."""
        ...

    async def history(
        self, wallet_id: WalletId, wanted: TransactionFilter, request: PageRequest
    ) -> Page[TransactionView]:
        """Newest first; the cursor is the sequence, and one that cannot be read gives an empty page."""
        ...
