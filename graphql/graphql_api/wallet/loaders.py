"""Loaders of wallets and transactions: one statement for as many as an operation asks for."""

from collections.abc import Sequence

from strawberry.dataloader import DataLoader

from domain.shared import PlayerId, WalletId
from domain.wallet import (
    FindTransactionsById,
    FindWalletsById,
    ListWallets,
    TransactionId,
    TransactionView,
    WalletView,
)
from graphql_api.core import Context


class WalletsOfPlayer(DataLoader[PlayerId, tuple[WalletView, ...]]):
    """All wallets of the viewer; one in a given currency is picked from them."""

    def __init__(self, context: Context) -> None:
        async def load(ids: Sequence[PlayerId]) -> list[tuple[WalletView, ...]]:
            return [await context.dispatch(ListWallets(player_id)) for player_id in ids]

        super().__init__(load)


class OwnWallets(DataLoader[WalletId, WalletView | None]):
    """Of the viewer alone."""

    def __init__(self, context: Context) -> None:
        player_id = context.signed_in(while_locked=True).player_id

        async def load(ids: Sequence[WalletId]) -> list[WalletView | None]:
            found = await context.dispatch(FindWalletsById(player_id, tuple(ids)))
            return list(found)

        super().__init__(load)


class OwnTransactions(DataLoader[TransactionId, TransactionView | None]):
    """Of the viewer alone."""

    def __init__(self, context: Context) -> None:
        player_id = context.signed_in(while_locked=True).player_id

        async def load(ids: Sequence[TransactionId]) -> list[TransactionView | None]:
            found = await context.dispatch(FindTransactionsById(player_id, tuple(ids)))
            return list(found)

        super().__init__(load)
