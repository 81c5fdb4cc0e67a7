"""A player's wallet in one currency."""

from dataclasses import dataclass

from domain.shared import CURRENCIES, Message, PlayerId
from domain.wallet.ledger_reader import LedgerReader
from domain.wallet.views import WalletView


@dataclass(frozen=True, slots=True)
class FindWallet(Message[WalletView | None]):
    """None when the player has none in this currency, or there is no such currency."""

    player_id: PlayerId
    currency: str


class FindWalletHandler:
    def __init__(self, ledger: LedgerReader) -> None:
        self._ledger = ledger

    async def __call__(self, message: FindWallet) -> WalletView | None:
        if message.currency not in CURRENCIES:
            return None
        return await self._ledger.wallet_of(message.player_id, message.currency)
