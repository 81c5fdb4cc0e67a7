"""The session in play: time and money, reality checks that wait for a word, limits that come near; over GraphQL."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.adapters.postgres.player_news import tell_after_commit
from app.adapters.postgres.responsible_gaming.play_states import PostgresPlayStates
from app.platform import Platform
from domain.responsible_gaming import PlaySession, PlayState
from tests.graphql_api.responsible_gaming.conftest import Api, under
from tests.graphql_api.responsible_gaming.limit_documents import ACKNOWLEDGE, SET_CHECK, deposit_limit, do, mine
from tests.graphql_api.wallet.conftest import address, open_socket
from tests.running import SignedInPlayer

__all__ = ["address"]

SESSIONS = """subscription { sessionEvents { __typename
    ... on SessionSummaryTick { sessionSummary { wagered { amount } net { amount } } }
    ... on RealityCheckDue { dueAt summary { wagered { amount } } }
    ... on LimitNear { limit { kind period } } ... on LimitReached { limit { kind period remaining { amount } } } } }"""
LIMITS = """subscription { limitChanged { __typename ... on UserError { code }
    ... on LimitsChanged { limits { amount { amount } pending { removal } } } } }"""


async def change(platform: Platform, player: SignedInPlayer, how: Callable[[PlayState], PlayState]) -> PlayState:
    """Writes what the lane would have written."""
    async with platform.sessions() as session:
        states = PostgresPlayStates(session)
        state = how(await states.lock(player.id))
        await states.save(state)
        tell_after_commit(session, player.id)
        await session.commit()
        return state


async def plays(
    platform: Platform, player: SignedInPlayer, minutes: int, wagered: int = 0, won: int = 0
) -> PlaySession:
    now = datetime.now(UTC)
    before = {"EUR": (-wagered, -won)}  # of a wallet that nothing was played with
    session = PlaySession(player.viewer.session_id, now - timedelta(minutes=minutes), now, None, before)
    await change(platform, player, lambda state: replace(state, session=session))
    return session


@pytest.mark.clause("UK RTS 13C, 2E", rule="elapsed time and net position of the session", field="")
async def test_what_a_session_in_play_shows(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    assert (await mine(api, player))["sessionSummary"] is None
    session = await plays(platform, player, 10, wagered=1_250, won=250)
    shown = await mine(api, player)
    assert shown["sessionSummary"]["wagered"] == {"amount": "12.50", "currency": "EUR"}
    assert (shown["sessionSummary"]["won"], shown["sessionSummary"]["net"]) == (
        {"amount": "2.50"},
        {"amount": "-10.00"},
    )
    assert shown["sessionSummary"]["elapsed"].startswith("PT60"), "ten minutes, as seconds"
    assert shown["realityCheck"]["interval"] == "PT3600S"
    assert datetime.fromisoformat(shown["realityCheck"]["dueAt"]) == session.started_at + timedelta(hours=1)


@pytest.mark.clause("UK RTS 13B", rule="acknowledged once it is due, not before, and on record", field="")
async def test_a_check_that_is_due_waits_for_one_word_and_is_on_record(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    await plays(platform, player, 59, wagered=500)
    assert (await do(api, ACKNOWLEDGE, player))["__typename"] == "NothingToAcknowledge", "too early"
    session = await plays(platform, player, 61, wagered=700, won=100)
    due_at = (await mine(api, player))["realityCheck"]["dueAt"]
    assert (await do(api, ACKNOWLEDGE, player, dueAt="2026-01-01T00:00:00Z"))["__typename"] == "NothingToAcknowledge"
    refused = await do(api, SET_CHECK, player, minutes=30)
    assert (refused["__typename"], refused["reasons"]) == ("NotAllowed", ["REALITY_CHECK"]), "not put off like this"

    seen = await do(api, ACKNOWLEDGE, player, dueAt=due_at)
    assert seen["sessionSummary"]["net"] == {"amount": "-6.00"}
    assert datetime.fromisoformat(seen["realityCheck"]["dueAt"]) > datetime.now(UTC) + timedelta(minutes=59)
    assert (await do(api, ACKNOWLEDGE, player))["__typename"] == "NothingToAcknowledge", "once"
    row = await platform.pool.fetchrow("select * from reality_checks where player_id = $1", player.id)
    assert row is not None
    assert (row["wagered_euro_minor"], row["won_euro_minor"], row["play_started_at"]) == (700, 100, session.started_at)
    assert row["session_id"] == player.viewer.session_id
    assert 61 * 60 <= row["elapsed_seconds"] < 62 * 60


@pytest.mark.clause(
    "PA 58 814a.1", rule="every 60 minutes, or what the player chose of what is on offer", field="reality_check.minutes"
)
async def test_the_interval_is_one_on_offer_and_off_where_it_may_be(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    answer = await do(api, SET_CHECK, player, minutes=15)
    assert (answer["realityCheck"]["interval"], answer["realityCheck"]["mayBeOff"]) == ("PT900S", False)
    for minutes in (17, 0, None):
        assert (await do(api, SET_CHECK, player, minutes=minutes))["fields"] == [
            {"path": "minutes", "code": "NOT_OFFERED"}
        ]
    await under(platform, player, "GB")
    off = await do(api, SET_CHECK, player, minutes=None)
    assert (off["realityCheck"]["interval"], off["realityCheck"]["mayBeOff"]) == (None, True)
    await under(platform, player, "GLI")
    assert (await mine(api, player))["realityCheck"]["interval"] == "PT3600S", "off only where it may be"
    changes = await platform.pool.fetch(
        "select after_value from limit_changes where player_id = $1 and kind = 'REALITY_CHECK' order by id", player.id
    )
    assert [row[0] for row in changes] == [900, 0]


async def test_ticks_and_a_check_that_is_due_come_live_and_again_after_reconnecting(
    api: Api, address: str, platform: Platform, player: SignedInPlayer
) -> None:
    await plays(platform, player, 20, wagered=100)
    async with open_socket(address, player) as socket:
        await socket.subscribe(SESSIONS)
        first = await socket.event()
        assert first["sessionSummary"] == {"wagered": {"amount": "1.00"}, "net": {"amount": "-1.00"}}
        await plays(platform, player, 61, wagered=100)
        while (event := await socket.event())[
            "__typename"
        ] != "RealityCheckDue":  # after a tick, if it was time for one
            assert event["__typename"] == "SessionSummaryTick"
    async with open_socket(address, player) as socket:
        await socket.subscribe(SESSIONS)
        again = [(await socket.event())["__typename"] for _ in range(2)]
        assert again == ["SessionSummaryTick", "RealityCheckDue"], "the truth is in the play state, not in the process"
    await do(api, ACKNOWLEDGE, player)
    async with open_socket(address, player) as socket:
        await socket.subscribe(SESSIONS)
        assert (await socket.event())["__typename"] == "SessionSummaryTick"


async def test_limits_change_live(api: Api, address: str, player: SignedInPlayer) -> None:
    async with open_socket(address, None) as socket:
        await socket.subscribe(LIMITS)
        assert (await socket.event())["code"] == "NOT_SIGNED_IN"
    async with open_socket(address, player) as socket:
        await socket.subscribe(LIMITS)
        assert (await socket.event())["limits"] == []
        for amount, shown in (("10.00", ("10.00", None)), ("20.00", ("10.00", {"removal": False}))):
            await deposit_limit(api, player, amount)
            (limit,) = (await socket.event())["limits"]
            assert (limit["amount"]["amount"], limit["pending"]) == shown
