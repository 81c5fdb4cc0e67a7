"""The watcher: knows excluded people again, and asks the national register. Implements identity's ExclusionWatch."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.identity import Player
from domain.responsible_gaming.exclusion import GATES, Exclusion, ExclusionId, ExclusionKind
from domain.responsible_gaming.exclusion_desk import BY_REGISTER, ExclusionDesk
from domain.responsible_gaming.exclusion_ports import (
    ExclusionRegister,
    ExclusionStep,
    RegisterAway,
    RegisterQuery,
)
from domain.shared import Commit, PlayerId

UNCHECKED = tuple(f"{gate}:REGISTER_UNCHECKED" for gate in GATES)
"""While nobody knows what the register would say."""
BY_RECOGNITION = "RECOGNITION"


@dataclass(frozen=True, slots=True)
class ExclusionWatcher:
    """``registers`` by the name that profiles give them; one that is missing here counts as away."""

    desk: ExclusionDesk
    registers: Mapping[str, ExclusionRegister]
    commit: Commit

    async def recognise(self, player_id: PlayerId) -> None:
        desk, now = self.desk, self.desk.clock.now()
        if await desk.in_force(player_id, now):
            await desk.people.remember(player_id, now)
        if not await desk.people.elsewhere(player_id, now):
            return
        player, now = await desk.hold(player_id), desk.clock.now()
        for other in await desk.people.elsewhere(player_id, now):
            held = [each for each in await desk.in_force(player_id, now) if each.kind is other.kind]
            if any(each.outlasts(other.opens_at or other.ends_at) for each in held):
                continue
            followed = other.followed_by(ExclusionId(desk.ids.new()), player_id, now)
            # Nobody is signed out by this: its own sign-in may be under way, and has to tell the player why.
            await desk.exclusions.keep(followed)
            await desk.note(followed, ExclusionStep.FOLLOWED, "", BY_RECOGNITION)
            await desk.people.remember(player_id, now)
            await desk.project(player, now)
            await desk.play.stop(player_id, now)

    async def ask_register(self, player_id: PlayerId) -> None:
        desk = self.desk
        player = (await desk.players.get((player_id,)))[player_id]
        name = desk.rules_of(player).register
        if name is None:
            return
        await self.commit()  # lets go of the connection while the register is asked
        held = await self._holds(name, player)
        player, now = await desk.hold(player_id), desk.clock.now()
        if held is None:
            await desk.gates.block(player_id, UNCHECKED)
        else:
            await desk.gates.unblock(player_id, UNCHECKED)
            await self._follow(player, now, held=held)
        await self.commit()

    async def _holds(self, name: str, player: Player) -> bool | None:
        """None: the register is away, or is not set up."""
        register = self.registers.get(name)
        if register is None:
            return None
        details = player.details
        query = RegisterQuery(
            details.first_name,
            details.last_name,
            player.birth_date,
            player.email.shown,
            details.postal_code,
            player.phone or "",
        )
        try:
            return await register.holds(query)
        except RegisterAway:
            return None

    async def _follow(self, player: Player, now: datetime, *, held: bool) -> None:
        desk = self.desk
        listed = [each for each in await desk.in_force(player.id, now) if each.kind is ExclusionKind.REGISTER]
        if held and not listed:
            exclusion = Exclusion(
                id=ExclusionId(desk.ids.new()),
                player_id=player.id,
                kind=ExclusionKind.REGISTER,
                reason="",
                requested_at=now,
                starts_at=now,
                ends_at=None,
            )
            await desk.exclusions.keep(exclusion)
            await desk.note(exclusion, ExclusionStep.REGISTER_HIT, "", BY_REGISTER)
            await desk.project(player, now)
            await desk.play.stop(player.id, now)
        elif not held:
            for exclusion in listed:
                cleared = exclusion.ending(now.replace(microsecond=0))
                await desk.exclusions.keep(cleared)
                await desk.note(cleared, ExclusionStep.REGISTER_CLEAR, "", BY_REGISTER)
            if listed:
                await desk.project(player, now)
