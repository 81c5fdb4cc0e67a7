"""No order of bets, wins, rollbacks and changes of limits carries what counts over a limit, by one minor unit.

The model keeps every movement with its moment, and sums what falls into the exact window: it knows no buckets.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.jurisdiction import JurisdictionProfile
from domain.responsible_gaming import LimitKind, LimitPeriod, window
from tests.domain.responsible_gaming.play_builders import NOON, UNCHECKED, Play

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
