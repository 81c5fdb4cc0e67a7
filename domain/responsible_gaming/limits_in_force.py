"""Which limits hold for a player now, and what is left of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from domain.jurisdiction import JurisdictionProfile, LimitRules
from domain.responsible_gaming.limit import Limit, LimitKey, LimitKind, LimitPeriod, after, window
from domain.responsible_gaming.play_state import PlayState
from domain.responsible_gaming.play_usage import amounts, by_currency
from domain.responsible_gaming.reference_rates import ReferenceRates, euro_up
from domain.responsible_gaming.refusals import LimitExceeded
from domain.responsible_gaming.usage import FLOW_OF, Flow, FlowKey, Played, Totals, totals

NOT_SET = Limit()


class Count(NamedTuple):
    """A periodic limit, what it holds at, and what counts against it, in euro cents."""

    key: LimitKey
    value: int
    used: int

    def near(self, rules: LimitRules) -> bool:
        """Near enough that the player is told."""
        return self.used * 100 >= self.value * rules.near_percent


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


def counts(
    state: PlayState, wallets: Iterable[Played], profile: JurisdictionProfile, rates: ReferenceRates, now: datetime
) -> Iterator[Count]:
    """What counts now against each periodic limit."""
    seen = by_currency(wallets)
    for key, value in in_force(state, profile.limits):
        if key[1] is not None:
            yield Count(key, value, used(state, seen, key, profile, rates, now))


def held(state: PlayState, key: LimitKey, rules: LimitRules) -> int | None:
    """What one limit holds at; None: there is none."""
    if not state.limits and not rules.operator_euro_minor:
        return None  # which is how most players play
    limit = state.limits.get(key, NOT_SET)
    if not rules.operator_euro_minor:
        return limit.holds()
    kind, period = key
    return limit.holds(rules.operator_euro_minor.get((kind.value, period.value if period else "")))


def flows(state: PlayState, rules: LimitRules) -> Collection[FlowKey]:
    """What must be counted for this player: what is already, and what the profile limits for everybody."""
    if not rules.operator_euro_minor:
        return state.usage.keys()
    house = ((LimitKind(kind), LimitPeriod(period)) for kind, period in rules.operator_euro_minor if period)
    return {*state.usage, *((FLOW_OF[kind], period) for kind, period in house)}


def used(
    state: PlayState,
    wallets: Mapping[str, Played],
    key: LimitKey,
    profile: JurisdictionProfile,
    rates: ReferenceRates,
    now: datetime,
) -> int:
    """What counts against a periodic limit now, in euro cents. ``wallets``: all of the player's, by currency.

    Ordered deposits count from the order on, in whatever window they are looked at.
    """
    kind, period = key
    assert period is not None
    return _totals(state, wallets, FLOW_OF[kind], period, profile, rates, now, None).of(kind)


def _totals(
    state: PlayState,
    wallets: Mapping[str, Played],
    flow: Flow,
    period: LimitPeriod,
    profile: JurisdictionProfile,
    rates: ReferenceRates,
    now: datetime,
    more: tuple[str, int] | None,
) -> Totals:
    usage, span = state.usage.get((flow, period), {}), window(period, now, rolling=profile.limits.rolling)
    if flow is Flow.PLAY:
        return totals(usage, span, rates, wallets, more)
    found, reserved = totals(usage, span, rates, {}, more), pending_euro_minor(state, profile, rates, now)
    return Totals(found.gross + reserved, found.net + reserved)


def pending_euro_minor(state: PlayState, profile: JurisdictionProfile, rates: ReferenceRates, now: datetime) -> int:
    """What ordered deposits reserve; one that nobody paid for ``order_hours`` reserves nothing any more."""
    since = (now - timedelta(hours=profile.limits.order_hours)).timestamp()
    return sum(euro_up(rates, one.currency, one.minor) for one in state.pending.values() if one.at > since)


def spend(
    state: PlayState,
    wallets: Iterable[Played],
    flow: Flow,
    more: tuple[str, int],
    profile: JurisdictionProfile,
    rates: ReferenceRates,
    now: datetime,
) -> LimitExceeded | Sequence[Count]:
    """A refusal where ``more`` carries what counts over a periodic limit of this flow; or the limits that are near."""
    if not state.limits and not profile.limits.operator_euro_minor:
        return ()  # which is how most players play
    found: list[Count] = []
    seen = by_currency(wallets)
    known: dict[LimitPeriod, Totals] = {}
    near_percent = profile.limits.near_percent
    for key, value in in_force(state, profile.limits):
        kind, period = key
        if period is None or FLOW_OF[kind] is not flow:
            continue
        if period not in known:
            known[period] = _totals(state, seen, flow, period, profile, rates, now, more)
        total = known[period].of(kind)
        if total > value:
            left = max(value - used(state, seen, key, profile, rates, now), 0)
            return LimitExceeded(kind, period, left, resets_at(state, seen, key, profile, now))
        if total * 100 >= value * near_percent:
            found.append(Count(key, value, total))
    return found


def resets_at(
    state: PlayState, wallets: Mapping[str, Played], key: LimitKey, profile: JurisdictionProfile, now: datetime
) -> datetime | None:
    """When room comes back by itself: the next calendar window, or when the first bucket has fallen off."""
    kind, period = key
    if period is None:
        return None
    rolling = profile.limits.rolling
    present = window(period, now, rolling=rolling)
    if not rolling:
        return datetime.fromtimestamp(present.bucket_end, UTC)
    usage = state.usage.get((FLOW_OF[kind], period), {})
    if FLOW_OF[kind] is Flow.PLAY:
        usage = amounts(usage, wallets)
    ends = [bucket.end for kept in usage.values() for bucket in kept if bucket.end > present.start and bucket.spent]
    return after(period, datetime.fromtimestamp(min(ends), UTC)) if ends else None
