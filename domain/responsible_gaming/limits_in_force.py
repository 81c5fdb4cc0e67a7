"""Which limits hold for a player now, and what is left of them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from domain.jurisdiction import JurisdictionProfile, LimitRules
from domain.responsible_gaming.limit import Limit, LimitKey, LimitKind, LimitPeriod, after, window
from domain.responsible_gaming.play_state import PlayState
from domain.responsible_gaming.reference_rates import ReferenceRates, euro_up
from domain.responsible_gaming.refusals import LimitExceeded
from domain.responsible_gaming.usage import FLOW_OF, FlowKey, Usage, used_euro_minor

NOT_SET = Limit()


def in_force(state: PlayState, rules: LimitRules) -> Iterator[tuple[LimitKey, int]]:
    """Each limit with what it holds at: the stricter of the player's and the operator's."""
    if not rules.operator_euro_minor:
        for key, limit in state.limits.items():
            value = limit.holds()
            if value is not None:
                yield key, value
        return
    for key, limit in state.limits.items():
        kind, period = key
        value = limit.holds(rules.operator_euro_minor.get((kind.value, period.value if period else "")))
        if value is not None:
            yield key, value
    for (name, span), value in rules.operator_euro_minor.items():
        key = (LimitKind(name), LimitPeriod(span) if span else None)
        if key not in state.limits:
            yield key, value


def flows(state: PlayState, rules: LimitRules) -> set[FlowKey]:
    """What must be counted for this player."""
    wanted = set(state.usage)
    for (kind, period), _ in in_force(state, rules):
        if kind in FLOW_OF and period is not None:
            wanted.add((FLOW_OF[kind], period))
    return wanted


def used(
    state: PlayState,
    key: LimitKey,
    profile: JurisdictionProfile,
    rates: ReferenceRates,
    now: datetime,
    more: tuple[str, int] | None = None,
) -> int:
    """What counts against a periodic limit now, in euro cents; ``more``: a spending that is asked for.

    Ordered deposits count from the order on, in whatever window they are looked at.
    """
    kind, period = key
    assert period is not None
    usage: Usage = state.usage.get((FLOW_OF[kind], period), {})
    total = used_euro_minor(kind, usage, window(period, now, rolling=profile.limits.rolling), rates, more)
    return total + pending_euro_minor(state, profile, rates, now) if kind is LimitKind.DEPOSIT else total


def pending_euro_minor(state: PlayState, profile: JurisdictionProfile, rates: ReferenceRates, now: datetime) -> int:
    """What ordered deposits reserve; one that nobody paid for ``order_hours`` reserves nothing any more."""
    since = (now - timedelta(hours=profile.limits.order_hours)).timestamp()
    return sum(euro_up(rates, one.currency, one.minor) for one in state.pending.values() if one.at > since)


def exceeded(
    state: PlayState,
    key: LimitKey,
    value: int,
    profile: JurisdictionProfile,
    rates: ReferenceRates,
    now: datetime,
    more: tuple[str, int],
) -> LimitExceeded | None:
    """Whether ``more`` would carry a periodic limit over ``value``."""
    if used(state, key, profile, rates, now, more) <= value:
        return None
    kind, period = key
    assert period is not None
    left = max(value - used(state, key, profile, rates, now), 0)
    return LimitExceeded(kind, period, left, resets_at(state, key, profile, now))


def resets_at(state: PlayState, key: LimitKey, profile: JurisdictionProfile, now: datetime) -> datetime | None:
    """When room comes back by itself: the next calendar window, or when the first bucket has fallen off."""
    kind, period = key
    if period is None:
        return None
    rolling = profile.limits.rolling
    present = window(period, now, rolling=rolling)
    if not rolling:
        return datetime.fromtimestamp(present.bucket_end, UTC)
    usage = state.usage.get((FLOW_OF[kind], period), {})
    ends = [bucket.end for kept in usage.values() for bucket in kept if bucket.end > present.start and bucket.spent]
    return after(period, datetime.fromtimestamp(min(ends), UTC)) if ends else None
