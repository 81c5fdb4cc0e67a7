"""Find players: what identity knows of several players at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.identity.player import Player
from domain.identity.ports import PlayerGates, Players
from domain.shared import Clock, Message, PlayerId, standing


@dataclass(frozen=True, slots=True)
class PlayerView:
    """``blocks`` are those that the settlement lane decides by now: ``<gate>:<REASON>``, some with an end."""

    player: Player
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindPlayers(Message[Mapping[PlayerId, PlayerView]]):
    """Those of ``ids`` that exist. Whether the asker may see them is the asker's edge to know."""

    ids: tuple[PlayerId, ...]


class FindPlayersHandler:
    def __init__(self, players: Players, gates: PlayerGates, clock: Clock) -> None:
        self._players = players
        self._gates = gates
        self._clock = clock

    async def __call__(self, message: FindPlayers) -> Mapping[PlayerId, PlayerView]:
        players = await self._players.get(message.ids)
        blocks = await self._gates.blocks(message.ids)
        now = self._clock.now()
        return {found: PlayerView(player, standing(blocks.get(found, ()), now)) for found, player in players.items()}
