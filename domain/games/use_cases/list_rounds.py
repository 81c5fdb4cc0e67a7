"""A player looks back on what was played."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.games.ports import GameRounds
from domain.games.round_view import RoundFilter, RoundView
from domain.shared import Message, Page, PageRequest, PlayerId, RoundId


@dataclass(frozen=True, slots=True)
class ListRounds(Message[Page[RoundView]]):
    """Newest first."""

    player_id: PlayerId
    wanted: RoundFilter
    page: PageRequest


class ListRoundsHandler:
    def __init__(self, rounds: GameRounds) -> None:
        self._rounds = rounds

    async def __call__(self, message: ListRounds, /) -> Page[RoundView]:
        return await self._rounds.page(message.player_id, message.wanted, message.page)


@dataclass(frozen=True, slots=True)
class FindRounds(Message[Mapping[RoundId, RoundView]]):
    """Of this player only; ids of others are simply missing."""

    player_id: PlayerId
    ids: tuple[RoundId, ...]


class FindRoundsHandler:
    def __init__(self, rounds: GameRounds) -> None:
        self._rounds = rounds

    async def __call__(self, message: FindRounds, /) -> Mapping[RoundId, RoundView]:
        return await self._rounds.by_ids(message.player_id, message.ids)
