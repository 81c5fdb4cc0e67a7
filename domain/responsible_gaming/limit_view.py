"""Limits as clients are shown them: each with what was used of it, what is left, and when room comes back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from domain.jurisdiction import JurisdictionProfile
from domain.responsible_gaming.limit import PERIODIC, LimitKey, LimitKind, LimitPeriod
from domain.responsible_gaming.limit_setting import Amount, LimitId, LimitOwner, LimitSetting, LooserOffer
from domain.responsible_gaming.limits_in_force import resets_at, used
from domain.responsible_gaming.play_state import PlayState
from domain.responsible_gaming.play_usage import by_currency
from domain.responsible_gaming.play_view import PlayView
from domain.responsible_gaming.reference_rates import ReferenceRates
from domain.responsible_gaming.usage import Played


@dataclass(frozen=True, slots=True)
class LimitView:
    """Euro cents, or seconds for SESSION_TIME. ``id``: None where the rule is everybody's."""

    id: LimitId | None
    kind: LimitKind
    period: LimitPeriod | None
    owner: LimitOwner
    amount: Amount
    since: datetime | None
    offer: LooserOffer | None
    used: int | None
    """Of a limit of time or of a period; of LOSS never below zero. None for STAKE and BALANCE."""
    resets_at: datetime | None

    @property
    def remaining(self) -> int | None:
        return None if self.used is None else max(self.amount.value - self.used, 0)


class Nearness(Enum):
    """In order of how little is left."""

    FAR = 0
    NEAR = 1
    REACHED = 2


def nearness(view: LimitView, profile: JurisdictionProfile) -> Nearness:
    if view.used is None:
        return Nearness.FAR
    if view.used >= view.amount.value:
        return Nearness.REACHED
    near = view.used * 100 >= view.amount.value * profile.limits.near_percent
    return Nearness.NEAR if near else Nearness.FAR


def views(
    settings: Iterable[LimitSetting],
    state: PlayState,
    wallets: Iterable[Played],
    profile: JurisdictionProfile,
    rates: ReferenceRates,
    play: PlayView,
    now: datetime,
) -> tuple[LimitView, ...]:
    """Every limit that holds, whoever set it; of two of one kind and period the stricter decides."""

    seen = by_currency(wallets)

    def view(key: LimitKey, owner: LimitOwner, amount: Amount, setting: LimitSetting | None = None) -> LimitView:
        spent, resets = _spent(key, state, seen, profile, rates, play, now)
        return LimitView(
            setting.id if setting else None,
            key[0],
            key[1],
            owner,
            amount,
            setting.since if setting else None,
            setting.open_offer(now) if setting else None,
            spent,
            resets,
        )

    shown = tuple(settings)
    by_staff = {setting.key for setting in shown if setting.owner is LimitOwner.OPERATOR}
    house = tuple((key, value) for key, value in _house(profile) if key not in by_staff)
    return (
        *(view(setting.key, setting.owner, setting.amount, setting) for setting in shown),
        *(view(key, LimitOwner.HOUSE, Amount(value)) for key, value in house),
    )


def _house(profile: JurisdictionProfile) -> Iterator[tuple[LimitKey, int]]:
    for (kind, period), value in profile.limits.operator_euro_minor.items():
        yield (LimitKind(kind), LimitPeriod(period) if period else None), value


def _spent(
    key: LimitKey,
    state: PlayState,
    wallets: Mapping[str, Played],
    profile: JurisdictionProfile,
    rates: ReferenceRates,
    play: PlayView,
    now: datetime,
) -> tuple[int | None, datetime | None]:
    if key[0] in PERIODIC:
        return max(used(state, wallets, key, profile, rates, now), 0), resets_at(state, wallets, key, profile, now)
    if key[0] is not LimitKind.SESSION_TIME:
        return None, None
    if play.summary is None:
        return 0, None
    return int(play.summary.elapsed.total_seconds()), play.ends_at
