"""The age that stake caps go by: of whom it is verified, the last bound that they have reached."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from domain.identity import Players
from domain.jurisdiction import JurisdictionProfile, PlayRules, birthday, whole_years
from domain.responsible_gaming.ports import PlayStates
from domain.shared import PlayerId


def age_bounds(rules: PlayRules) -> tuple[int, ...]:
    """The ages above zero at which another cap begins, ascending."""
    ends = {cap.under_age for cap in rules.stake_caps if cap.under_age is not None}
    return tuple(sorted((ends | {cap.from_age for cap in rules.stake_caps}) - {0}))


def reached(rules: PlayRules, birth_date: date, today: date) -> int:
    """Zero: none yet."""
    age = whole_years(birth_date, today)
    return max((bound for bound in age_bounds(rules) if bound <= age), default=0)


def next_bound_on(rules: PlayRules, birth_date: date, today: date) -> date | None:
    """The day on which the next bound is reached; None: there is no further one."""
    age = whole_years(birth_date, today)
    return next((birthday(birth_date, bound) for bound in age_bounds(rules) if bound > age), None)


class ComingBirthdays(Protocol):
    """On which day whose next bound is reached; kept so that no birth date can be read of it."""

    async def expect(self, player_id: PlayerId, day: date | None) -> None:
        """Of this player, instead of what was expected before; None: nothing. Commits with the caller."""
        ...


@dataclass(frozen=True, slots=True)
class CapAgeDesk:
    """Implements KYC's IdentityFollower, so the age falls back in the transaction that withdraws an approval.

    A day begins at 00:00 UTC, as at registration: in Great Britain that is no earlier than the local day.
    """

    players: Players
    states: PlayStates
    coming: ComingBirthdays

    async def follow(self, player_id: PlayerId, profile: JurisdictionProfile, now: datetime, *, verified: bool) -> None:
        age, day = None, None
        if verified and age_bounds(profile.play):
            birth_date = (await self.players.get((player_id,)))[player_id].birth_date
            age = reached(profile.play, birth_date, now.date())
            day = next_bound_on(profile.play, birth_date, now.date())
        await self.coming.expect(player_id, day)
        state = await self.states.lock(player_id)
        if state.cap_age != age:
            await self.states.save(replace(state, cap_age=age))
