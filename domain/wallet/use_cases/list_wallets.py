"""A player's wallets."""

from dataclasses import dataclass

from domain.shared import Message, PlayerId
from domain.wallet.ledger_reader import LedgerReader
from domain.wallet.views import WalletView


@dataclass(frozen=True, slots=True)
class ListWallets(Message[tuple[WalletView, ...]]):
    """In the order in which they were opened."""

    player_id: PlayerId


class ListWalletsHandler:
    def __init__(self, ledger: LedgerReader) -> None:
        self._ledger = ledger

    async def __call__(self, message: ListWallets) -> tuple[WalletView, ...]:
        return await self._ledger.wallets_of(message.player_id)
