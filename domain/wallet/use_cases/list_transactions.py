"""A page of a wallet's history."""

from dataclasses import dataclass, field

from domain.shared import Message, Page, PageRequest, PlayerId
from domain.wallet.ledger_reader import LedgerReader, TransactionFilter
from domain.wallet.views import TransactionView


@dataclass(frozen=True, slots=True)
class ListTransactions(Message[Page[TransactionView]]):
    """Newest first. Without ``currency``, of the wallet that the player opened first; empty where there is none."""

    player_id: PlayerId
    currency: str | None = None
    wanted: TransactionFilter = field(default_factory=TransactionFilter)
    page: PageRequest = field(default_factory=PageRequest)


class ListTransactionsHandler:
    def __init__(self, ledger: LedgerReader) -> None:
        self._ledger = ledger

    async def __call__(self, message: ListTransactions) -> Page[TransactionView]:
        wallets = await self._ledger.wallets_of(message.player_id)
        for wallet in wallets:
            if message.currency in (None, wallet.currency):
                return await self._ledger.history(wallet.id, message.wanted, message.page)
        return Page((), (), False)
