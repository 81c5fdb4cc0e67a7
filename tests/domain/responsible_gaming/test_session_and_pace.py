"""Time: the play session, its limit, the reality check; pace: the least time of a game, slots, caps."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.jurisdiction import GLI, GREAT_BRITAIN
from domain.responsible_gaming import AnotherSlotOpen, LimitExceeded, LimitKind, StakeAboveCap, TooSoon
from domain.wallet import GateClosed
from tests.domain.responsible_gaming.play_builders import ANOTHER_SIGN_IN, NOON, UNCHECKED, Play

HOUR = [20, 20, 20]
"""Minutes between bets: play without a pause."""


def play_on(play: Play, minutes: list[int]) -> object:
    """A bet after each of these pauses; what the last was answered."""
    answer: object = None
    for pause in minutes:
        play.later(minutes=pause)
        answer = play.bet(10)
    return answer


def is_check(answer: object) -> bool:
    return isinstance(answer, GateClosed) and answer.reasons == ("REALITY_CHECK",)


@pytest.mark.clause(
    "UK RTS 13B",
    rule="when the interval is over the next round waits for the player's word",
    field="reality_check.default_minutes",
)
def test_after_the_interval_the_next_round_waits_for_the_player() -> None:
    play = Play(profile=GLI)
    assert play.bet(10) is None
    assert play_on(play, [20, 20, 19]) is None
    play.later(seconds=59)
    assert play.bet(10) is None
    play.later(seconds=1)
    assert is_check(play.bet(10))
    play.acknowledge()
    assert play.bet(10) is None
    assert play_on(play, [20, 20, 19]) is None
    assert is_check(play_on(play, [1]))


def test_an_open_round_may_be_finished() -> None:
    play = Play(profile=GLI)
    assert play.bet(10) is None
    assert is_check(play_on(play, HOUR))
    assert play.bet(10, continues=True) is None
    play.win(20)
    assert is_check(play.bet(10))


def test_a_player_chooses_the_interval_and_off_only_where_the_profile_lets_them() -> None:
    play = Play(profile=GLI)
    play.state = replace(play.state, check_seconds=900)
    assert play.bet(10) is None
    assert is_check(play_on(play, [15]))
    off = replace(play.state, check_seconds=0, session=None)
    strict = Play(profile=GLI, state=off)
    assert strict.bet(10) is None
    assert is_check(play_on(strict, HOUR))
    british = replace(GREAT_BRITAIN, play=UNCHECKED.play)
    lax = Play(profile=british, state=off)
    assert lax.bet(10) is None
    assert play_on(lax, HOUR) is None


def test_a_check_is_not_escaped_by_waiting_nor_by_signing_in_anew() -> None:
    play = Play(profile=GLI)
    assert play.bet(10) is None
    assert play_on(play, [20, 20, 19]) is None
    play.later(minutes=2)
    play.sign_in = ANOTHER_SIGN_IN
    assert is_check(play.bet(10))
    play.sign_in = play.state.session.sign_in if play.state.session and play.state.session.sign_in else ANOTHER_SIGN_IN
    play.later(days=2)
    assert is_check(play.bet(10))
    play.acknowledge()
    assert play.bet(10) is None
    assert play.state.session is not None
    assert play.state.session.started_at == play.now


def test_a_pause_of_the_idle_time_ends_a_session() -> None:
    play = Play(profile=GLI)
    assert play.bet(30) is None
    play.win(50)
    play.later(minutes=20)
    assert play.bet(10) is None
    session = play.summary
    assert (session.started_at, session.wagered_euro_minor, session.won_euro_minor) == (NOON, 40, 50)
    assert session.net_euro_minor == 10
    assert session.elapsed == timedelta(minutes=20)
    play.later(minutes=30)
    assert play.bet(5) is None
    session = play.summary
    assert (session.started_at, session.wagered_euro_minor, session.won_euro_minor) == (play.now, 5, 0)


@pytest.mark.clause("MGA limits", rule="time limits", field="limits.kinds")
def test_session_time_is_limited() -> None:
    play = Play()
    play.limit((LimitKind.SESSION_TIME, None), 1_800)
    assert play.bet(10) is None
    assert play_on(play, [20, 9]) is None
    answer = play_on(play, [1])
    assert isinstance(answer, LimitExceeded)
    assert (answer.kind, answer.remaining) == (LimitKind.SESSION_TIME, 0)
    assert answer.resets_at == NOON + timedelta(minutes=29 + 30)
    assert play.bet(10, continues=True) is None
    play.sign_in = ANOTHER_SIGN_IN
    assert isinstance(play.bet(10), LimitExceeded)
    play.later(minutes=30)
    assert play.bet(10) is None


BRITISH = replace(GREAT_BRITAIN, reality_check=UNCHECKED.reality_check)


@pytest.mark.clause("UK RTS 14D, 14G", rule="2.5 and 5 seconds from game to game", field="play.cycle_ms")
@pytest.mark.parametrize(("category", "least_ms"), [("SLOTS", 2_500), ("LIVE_CASINO", 5_000)])
def test_the_least_time_from_game_to_game(category: str, least_ms: int) -> None:
    play = Play(profile=BRITISH, category=category)
    assert play.bet(10) is None
    play.win(0)
    play.later(milliseconds=least_ms - 1)
    answer = play.bet(10)
    assert isinstance(answer, TooSoon)
    assert answer.wait_ms == 1
    assert play.bet(10, continues=True) is None
    play.later(milliseconds=1)
    assert play.bet(10) is None


def test_two_tables_have_a_pace_each() -> None:
    play = Play(profile=BRITISH, category="LIVE_CASINO")
    assert play.bet(10, game="one") is None
    assert play.bet(10, game="two") is None
    assert isinstance(play.bet(10, game="one"), TooSoon)


@pytest.mark.clause("UK RTS 14C", rule="no simultaneous slots", field="play.simultaneous_slots")
def test_one_slot_at_a_time() -> None:
    play = Play(profile=BRITISH)
    assert play.bet(10, game="one", game_session="1", round_="r1") is None
    play.later(seconds=10)
    assert isinstance(play.bet(10, game="two", game_session="2", round_="r2"), AnotherSlotOpen)
    assert play.bet(10, game="one", game_session="1", round_="r3") is None
    play.win(5, round_="r3")
    play.later(seconds=3)
    assert play.bet(10, game="two", game_session="2", round_="r2") is None


def test_an_abandoned_slot_shuts_others_for_a_while_only() -> None:
    play = Play(profile=BRITISH)
    assert play.bet(10, game="one", game_session="1") is None
    play.later(seconds=BRITISH.play.simultaneous_seconds, milliseconds=-1)
    assert isinstance(play.bet(10, game="two", game_session="2"), AnotherSlotOpen)
    play.later(milliseconds=1)
    assert play.bet(10, game="two", game_session="2") is None


@pytest.mark.clause("UK slot stake cap", rule="5 pounds, and 2 from 18 to 24", field="play.stake_caps")
@pytest.mark.parametrize(("age", "cap"), [(None, 200), (0, 200), (18, 200), (25, 500)])
def test_a_stake_is_capped_by_age(age: int | None, cap: int) -> None:
    play = Play(profile=BRITISH)
    play.state = replace(play.state, cap_age=age)
    answer = play.bet(cap + 1, "GBP")
    assert isinstance(answer, StakeAboveCap)
    assert (answer.cap_minor, answer.cap_currency) == (cap, "GBP")
    assert isinstance(play.bet(cap * 115 // 100 + 1), StakeAboveCap)
    assert play.bet(cap, "GBP") is None


def test_other_games_have_no_cap() -> None:
    play = Play(profile=BRITISH, category="LIVE_CASINO")
    assert play.bet(100_000, "GBP") is None


def test_a_session_in_play_changes_no_row_of_its_own_with_a_bet() -> None:
    play = Play(profile=GLI)
    assert play.bet(30) is None
    begun = play.state
    for _ in range(3):
        play.later(seconds=20)
        assert play.bet(10) is None
        play.win(5)
    assert play.state is begun, "time and money are in the wallets"
    assert (play.summary.wagered_euro_minor, play.summary.won_euro_minor) == (60, 15)
    play.later(minutes=29, seconds=59)
    assert play.bet(10) is None
    assert play.summary.elapsed == timedelta(minutes=30, seconds=59), "the last bet counts, wherever it is kept"


def test_a_free_round_is_a_sign_of_play() -> None:
    play = Play(profile=GLI)
    assert play.bet(30) is None
    play.later(minutes=20)
    assert play.bet(0) is None
    play.later(minutes=20)
    assert play.bet(10) is None
    assert play.summary.started_at == NOON


def test_a_session_counts_from_what_was_played_before_it() -> None:
    play = Play(profile=GLI)
    assert play.bet(1_000) is None
    play.win(700)
    play.later(hours=1)
    assert play.bet(10) is None
    assert play.bet(20, "GBP") is None
    play.win(100, "GBP")
    assert play.summary.wagered_euro_minor == 10 + 23
    assert play.summary.won_euro_minor == 115
    play.bet_back(1_000, NOON)
    assert play.summary.wagered_euro_minor == 0, "an old stake taken back is no winning"
