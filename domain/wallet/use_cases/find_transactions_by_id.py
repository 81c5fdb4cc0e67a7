"""Transactions by their ids."""

from dataclasses import dataclass

from domain.shared import Message, PlayerId
from domain.wallet.ledger_reader import LedgerReader
from domain.wallet.views import TransactionId, TransactionView


@dataclass(frozen=True, slots=True)
class FindTransactionsById(Message[tuple[TransactionView | None, ...]]):
    """In the order of ``ids``; None for what is not ``player_id``'s."""

    player_id: PlayerId
    ids: tuple[TransactionId, ...]


class FindTransactionsByIdHandler:
    def __init__(self, ledger: LedgerReader) -> None:
        self._ledger = ledger

    async def __call__(self, message: FindTransactionsById) -> tuple[TransactionView | None, ...]:
        own = {wallet.id for wallet in await self._ledger.wallets_of(message.player_id)}
        wanted = [id for id in message.ids if id.wallet_id in own]
        found = {
            TransactionId(row.wallet_id, row.sequence): row
            for row in (await self._ledger.transactions(wanted) if wanted else ())
        }
        return tuple(found.get(id) for id in message.ids)
