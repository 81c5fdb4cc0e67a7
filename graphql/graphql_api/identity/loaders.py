"""Loaders of identity: one statement for as many players or sessions as an operation asks for."""

from collections.abc import Sequence

from strawberry.dataloader import DataLoader

from domain.identity import FindPlayers, PlayerView
from domain.shared import PlayerId
from graphql_api.core import Context


class PlayerViews(DataLoader[PlayerId, PlayerView]):
    """``await info.context.loader(PlayerViews).load(player_id)``."""

    def __init__(self, context: Context) -> None:
        async def load(ids: Sequence[PlayerId]) -> list[PlayerView]:
            found = await context.dispatch(FindPlayers(tuple(ids)))
            return [found[player_id] for player_id in ids]

        super().__init__(load)
