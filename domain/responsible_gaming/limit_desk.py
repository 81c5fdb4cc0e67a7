"""The limit desk: whatever sets, loosens or ends a limit goes through here, in one transaction under the player's lock.

From that transaction's commit on every decision of the settlement lane, in every process, judges by it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.identity import Player, PlayerGates, Players
from domain.jurisdiction import JurisdictionProfile, LimitRules, Profiles
from domain.responsible_gaming.limit import Limit, LimitKey, LimitKind, LimitPeriod
from domain.responsible_gaming.limit_setting import (
    BY_PLAYER,
    Amount,
    LimitEntry,
    LimitOwner,
    LimitSetting,
    LimitSettings,
    LimitStep,
)
from domain.responsible_gaming.play_state import PlayState
from domain.responsible_gaming.play_view import PlayView, play_view
from domain.responsible_gaming.ports import PlayStates
from domain.responsible_gaming.reference_rates import ReferenceRates
from domain.responsible_gaming.usage import FLOW_OF, FlowKey, Played, Usage
from domain.shared import Clock, Ids, PlayerId, SessionId

NOT_SET = "deposit:LIMIT_NOT_SET"


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a player whose lock is held."""

    player: Player
    profile: JurisdictionProfile
    state: PlayState
    played: Sequence[Played]
    settings: tuple[LimitSetting, ...]
    now: datetime

    @property
    def rules(self) -> LimitRules:
        return self.profile.limits

    def setting(self, key: LimitKey, owner: LimitOwner) -> LimitSetting | None:
        return next((each for each in self.settings if each.key == key and each.owner is owner), None)


@dataclass(frozen=True, slots=True)
class LimitDesk:
    players: Players
    gates: PlayerGates
    states: PlayStates
    settings: LimitSettings
    profiles: Profiles
    rates: ReferenceRates
    clock: Clock
    ids: Ids

    async def hold(self, player_id: PlayerId) -> Held:
        """Until this transaction ends, no bet and no deposit of the player's is judged. Raises UnknownPlayer."""
        state = await self.states.lock(player_id)
        player = (await self.players.get((player_id,)))[player_id]
        profile = self.profiles.of(player.jurisdiction, player.profile_version)
        played, settings = await self.states.played(player_id), await self.settings.of(player_id)
        return Held(player, profile, state, played, settings, self.clock.now())

    def view(self, held: Held, sign_in: SessionId) -> PlayView:
        """The session in play, as the player is shown it."""
        return play_view(held.state, held.played, held.profile, self.rates, sign_in, held.now)

    async def keep(self, held: Held, setting: LimitSetting) -> None:
        others = tuple(each for each in held.settings if each.id != setting.id)
        await self.settings.keep(setting)
        await self._project(held, (*others, setting))

    async def drop(self, held: Held, setting: LimitSetting) -> None:
        await self.settings.drop(setting)
        await self._project(held, tuple(each for each in held.settings if each.id != setting.id))

    async def note(
        self,
        held: Held,
        setting: LimitSetting,
        step: LimitStep,
        after: Amount | None,
        *,
        starts_at: datetime | None = None,
        ends_at: datetime | None = None,
        by: str = BY_PLAYER,
        reason: str = "",
    ) -> None:
        before = held.setting(setting.key, setting.owner)
        await self.settings.note(
            LimitEntry(
                id=self.ids.new(),
                player_id=held.player.id,
                kind=setting.kind.value,
                period=setting.period.value if setting.period else "",
                owner=setting.owner,
                step=step,
                before=before.amount.value if before else None,
                after=after.value if after else None,
                at=held.now,
                starts_at=starts_at or held.now,
                ends_at=ends_at,
                by=by,
                reason=reason,
            )
        )

    async def require_one(self, held: Held, settings: Iterable[LimitSetting]) -> None:
        """Close deposits while the player's rules want a limit and none of theirs is set; open them when one is."""
        await (self.gates.block if missing(held.rules, settings) else self.gates.unblock)(held.player.id, (NOT_SET,))

    async def _project(self, held: Held, settings: tuple[LimitSetting, ...]) -> None:
        limits = projected(settings)
        usage: dict[FlowKey, Usage] = {}
        for flow in _flows(limits, held.rules):
            usage[flow] = held.state.usage[flow] if flow in held.state.usage else await self._counted(held, flow)
        await self.states.save(replace(held.state, limits=limits, usage=usage))
        await self.require_one(held, settings)

    async def _counted(self, held: Held, flow: FlowKey) -> Usage:
        return await self.states.from_ledger(held.player.id, flow, held.now, rolling=held.rules.rolling)


def projected(settings: Iterable[LimitSetting]) -> Mapping[LimitKey, Limit]:
    """As the lane reads them."""
    limits: dict[LimitKey, Limit] = {}
    for setting in settings:
        known = limits.get(setting.key, Limit())
        if setting.owner is LimitOwner.PLAYER:
            limits[setting.key] = replace(known, player=setting.amount.value)
        else:
            limits[setting.key] = replace(known, operator=setting.amount.value)
    return limits


def missing(rules: LimitRules, settings: Iterable[LimitSetting]) -> bool:
    """Whether one of the kinds that the rules want is not set yet, by the player."""
    own = {setting.kind.value for setting in settings if setting.owner is LimitOwner.PLAYER}
    return bool(rules.one_of) and own.isdisjoint(rules.one_of)


def _flows(limits: Mapping[LimitKey, Limit], rules: LimitRules) -> set[FlowKey]:
    everybody = {(LimitKind(kind), LimitPeriod(period)) for kind, period in rules.operator_euro_minor if period}
    return {(FLOW_OF[kind], period) for kind, period in (*limits, *everybody) if kind in FLOW_OF and period}
