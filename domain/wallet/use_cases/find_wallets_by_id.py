"""Wallets by their ids."""

from dataclasses import dataclass

from domain.shared import Message, PlayerId, WalletId
from domain.wallet.ledger_reader import LedgerReader
from domain.wallet.views import WalletView


@dataclass(frozen=True, slots=True)
class FindWalletsById(Message[tuple[WalletView | None, ...]]):
    """In the order of ``ids``; None for what is not ``player_id``'s."""

    player_id: PlayerId
    ids: tuple[WalletId, ...]


class FindWalletsByIdHandler:
    def __init__(self, ledger: LedgerReader) -> None:
        self._ledger = ledger

    async def __call__(self, message: FindWalletsById) -> tuple[WalletView | None, ...]:
        wallets = await self._ledger.wallets(message.ids)
        own = {wallet.id: wallet for wallet in wallets if wallet.player_id == message.player_id}
        return tuple(own.get(wallet_id) for wallet_id in message.ids)
