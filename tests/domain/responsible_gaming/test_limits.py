"""Limits of money: what counts, until when, and what is refused."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.jurisdiction import GREAT_BRITAIN
from domain.responsible_gaming import LimitExceeded, LimitKind, LimitPeriod
from tests.domain.responsible_gaming.play_builders import NOON, PLAYER, UNCHECKED, Play

DAY, WEEK, MONTH = LimitPeriod.DAY, LimitPeriod.WEEK, LimitPeriod.MONTH
WAGER_A_DAY = (LimitKind.WAGER, DAY)
LOSS_A_DAY = (LimitKind.LOSS, DAY)
DEPOSIT_A_DAY = (LimitKind.DEPOSIT, DAY)
ROLLING = replace(
    GREAT_BRITAIN,
    reality_check=replace(GREAT_BRITAIN.reality_check, default_minutes=0),
    play=UNCHECKED.play,
)


def refused(answer: object) -> LimitExceeded:
    assert isinstance(answer, LimitExceeded), answer
    return answer


@pytest.mark.clause("GLI-19 A.3.7", rule="limits on wagers, to the cent", field="limits.kinds")
def test_a_wager_limit_is_reached_to_the_cent() -> None:
    play = Play()
    play.limit(WAGER_A_DAY, 1_000)
    assert play.bet(999) is None
    answer = refused(play.bet(2))
    assert (answer.kind, answer.period, answer.remaining) == (LimitKind.WAGER, DAY, 1)
    assert answer.resets_at == datetime(2026, 5, 5, tzinfo=UTC)
    assert play.bet(1) is None
    refused(play.bet(1))


def test_a_win_gives_no_room_in_a_wager_limit() -> None:
    play = Play()
    play.limit(WAGER_A_DAY, 1_000)
    assert play.bet(1_000) is None
    play.win(5_000)
    refused(play.bet(1))


@pytest.mark.clause("MGA limits", rule="loss limits", field="limits.kinds")
def test_a_loss_limit_is_net() -> None:
    play = Play()
    play.limit(LOSS_A_DAY, 1_000)
    assert play.bet(1_000) is None
    refused(play.bet(1))
    play.win(400)
    assert refused(play.bet(401)).remaining == 400
    assert play.bet(400) is None


@pytest.mark.clause(
    "UK RTS 12 annex", rule="a day, a week and a month hold side by side, each for itself", field="limits.periods"
)
def test_every_period_holds_for_itself() -> None:
    play = Play()
    play.limit(WAGER_A_DAY, 1_000)
    play.limit((LimitKind.WAGER, WEEK), 1_500)
    play.limit((LimitKind.WAGER, MONTH), 2_000)
    assert play.bet(1_000) is None
    assert refused(play.bet(1)).period is DAY
    play.later(days=1)
    assert refused(play.bet(501)).period is WEEK
    assert play.bet(500) is None
    play.later(days=6)
    assert refused(play.bet(501)).period is MONTH
    assert play.bet(500) is None


@pytest.mark.clause(
    "GLI-19 2.5.5",
    rule="the stricter of the player's and the operator's limit wins",
    field="",
)
@pytest.mark.parametrize(("player", "operator"), [(500, 900), (900, 500), (None, 500), (500, None)])
def test_the_stricter_of_player_and_operator_wins(player: int | None, operator: int | None) -> None:
    play = Play()
    play.limit(WAGER_A_DAY, player, operator)
    refused(play.bet(501))
    assert play.bet(500) is None


@pytest.mark.clause(
    "GLI-19 A.3.7", rule="one of the operator's can hold for everybody", field="limits.operator_euro_minor"
)
@pytest.mark.clause(
    "GLI-19 2.5.5",
    rule="staff's word for one player stands before what holds for everybody",
    field="limits.operator_euro_minor",
)
def test_what_the_profile_says_for_everybody() -> None:
    limits = replace(UNCHECKED.limits, operator_euro_minor={("WAGER", "DAY"): 700, ("STAKE", ""): 400})
    play = Play(profile=replace(UNCHECKED, limits=limits))
    assert refused(play.bet(401)).kind is LimitKind.STAKE
    assert play.bet(400) is None
    refused(play.bet(301))
    play.limit(WAGER_A_DAY, None, operator=900)
    assert play.bet(301) is None


def test_a_month_ends_with_its_last_day_in_a_leap_year_too() -> None:
    play = Play(now=datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC))
    play.limit((LimitKind.WAGER, MONTH), 100)
    assert play.bet(100) is None
    assert refused(play.bet(1)).resets_at == datetime(2028, 3, 1, tzinfo=UTC)
    play.later(seconds=1)
    assert play.bet(100) is None


def test_a_rolling_day_frees_a_stake_when_its_whole_hour_is_older() -> None:
    play = Play(profile=ROLLING, now=NOON + timedelta(minutes=30))
    play.limit(WAGER_A_DAY, 100)
    assert play.bet(100) is None
    play.now = NOON + timedelta(days=1, minutes=59, seconds=59)
    answer = refused(play.bet(1))
    assert answer.resets_at == NOON + timedelta(days=1, hours=1)
    play.now = NOON + timedelta(days=1, hours=1)
    assert play.bet(100) is None


def test_a_win_of_a_bucket_that_is_partly_older_counts_no_more() -> None:
    play = Play(profile=ROLLING)
    play.limit(LOSS_A_DAY, 100)
    play.win(1_000)
    assert play.bet(100) is None
    play.later(minutes=30)
    assert play.bet(900) is None
    play.now = NOON + timedelta(days=1, minutes=10)
    refused(play.bet(1))


def test_limits_count_across_currencies_rounded_up() -> None:
    play = Play()
    play.limit(WAGER_A_DAY, 1_000)
    assert play.bet(800, "GBP") is None  # 9.20 euros
    assert refused(play.bet(81)).remaining == 80
    assert play.bet(79) is None
    assert play.bet(1, "JPY") is None  # 0.6 cents: one
    refused(play.bet(1, "JPY"))


def test_a_stake_limit_is_for_one_bet() -> None:
    play = Play()
    play.limit((LimitKind.STAKE, None), 200)
    assert refused(play.bet(201)).remaining == 200
    for _ in range(5):
        assert play.bet(200) is None
    refused(play.bet(174, "GBP"))  # 2.001 euros


def test_free_rounds_pass_every_limit_of_money() -> None:
    play = Play()
    for kind in (LimitKind.WAGER, LimitKind.LOSS):
        play.limit((kind, DAY), 0)
    play.limit((LimitKind.STAKE, None), 0)
    assert play.bet(0) is None
    refused(play.bet(1))


def test_raising_the_stake_of_an_open_round_is_limited_too() -> None:
    play = Play()
    play.limit(WAGER_A_DAY, 100)
    assert play.bet(60) is None
    refused(play.bet(41, continues=True))


def test_a_stake_taken_back_was_never_staked() -> None:
    play = Play()
    play.limit(WAGER_A_DAY, 100)
    assert play.bet(100) is None
    play.bet_back(100, NOON)
    assert play.bet(100) is None


def test_yesterdays_stake_taken_back_gives_no_room_today() -> None:
    play = Play()
    play.limit(WAGER_A_DAY, 100)
    opened = play.now
    assert play.bet(100) is None
    play.later(days=1)
    assert play.bet(60) is None
    play.bet_back(100, opened)
    refused(play.bet(41))


def test_a_win_taken_back_counts_as_lost_again() -> None:
    play = Play()
    play.limit(LOSS_A_DAY, 100)
    assert play.bet(100) is None
    play.win(100)
    assert play.bet(50) is None
    play.win_back(100)
    refused(play.bet(1))


def test_what_is_taken_back_takes_what_was_counted_whatever_rates_did() -> None:
    play = Play()
    play.limit(WAGER_A_DAY, 2_000)
    assert play.bet(1_000, "GBP") is None
    play.bet_back(1_000, NOON, "GBP")
    assert refused(play.bet(2_001)).remaining == 2_000


def test_an_ordered_deposit_holds_its_room_until_it_fails() -> None:
    play = Play()
    play.limit(DEPOSIT_A_DAY, 5_000)
    assert play.order("a", 5_000) is None
    assert refused(play.order("b", 1)).remaining == 0
    play.fail("a")
    assert play.order("b", 5_000) is None


def test_a_confirmed_deposit_counts_once_and_where_it_arrived() -> None:
    play = Play()
    play.limit(DEPOSIT_A_DAY, 5_000)
    assert play.order("a", 3_000) is None
    play.later(hours=13)  # Tuesday, 01:00
    refused(play.order("b", 2_001))
    play.confirm("a", 3_000)
    assert refused(play.order("b", 2_001)).remaining == 2_000
    assert play.order("b", 2_000) is None
    play.later(hours=23)
    assert refused(play.order("c", 3_001)).remaining == 3_000


def test_money_that_arrives_unannounced_is_counted_all_the_same() -> None:
    play = Play()
    play.limit(DEPOSIT_A_DAY, 5_000)
    play.confirm("late", 6_000)
    assert refused(play.order("a", 1)).remaining == 0


def test_an_order_that_nobody_pays_frees_its_room_in_time() -> None:
    play = Play()
    play.limit(DEPOSIT_A_DAY, 5_000)
    assert play.order("a", 5_000) is None
    play.later(hours=play.profile.limits.order_hours, seconds=-1)
    refused(play.order("b", 1))
    play.later(seconds=1)
    assert play.order("b", 5_000) is None
    assert set(play.state.pending) == {"b"}


def test_no_deposit_carries_the_balance_over_its_limit() -> None:
    play = Play(cash=7_000)
    play.limit((LimitKind.BALANCE, None), 10_000)
    assert refused(play.order("a", 3_001)).remaining == 3_000
    assert play.order("a", 2_000) is None
    assert refused(play.order("b", 1_001)).remaining == 1_000


def test_without_limits_nothing_is_counted() -> None:
    play = Play()
    assert play.bet(10_000_000) is None
    play.win(5)
    assert not play.state.usage
    assert not play.state.cycles


def test_near_and_reached_are_told_once_each() -> None:
    play = Play()
    play.limit(WAGER_A_DAY, 1_000)
    told = []
    for stake in (799, 1, 100, 100):
        before = play.snapshot()
        assert play.bet(stake) is None
        told.append([event.name for event in play.told(before)])
    assert told == [[], ["LimitNear"], [], ["LimitReached"]]


def test_what_is_told_of_a_limit() -> None:
    play = Play()
    play.limit(LOSS_A_DAY, 1_000)
    before = play.snapshot()
    assert play.bet(1_000) is None
    (event,) = play.told(before)
    assert event.facts == {"playerId": str(PLAYER), "kind": "LOSS", "period": "DAY", "limit": 1_000, "used": 1_000}
