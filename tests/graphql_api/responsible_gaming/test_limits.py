"""Limits through GraphQL: stricter at once, looser after a day and a second word, and everything that is refused."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.adapters.postgres.responsible_gaming.play_states import PostgresPlayStates
from app.composition import wire
from app.dispatch import Dispatcher
from app.platform import Platform
from app.trial_players import enrol
from domain.identity import Login, Visit
from domain.responsible_gaming import ImposeLimit, LiftLimit, Limit, LimitKind, LimitPeriod, UnknownLimit
from domain.shared import Dispatch, InvalidInput
from graphql_api.core import global_id
from tests.builders import PASSWORD, a_player, a_visit
from tests.fakes.shared import HeldClock
from tests.graphql_api.responsible_gaming.conftest import TAKE_TIME_OUT, Api, back, closed, under
from tests.graphql_api.responsible_gaming.limit_documents import (
    ALL,
    CONFIRM,
    DECLINE,
    REMOVE,
    REVIEW,
    SET,
    deposit_limit,
    do,
    mine,
)
from tests.running import SignedInPlayer

DAY = timedelta(days=1)
DEPOSIT_DAY = (LimitKind.DEPOSIT, LimitPeriod.DAY)
NOBODY = global_id("Limit", "00000000-0000-4000-8000-000000000000")


async def judged_by(platform: Platform, player: SignedInPlayer) -> dict[Any, Limit]:
    """What the settlement lane reads."""
    async with platform.sessions() as session:
        return dict((await PostgresPlayStates(session).read(player.id)).limits)


async def steps(platform: Platform, player: SignedInPlayer) -> list[str]:
    rows = await platform.pool.fetch("select change from limit_changes where player_id = $1 order by id", player.id)
    return [row[0] for row in rows]


@pytest.mark.clause("GLI-19 A.3.7(a)", rule="what the lane judges by is stricter with the answer", field="")
async def test_a_stricter_limit_holds_at_once(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    first = await deposit_limit(api, player, "100.00")
    assert (first["limit"]["remaining"], first["limit"]["owner"]) == ({"amount": "100.00"}, "PLAYER")
    assert await judged_by(platform, player) == {DEPOSIT_DAY: Limit(player=10_000)}
    tighter = await deposit_limit(api, player, "50.00")
    assert (tighter["limit"]["id"], tighter["limit"]["pending"]) == (first["limit"]["id"], None)
    assert await judged_by(platform, player) == {DEPOSIT_DAY: Limit(player=5_000)}
    assert (await mine(api, player))["limits"] == tighter["limits"]
    assert await steps(platform, player) == ["SET", "TIGHTENED"]


@pytest.mark.clause(
    "GLI-19 A.3.7(c)", rule="a looser limit waits 24 hours and a second word", field="limits.loosen_hours"
)
@pytest.mark.clause("UK RTS 12D", rule="24 hours, then confirmed by the player", field="limits.loosen_hours")
async def test_a_looser_one_waits_a_day_and_a_second_word(
    timed: Api, platform: Platform, clock: HeldClock, player: SignedInPlayer
) -> None:
    limit = (await deposit_limit(timed, player, "100.00"))["limit"]
    asked = (await deposit_limit(timed, player, "200.00"))["limit"]
    assert (asked["amount"]["amount"], asked["pending"]["amount"]["amount"]) == ("100.00", "200.00")
    early = await do(timed, CONFIRM, player, limitId=limit["id"])
    assert (early["__typename"], early["confirmFrom"]) == ("TooEarlyToConfirm", asked["pending"]["confirmFrom"])

    clock.forward(DAY)
    player = await back(timed, player)
    assert await judged_by(platform, player) == {DEPOSIT_DAY: Limit(player=10_000)}, "silence changes nothing"
    confirmed = await do(timed, CONFIRM, player, limitId=limit["id"])
    assert (confirmed["limit"]["amount"]["amount"], confirmed["limit"]["pending"]) == ("200.00", None)
    assert await judged_by(platform, player) == {DEPOSIT_DAY: Limit(player=20_000)}
    assert (await do(timed, CONFIRM, player, limitId=limit["id"]))["__typename"] == "NothingToConfirm"
    assert await steps(platform, player) == ["SET", "LOOSENING_ASKED", "LOOSENED"]


@pytest.mark.clause("UK RTS 12D", rule="unless it is confirmed the stricter limit stays", field="limits.confirm_days")
async def test_an_offer_that_nobody_confirms_is_over_after_a_week(
    timed: Api, platform: Platform, clock: HeldClock, player: SignedInPlayer
) -> None:
    limit = (await deposit_limit(timed, player, "100.00"))["limit"]
    await deposit_limit(timed, player, "200.00")
    clock.forward(8 * DAY)
    player = await back(timed, player)
    assert (await do(timed, CONFIRM, player, limitId=limit["id"]))["__typename"] == "NothingToConfirm"
    assert (await mine(timed, player))["limits"][0]["pending"] is None
    assert await judged_by(platform, player) == {DEPOSIT_DAY: Limit(player=10_000)}


@pytest.mark.clause("GLI-19 A.3.7(c)", rule="taking a limit away is loosening it", field="limits.loosen_hours")
async def test_removing_is_loosening(timed: Api, platform: Platform, clock: HeldClock, player: SignedInPlayer) -> None:
    limit = (await deposit_limit(timed, player, "0.00"))["limit"]
    asked = await do(timed, REMOVE, player, limitId=limit["id"])
    assert asked["limit"]["pending"]["removal"] is True
    clock.forward(7 * DAY)
    player = await back(timed, player)
    gone = await do(timed, CONFIRM, player, limitId=limit["id"])
    assert (gone["limit"], gone["limits"]) == (None, [])
    assert await judged_by(platform, player) == {}
    assert (await do(timed, REMOVE, player, limitId=limit["id"]))["__typename"] == "UnknownLimit"
    row = await platform.pool.fetchrow(
        "select * from limit_changes where player_id = $1 order by id desc limit 1", player.id
    )
    assert row is not None
    assert (row["change"], row["by_whom"], row["ends_at"]) == ("REMOVED", "PLAYER", clock.now())


async def test_a_stricter_word_drops_what_waits(
    timed: Api, platform: Platform, clock: HeldClock, player: SignedInPlayer
) -> None:
    limit = (await deposit_limit(timed, player, "100.00"))["limit"]
    for stricter in ("100.00", "90.00"):
        await deposit_limit(timed, player, "500.00")
        assert (await deposit_limit(timed, player, stricter))["limit"]["pending"] is None
    clock.forward(2 * DAY)
    player = await back(timed, player)
    assert (await do(timed, CONFIRM, player, limitId=limit["id"]))["__typename"] == "NothingToConfirm"
    assert (await steps(platform, player)).count("OFFER_DROPPED") == 2


async def test_fifty_confirmations_at_once_and_a_stricter_word_among_them(
    timed: Api, platform: Platform, clock: HeldClock, player: SignedInPlayer
) -> None:
    limit = (await deposit_limit(timed, player, "100.00"))["limit"]
    await deposit_limit(timed, player, "200.00")
    clock.forward(DAY)
    player = await back(timed, player)
    answers = await asyncio.gather(*(do(timed, CONFIRM, player, limitId=limit["id"]) for _ in range(50)))
    assert Counter(answer["__typename"] for answer in answers) == {
        "ConfirmLimitChangeSuccess": 1,
        "NothingToConfirm": 49,
    }
    await deposit_limit(timed, player, "300.00")
    clock.forward(DAY)
    player = await back(timed, player)
    await asyncio.gather(
        *(do(timed, CONFIRM, player, limitId=limit["id"]) for _ in range(10)), deposit_limit(timed, player, "40.00")
    )
    assert await judged_by(platform, player) == {DEPOSIT_DAY: Limit(player=4_000)}, "whoever came first"


@pytest.mark.clause("UK RTS 12B", rule="of any amount, as the player types it", field="")
async def test_limits_in_two_currencies_count_in_euros_and_are_shown_as_typed(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    await platform.pool.execute("insert into wallets (player_id, currency) values ($1, 'BTC')", player.id)
    await deposit_limit(api, player, "100.00")
    weekly = (await deposit_limit(api, player, "0.00100001", "BTC", "WEEK"))["limit"]
    assert weekly["amount"] == {"amount": "0.00100001", "currency": "BTC"}
    assert weekly["euroAmount"] == {"amount": "60.00"}, "rounded down: a limit is never looser than its words"
    tighter = (await deposit_limit(api, player, "0.00100000", "BTC"))["limit"]
    assert (tighter["amount"]["currency"], tighter["pending"]) == ("BTC", None)
    assert (await judged_by(platform, player))[DEPOSIT_DAY] == Limit(player=6_000)


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        ({"kind": "DEPOSIT"}, {("period", "REQUIRED"), ("amount", "REQUIRED")}),
        ({"kind": "STAKE", "period": "DAY", "minutes": 5}, {
            ("period", "NOT_APPLICABLE"), ("amount", "REQUIRED"), ("minutes", "NOT_APPLICABLE")}),
        ({"kind": "SESSION_TIME"}, {("minutes", "REQUIRED")}),
        ({"kind": "SESSION_TIME", "minutes": 0}, {("minutes", "OUT_OF_RANGE")}),
        ({"kind": "SESSION_TIME", "minutes": 1441}, {("minutes", "OUT_OF_RANGE")}),
        ({"kind": "STAKE", "amount": {"amount": "1", "currency": "USD"}}, {("amount.currency", "UNKNOWN_WALLET")}),
        ({"kind": "STAKE", "amount": {"amount": "1.234", "currency": "EUR"}}, {("amount.amount", "EXCESS_DIGITS")}),
        ({"kind": "STAKE", "amount": {"amount": "1\x00", "currency": "EUR"}}, {("amount.amount", "UNREADABLE_TEXT")}),
        ({"kind": "STAKE", "amount": {"amount": "-1", "currency": "EUR"}}, {("amount.amount", "MALFORMED")}),
    ],
)  # fmt: skip
async def test_what_cannot_be_a_limit_is_named(
    api: Api, player: SignedInPlayer, given: dict[str, Any], problems: set[tuple[str, str]]
) -> None:
    refused = await do(api, SET, player, **given)
    assert {(field["path"], field["code"]) for field in refused["fields"]} == problems


async def test_somebody_elses_limit_is_unknown(api: Api, player: SignedInPlayer, sign_up: Any) -> None:
    theirs = (await deposit_limit(api, await sign_up(), "10.00"))["limit"]["id"]
    for document in (REMOVE, CONFIRM):
        for limit_id in (theirs, NOBODY):
            assert (await do(api, document, player, limitId=limit_id))["__typename"] == "UnknownLimit"
        assert (await do(api, document, player, limitId="what"))["fields"] == [{"path": "limitId", "code": "MALFORMED"}]


INPUTS: list[dict[str, Any]] = [
    {"kind": "STAKE", "amount": {"amount": "1", "currency": "EUR"}},
    {"limitId": NOBODY},
    {"limitId": NOBODY},
    {"noLimitsWanted": True},
    {"reviewed": True},
    {"minutes": 30},
    {},
]


@pytest.mark.parametrize(("document", "given"), list(zip(ALL, INPUTS, strict=True)))
async def test_nobody_signs_in_first_and_a_locked_session_waits(
    api: Api, platform: Platform, player: SignedInPlayer, document: str, given: dict[str, Any]
) -> None:
    assert (await do(api, document, **given))["__typename"] == "NotSignedIn"
    await platform.pool.execute("update sessions set locked_at = now() where id = $1", player.viewer.session_id)
    refused = await do(api, document, player, **given)
    assert (refused["__typename"], refused["reasons"]) == ("NotAllowed", ["SESSION_LOCKED"])


@pytest.mark.clause("GLI-19 A.3.7", rule="staff can impose one on a player, and no player takes it back", field="")
async def test_staffs_limit_holds_beside_the_players(
    api: Api, platform: Platform, dispatch: Dispatch, player: SignedInPlayer
) -> None:
    await deposit_limit(api, player, "100.00")
    await dispatch(ImposeLimit(player.id, DEPOSIT_DAY, 3_000, "case 17", "eve"))
    assert await judged_by(platform, player) == {DEPOSIT_DAY: Limit(player=10_000, operator=3_000)}
    shown = {each["owner"]: each for each in (await mine(api, player))["limits"]}
    assert shown["OPERATOR"]["remaining"] == {"amount": "30.00"}
    for document in (REMOVE, CONFIRM):
        refused = await do(api, document, player, limitId=shown["OPERATOR"]["id"])
        assert refused["__typename"] == "UnknownLimit", "it is not the player's to change"
    await deposit_limit(api, player, "20.00")
    assert (await judged_by(platform, player))[DEPOSIT_DAY].holds() == 2_000, "the stricter wins"
    await dispatch(LiftLimit(player.id, DEPOSIT_DAY, "case 17 closed", "eve"))
    assert await judged_by(platform, player) == {DEPOSIT_DAY: Limit(player=2_000)}
    with pytest.raises(UnknownLimit):
        await dispatch(LiftLimit(player.id, DEPOSIT_DAY, "again", "eve"))
    with pytest.raises(InvalidInput):
        await dispatch(ImposeLimit(player.id, DEPOSIT_DAY, 1, " ", "eve"))
    rows = await platform.pool.fetch(
        "select by_whom, reason from limit_changes where player_id = $1 and setter = 'OPERATOR' order by id", player.id
    )
    assert [tuple(row) for row in rows] == [("eve", "case 17"), ("eve", "case 17 closed")]


@pytest.mark.clause(
    "UK RTS 12A", rule="opting out is an explicit act, asked again yearly", field="limits.reprompt_months"
)
async def test_a_prompt_is_declined_and_comes_back_after_a_year(
    timed: Api, clock: HeldClock, player: SignedInPlayer
) -> None:
    (prompt,) = (await mine(timed, player))["limitPrompts"]
    assert (prompt["kind"], prompt["required"]) == ("FIRST_DEPOSIT", False)
    refused = await do(timed, DECLINE, player, noLimitsWanted=False)
    assert refused["fields"] == [{"path": "noLimitsWanted", "code": "MUST_BE_TRUE"}]
    assert (await do(timed, DECLINE, player, noLimitsWanted=True))["prompts"] == []
    clock.forward(190 * DAY)
    player = await back(timed, player)
    assert [each["kind"] for each in (await mine(timed, player))["limitPrompts"]] == ["REVIEW"]
    refused = await do(timed, REVIEW, player, reviewed=False)
    assert refused["fields"] == [{"path": "reviewed", "code": "MUST_BE_TRUE"}]
    assert (await do(timed, REVIEW, player, reviewed=True))["prompts"] == []
    clock.forward(176 * DAY)
    player = await back(timed, player)
    assert [each["kind"] for each in (await mine(timed, player))["limitPrompts"]] == ["YEARLY"]
    await deposit_limit(timed, player, "1000.00")
    assert (await mine(timed, player))["limitPrompts"] == []


@pytest.mark.clause("MGA limits", rule="a deposit or wagering limit is mandatory", field="limits.one_of")
async def test_malta_wants_a_limit_before_the_first_deposit(
    timed: Api, platform: Platform, clock: HeldClock, player: SignedInPlayer
) -> None:
    await under(platform, player, "MT")
    (prompt,) = (await mine(timed, player))["limitPrompts"]
    assert (prompt["required"], prompt["kinds"]) == (True, ["DEPOSIT", "WAGER"])
    refused = await do(timed, DECLINE, player, noLimitsWanted=True)
    assert (refused["__typename"], refused["kinds"]) == ("LimitRequired", ["DEPOSIT", "WAGER"])
    await do(timed, SET, player, kind="STAKE", amount={"amount": "5.00", "currency": "EUR"})
    assert (await closed(timed, player))["deposit"] == ["LIMIT_NOT_SET"], "of the wrong kind"
    limit = (await deposit_limit(timed, player, "100.00"))["limit"]
    assert "deposit" not in await closed(timed, player)
    await do(timed, REMOVE, player, limitId=limit["id"])
    clock.forward(DAY)
    player = await back(timed, player)
    await do(timed, CONFIRM, player, limitId=limit["id"])
    assert (await closed(timed, player))["deposit"] == ["LIMIT_NOT_SET"]


@pytest.mark.clause("GLI-19 2.5.5", rule="a limit outlives a time-out", field="")
async def test_a_limit_outlives_a_time_out(
    timed: Api, platform: Platform, clock: HeldClock, player: SignedInPlayer
) -> None:
    set_ = await deposit_limit(timed, player, "100.00")
    taken = (await do(timed, TAKE_TIME_OUT, player, hours=24))["exclusion"]
    assert await judged_by(platform, player) == {DEPOSIT_DAY: Limit(player=10_000)}
    clock.forward(datetime.fromisoformat(taken["endsAt"]) - clock.now())
    player = await back(timed, player)
    assert "deposit" not in await closed(timed, player), "the time-out is over"
    assert await judged_by(platform, player) == {DEPOSIT_DAY: Limit(player=10_000)}
    (shown,) = (await mine(timed, player))["limits"]
    assert (shown["id"], shown["since"]) == (set_["limit"]["id"], set_["limit"]["since"])


@pytest.mark.clause("GLI-19 2.8.5(i)", rule="of limits: request, reason, type, start, end, and who asked", field="")
async def test_each_step_of_a_limit_is_on_record_and_the_record_is_never_changed(
    timed: Api, platform: Platform, clock: HeldClock, player: SignedInPlayer
) -> None:
    asked = clock.now()
    limit = (await deposit_limit(timed, player, "100.00"))["limit"]
    await deposit_limit(timed, player, "200.00")
    staff = Dispatcher(platform.sessions, wire(replace(platform, clock=clock)))
    await staff(ImposeLimit(player.id, DEPOSIT_DAY, 3_000, "case 17", "eve"))
    await do(timed, REMOVE, player, limitId=limit["id"])
    rows = await platform.pool.fetch("select * from limit_changes where player_id = $1 order by id", player.id)
    assert [
        (row["change"], row["setter"], row["by_whom"], row["reason"], row["before_value"], row["after_value"])
        for row in rows
    ] == [
        ("SET", "PLAYER", "PLAYER", "", None, 10_000),
        ("LOOSENING_ASKED", "PLAYER", "PLAYER", "", 10_000, 20_000),
        ("SET", "OPERATOR", "eve", "case 17", None, 3_000),
        ("REMOVAL_ASKED", "PLAYER", "PLAYER", "", 10_000, None),
    ]
    assert {(row["kind"], row["period"], row["at"]) for row in rows} == {("DEPOSIT", "DAY", asked)}
    week = timedelta(days=7)
    assert [(row["starts_at"] - asked, row["ends_at"] and row["ends_at"] - asked) for row in rows] == [
        (timedelta(), None),
        (DAY, DAY + week),
        (timedelta(), None),
        (DAY, DAY + week),
    ]
    with pytest.raises(Exception, match="append"):
        await platform.pool.execute("delete from limit_changes where player_id = $1", player.id)


async def test_where_a_period_resets(timed: Api, clock: HeldClock, player: SignedInPlayer) -> None:
    clock.forward(DAY * 400)
    player = await back(timed, player)
    for period in ("DAY", "WEEK", "MONTH"):
        limit = (await deposit_limit(timed, player, "10.00", period=period))["limit"]
        resets = datetime.fromisoformat(limit["resetsAt"])
        assert clock.now() < resets <= clock.now() + timedelta(days={"DAY": 1, "WEEK": 7, "MONTH": 31}[period])
        assert (resets.hour, resets.minute) == (0, 0)
        assert period != "WEEK" or resets.weekday() == 0
        assert period != "MONTH" or resets.day == 1


async def test_deposits_of_a_newcomer_in_malta_wait_for_a_limit(platform: Platform, dispatch: Dispatch) -> None:
    registration = a_player(country="MT", visit=Visit())
    await enrol(platform, registration, a_visit())
    signed_in = await dispatch(Login(registration.email, PASSWORD, a_visit()))
    blocks = await platform.pool.fetchval(
        "select blocks from player_gates where player_id = $1", signed_in.session.player_id
    )
    assert "deposit:LIMIT_NOT_SET" in blocks
