"""Find players: what identity knows of several players at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.identity.player import Player
from domain.identity.ports import PlayerGates, Players
from domain.shared import Message, PlayerId


@dataclass(frozen=True, slots=True)
class PlayerView:
    """``blocks`` are the very ones that the settlement lane reads: ``<gate>:<REASON>``."""

    player: Player
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindPlayers(Message[Mapping[PlayerId, PlayerView]]):
    """Those of ``ids`` that exist. Whether the asker may see them is the asker's edge to know."""

    ids: tuple[PlayerId, ...]


class FindPlayersHandler:
    def __init__(self, players: Players, gates: PlayerGates) -> None:
        self._players = players
        self._gates = gates

    async def __call__(self, message: FindPlayers) -> Mapping[PlayerId, PlayerView]:
        players = await self._players.get(message.ids)
        blocks = await self._gates.blocks(message.ids)
        return {found: PlayerView(player, blocks.get(found, ())) for found, player in players.items()}
