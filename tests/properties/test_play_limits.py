"""No order of bets, wins, rollbacks and changes of limits carries what counts over a limit, by one minor unit.

The model keeps every movement with its moment, and sums what falls into the exact window: it knows no buckets.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.jurisdiction import JurisdictionProfile
from domain.responsible_gaming import Flow, LimitKind, LimitPeriod, Usage, window
from domain.responsible_gaming.limit import Window
from domain.responsible_gaming.usage import counted, spent_back, totals, won_back
from tests.domain.responsible_gaming.play_builders import NOON, RATES, UNCHECKED, Play

PERIODS = (LimitPeriod.DAY, LimitPeriod.WEEK, LimitPeriod.MONTH)
KINDS = (LimitKind.WAGER, LimitKind.LOSS, LimitKind.DEPOSIT)
ROLLING = replace(UNCHECKED, limits=replace(UNCHECKED.limits, rolling=True))


@dataclass
class Moved:
    """One stake, win or deposit; ``round_opened`` is when the round of a stake began."""

    at: datetime
    minor: int
    round_opened: datetime
    stands: bool = True


class Model:
    def __init__(self) -> None:
        self.stakes: list[Moved] = []
        self.wins: list[Moved] = []
        self.deposits: list[Moved] = []

    def used(self, kind: LimitKind, period: LimitPeriod, profile: JurisdictionProfile, now: datetime) -> int:
        start = window(period, now, rolling=profile.limits.rolling).start

        def total(moved: list[Moved]) -> int:
            return sum(one.minor for one in moved if one.stands and one.at.timestamp() >= start)

        if kind is LimitKind.DEPOSIT:
            return total(self.deposits)
        return total(self.stakes) - (total(self.wins) if kind is LimitKind.LOSS else 0)


steps = st.lists(
    st.one_of(
        st.tuples(st.just("bet"), st.integers(1, 60), st.integers(0, 90)),
        st.tuples(st.just("win"), st.integers(1, 80)),
        st.tuples(st.just("bet back"), st.integers(0, 20)),
        st.tuples(st.just("win back"), st.integers(0, 20)),
        st.tuples(st.just("order"), st.integers(1, 60)),
        st.tuples(st.just("arrive"), st.integers(0, 5)),
        st.tuples(st.just("fail"), st.integers(0, 5)),
        st.tuples(st.just("limit"), st.sampled_from(KINDS), st.sampled_from(PERIODS), st.integers(0, 150)),
        st.tuples(st.just("wait"), st.sampled_from((2, 5, 7, 10, 100, 225, 230, 233, 238, 240))),
    ),
    min_size=5,
    max_size=60,
)
"""A wait is in tenths of a rolling bucket: just under a period, so that windows' edges are met."""

HOURS = {LimitPeriod.DAY: 1, LimitPeriod.WEEK: 7, LimitPeriod.MONTH: 31}


@settings(max_examples=1_000)
@given(steps, st.sampled_from((UNCHECKED, ROLLING)), st.sampled_from(PERIODS), st.integers(20, 150))
def test_no_limit_is_exceeded(
    taken: list[tuple[object, ...]], profile: JurisdictionProfile, watched: LimitPeriod, first: int
) -> None:
    play, model = Play(profile=profile, now=NOON), Model()
    for kind in KINDS:
        for period in PERIODS:
            play.limit((kind, period), first if period is watched else 10**9)
    orders: dict[str, int] = {}
    for number, (verb, *given_) in enumerate(taken):
        if verb == "wait":
            play.now += timedelta(minutes=int(str(given_[0])) * 6 * HOURS[watched])
        elif verb == "limit":
            changed, span, value = given_
            assert isinstance(changed, LimitKind)
            assert isinstance(span, LimitPeriod)
            play.limit((changed, span), int(str(value)))
        else:
            _move(play, model, orders, str(verb), [int(str(one)) for one in given_], f"d{number}")


