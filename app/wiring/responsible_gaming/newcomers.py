"""Whoever must know of a new player, one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.identity import Player
from domain.identity.ports import Newcomers
from domain.responsible_gaming.limit_desk import LimitDesk


@dataclass(frozen=True, slots=True)
class EveryWelcome:
    """Implements Newcomers."""

    welcomes: Sequence[Newcomers]

    async def welcome(self, player: Player) -> None:
        for each in self.welcomes:
            await each.welcome(player)


@dataclass(frozen=True, slots=True)
class LimitsForNewcomers:
    """Implements Newcomers: where a limit is wanted before the first deposit, deposits wait for it."""

    desk: LimitDesk

    async def welcome(self, player: Player) -> None:
        held = await self.desk.hold(player.id)
        await self.desk.require_one(held, held.settings)
