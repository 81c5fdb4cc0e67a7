"""The exclusion desk: whatever begins or ends an exclusion goes through here, in one transaction under the lock."""

from dataclasses import dataclass
from datetime import datetime

from domain.identity import (
    ConsentChange,
    Consents,
    EndReason,
    Player,
    PlayerGates,
    Players,
    SignOut,
)
from domain.jurisdiction import ExclusionRules, Profiles
from domain.responsible_gaming.exclusion import REASONS, Exclusion, ExclusionKind
from domain.responsible_gaming.exclusion_ports import (
    ExcludedPeople,
    ExclusionEntry,
    Exclusions,
    ExclusionStep,
    Play,
)
from domain.shared import Clock, Ids, PlayerId, SessionId, blocks_of

BY_PLAYER = "PLAYER"
BY_REGISTER = "REGISTER"
_GATES = ("bet", "deposit", "demo", "marketing", "login")


@dataclass(frozen=True, slots=True)
class ExclusionDesk:
    profiles: Profiles
    players: Players
    gates: PlayerGates
    exclusions: Exclusions
    people: ExcludedPeople
    play: Play
    consents: Consents
    sign_out: SignOut
    clock: Clock
    ids: Ids

    def rules_of(self, player: Player) -> ExclusionRules:
        return self.profiles.of(player.jurisdiction, player.profile_version).exclusions

    async def hold(self, player_id: PlayerId) -> Player:
        """The player, under the lock that the settlement lane takes: until this transaction ends no bet is judged."""
        await self.gates.block(player_id, ())
        return (await self.players.get((player_id,)))[player_id]

    async def in_force(self, player_id: PlayerId, now: datetime) -> tuple[Exclusion, ...]:
        return tuple(each for each in await self.exclusions.of(player_id) if each.in_force(now))

    async def begin(
        self, exclusion: Exclusion, player: Player, step: ExclusionStep, by: str, spare: SessionId | None
    ) -> tuple[SessionId, ...]:
        """From this transaction's commit on nothing is bet, paid in, tried or advertised. Answers whom it signed out.

        ``spare``: the session that asked goes on, so that its player is told and can be paid out.
        """
        now = self.clock.now()
        await self.exclusions.keep(exclusion)
        await self.note(exclusion, step, exclusion.reason, by)
        await self.people.remember(player.id, now)
        await self.project(player, now)
        await self.play.stop(player.id, now)
        if exclusion.kind is not ExclusionKind.TIME_OUT:
            await self._withdraw_consents(player.id, now)
        kept = spare if self.rules_of(player).keeps_sign_in else None
        return await self.sign_out.end(player.id, EndReason.EXCLUDED, now, kept)

    async def project(self, player: Player, now: datetime) -> None:
        """Write what the lane reads: the blocks of every exclusion in force, and of no other."""
        rules = self.rules_of(player)
        in_force = await self.in_force(player.id, now)
        wanted = {str(block) for exclusion in in_force for block in exclusion.blocks(rules, now)}
        present = (await self.gates.blocks((player.id,)))[player.id]
        ours = {str(block) for gate in _GATES for block in blocks_of(gate, present) if block.reason in REASONS.values()}
        if gone := ours - wanted:
            await self.gates.unblock(player.id, sorted(gone))
        if new := wanted - ours:
            await self.gates.block(player.id, sorted(new))

    async def note(self, exclusion: Exclusion, step: ExclusionStep, reason: str, by: str) -> None:
        await self.exclusions.note(
            ExclusionEntry(
                id=self.ids.new(),
                exclusion_id=exclusion.id,
                player_id=exclusion.player_id,
                at=self.clock.now(),
                step=step,
                kind=exclusion.kind,
                starts_at=exclusion.starts_at,
                ends_at=exclusion.opens_at or exclusion.ends_at,
                reason=reason,
                by=by,
            )
        )

    async def _withdraw_consents(self, player_id: PlayerId, now: datetime) -> None:
        """Marketing does not come back with the player: it takes a new yes."""
        granted = [consent for consent in (await self.consents.of(player_id)).values() if consent.granted]
        await self.consents.add(
            [ConsentChange(self.ids.new(), player_id, each.channel, each.product, False, now) for each in granted]
        )