def _move(play: Play, model: Model, orders: dict[str, int], verb: str, given_: list[int], name: str) -> None:
    if verb == "bet":
        stake, minutes_ago = given_
        if play.bet(stake) is None:
            model.stakes.append(Moved(play.now, stake, play.now - timedelta(minutes=minutes_ago)))
            _holds(play, model)
    elif verb == "win":
        play.win(given_[0])
        model.wins.append(Moved(play.now, given_[0], play.now))
    elif verb == "bet back" and (one := _standing(model.stakes, given_[0])):
        one.stands = False
        play.bet_back(one.minor, one.round_opened)
    elif verb == "win back" and (one := _standing(model.wins, given_[0])):
        one.stands = False
        play.win_back(one.minor)
    elif verb == "order" and play.order(name, given_[0]) is None:
        orders[name] = given_[0]
        for (kind, period), limit in play.state.limits.items():
            if kind is LimitKind.DEPOSIT and period is not None and limit.player is not None:
                reserved = sum(one.minor for one in play.state.pending.values())
                assert model.used(kind, period, play.profile, play.now) + reserved <= limit.player
    elif verb in ("arrive", "fail") and orders:
        name = sorted(orders)[given_[0] % len(orders)]
        minor, known = orders.pop(name), name in play.state.pending
        fresh = known and play.now.timestamp() - play.state.pending[name].at < play.profile.limits.order_hours * 3_600
        if verb == "fail":
            play.fail(name)
        elif fresh:
            # Later, its room was given to others: money that arrives then is credited, whatever the limit.
            play.confirm(name, minor)
            model.deposits.append(Moved(play.now, minor, play.now))


def _standing(moved: list[Moved], index: int) -> Moved | None:
    standing = [one for one in moved if one.stands]
    return standing[index % len(standing)] if standing else None


def _holds(play: Play, model: Model) -> None:
    for (kind, period), limit in play.state.limits.items():
        if kind is not LimitKind.DEPOSIT and period is not None and limit.player is not None:
            assert model.used(kind, period, play.profile, play.now) <= limit.player, (kind, period)


@settings(max_examples=300)
@given(steps, st.sampled_from((UNCHECKED, ROLLING)))
def test_what_is_kept_against_the_wallets_is_what_plain_counting_says(
    taken: list[tuple[object, ...]], profile: JurisdictionProfile
) -> None:
    play, rolling = Play(profile=profile, now=NOON), profile.limits.rolling
    plain: dict[LimitPeriod, Usage] = {period: {} for period in PERIODS}
    stakes: list[tuple[int, datetime]] = []
    wins: list[int] = []

    def count(how: Callable[[Usage, Window], Usage]) -> None:
        for period in PERIODS:
            plain[period] = how(plain[period], window(period, play.now, rolling=rolling))

    for period in PERIODS:
        play.limit((LimitKind.LOSS, period), 10**9)
    for verb, *given_ in taken:
        number = int(str(given_[0])) if verb != "limit" else 0
        if verb == "wait":
            play.now += timedelta(minutes=number * 42)
        elif verb == "bet":
            assert play.bet(number) is None
            opened = play.now - timedelta(minutes=int(str(given_[1])))
            stakes.append((number, opened))
            count(lambda usage, span: counted(usage, span, "EUR", spent=number))  # noqa: B023
        elif verb == "win":
            play.win(number)
            wins.append(number)
            count(lambda usage, span: counted(usage, span, "EUR", won=number))  # noqa: B023
        elif verb == "bet back" and stakes:
            minor, opened = stakes.pop(number % len(stakes))
            play.bet_back(minor, opened)
            count(lambda usage, span: spent_back(usage, span, "EUR", minor, int(opened.timestamp())))  # noqa: B023
        elif verb == "win back" and wins:
            minor = wins.pop(number % len(wins))
            play.win_back(minor)
            count(lambda usage, span: won_back(usage, span, "EUR", minor))  # noqa: B023
        for period in PERIODS:
            span = window(period, play.now, rolling=rolling)
            kept = totals(play.state.usage[Flow.PLAY, period], span, RATES, play.wallets)
            assert kept == totals(plain[period], span, RATES, {})
