"""An exclusion that staff decided on a third party's word, as its player meets it; over GraphQL."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from websockets.exceptions import ConnectionClosedError

from app.platform import Platform
from domain.identity import Template
from domain.responsible_gaming import (
    AnswerExclusionEnd,
    DeclineExclusionRequest,
    ExcludeOnRequest,
    Exclusion,
    ExclusionRequest,
    NothingToAnswer,
    RecordExclusionRequest,
    Relation,
)
from domain.shared import Dispatch, PlayerId
from tests.fakes.shared import HeldClock
from tests.graphql_api.identity.account_documents import UPDATE_CONSENTS, do
from tests.graphql_api.responsible_gaming.conftest import (
    REQUEST_END,
    SELF_EXCLUDE,
    TAKE_TIME_OUT,
    Api,
    back,
    closed,
    exclusions,
    gates,
    under,
)
from tests.graphql_api.responsible_gaming.test_exclusions_live import GATES
from tests.graphql_api.responsible_gaming.test_returning import a_person, newcomer
from tests.graphql_api.wallet.conftest import Socket, address, open_socket
from tests.messages import messages_to
from tests.running import SignedInPlayer, SignUp

__all__ = ["address"]

FOUR = {gate: ["OPERATOR_EXCLUDED"] for gate in ("bet", "deposit", "demo", "marketing")}


async def asked(dispatch: Dispatch, player_id: PlayerId, at: datetime | None = None) -> ExclusionRequest:
    said = ("Kim Doe", "kim@example.com", "The rent is gambled away.")
    return await dispatch(RecordExclusionRequest(player_id, Relation.PARTNER, *said, "eve", at))


async def excluded(dispatch: Dispatch, player: SignedInPlayer, months: int | None = 6) -> Exclusion:
    request = await asked(dispatch, player.id, datetime(2026, 1, 2, tzinfo=UTC))
    return await dispatch(ExcludeOnRequest(request.id, months, "Bank statements were shown", "lee"))


BEGUN = "{ me { exclusions { requestedAt startsAt } } }"


def begun_at(answered: dict[str, Any]) -> str:
    (one,) = answered["me"]["exclusions"]
    assert one["requestedAt"] == one["startsAt"]
    at: str = one["startsAt"]
    return at


async def test_it_is_shown_as_the_operators_and_never_says_who_asked(
    api: Api, platform: Platform, dispatch: Dispatch, player: SignedInPlayer
) -> None:
    granted = [{"channel": "EMAIL", "product": "CASINO", "granted": True}]
    await do(api, UPDATE_CONSENTS, player, changes=granted)
    await asked(dispatch, player.id)
    assert await closed(api, player) == {}, "nothing changes before the decision"
    begun = await excluded(dispatch, player)
    assert (await api("{ me { id } }", by=player))["me"] is None, "every session has ended"
    player = await back(api, player)
    assert await closed(api, player) == FOUR
    shown = await gates(api, player)
    assert (shown["withdraw"]["open"], shown["login"]["open"]) == (True, True)
    [one] = await exclusions(api, player)
    assert (one["kind"], one["status"], one["reason"]) == ("OPERATOR", "IN_FORCE", None)
    assert begun.ends_at is not None
    assert datetime.fromisoformat(one["endsAt"]) == begun.ends_at
    assert datetime.fromisoformat(begun_at(await api(BEGUN, by=player))) == begun.starts_at, "not when somebody asked"
    letter = next(each for each in await messages_to(platform, player.email) if "EXCLUSION" in each.template.value)
    assert letter.template is Template.OPERATOR_EXCLUSION_BEGUN
    consents = await api("{ me { consents { channel product granted } } }", by=player)
    assert not any(each["granted"] for each in consents["me"]["consents"])


async def for_ever(socket: Socket) -> None:
    while True:
        await socket.event()


async def test_open_sockets_are_closed_with_their_session(
    address: str, dispatch: Dispatch, player: SignedInPlayer
) -> None:
    request = await asked(dispatch, player.id)
    async with open_socket(address, player) as socket:
        await socket.subscribe(GATES)
        assert (await socket.event())["gates"]["deposit"]["open"] is True
        await dispatch(ExcludeOnRequest(request.id, None, "seen", "lee"))
        async with asyncio.timeout(10):
            with pytest.raises(ConnectionClosedError) as closing:
                await for_ever(socket)
    assert closing.value.rcvd is not None
    assert closing.value.rcvd.code == 4401


async def test_past_its_time_it_holds_until_its_player_asks_and_the_wait_is_over(
    timed: Api, clock: HeldClock, platform: Platform, dispatch: Dispatch, player: SignedInPlayer
) -> None:
    await under(platform, player, "CW")
    begun = await excluded(dispatch, player, 12)
    assert begun.ends_at is not None
    clock.forward(begun.ends_at - clock.now())
    player = await back(timed, player)
    assert (await closed(timed, player))["bet"] == ["OPERATOR_EXCLUDED"]
    [one] = await exclusions(timed, player)
    assert one["status"] == "RUN_OUT"
    ended = (await do(timed, REQUEST_END, player, exclusionId=one["id"], reason="I am well"))["exclusion"]
    assert ended["status"] == "ENDING"
    clock.forward(timedelta(hours=24, seconds=1))
    assert "bet" not in await closed(timed, await back(timed, player))


@pytest.mark.parametrize("jurisdiction", ["GLI", "GB", "MT", "CW"])
async def test_its_player_may_contest_it_anywhere_and_staff_answer(
    api: Api, platform: Platform, dispatch: Dispatch, player: SignedInPlayer, jurisdiction: str
) -> None:
    """Also where a player's own exclusion never ends early: this one is somebody else's word."""
    await under(platform, player, jurisdiction)
    begun = await excluded(dispatch, player, None)
    player = await back(api, player)
    [one] = await exclusions(api, player)
    contested = (await do(api, REQUEST_END, player, exclusionId=one["id"], reason="It is a lie"))["exclusion"]
    assert contested["status"] == "END_REQUESTED"
    assert "OPERATOR_EXCLUDED" in (await closed(api, player))["deposit"], "until the answer"
    granted = await dispatch(AnswerExclusionEnd(begun.id, True, "The statements were forged", "lee"))
    assert granted.opens_at is not None
    assert granted.opens_at - datetime.now(granted.opens_at.tzinfo) > timedelta(hours=23), "after the wait, as always"


async def test_it_holds_beside_the_players_own_and_neither_ends_the_other(
    api: Api, dispatch: Dispatch, player: SignedInPlayer
) -> None:
    await excluded(dispatch, player, None)
    player = await back(api, player)
    assert (await do(api, TAKE_TIME_OUT, player, hours=24))["code"] == "LONGER_EXCLUSION_IN_FORCE"
    assert (await do(api, SELF_EXCLUDE, player, months=6))["__typename"] == "SelfExcludeSuccess"
    assert (await closed(api, player))["bet"] == ["OPERATOR_EXCLUDED", "SELF_EXCLUDED"]


async def test_a_longer_one_replaces_a_shorter_one(api: Api, dispatch: Dispatch, player: SignedInPlayer) -> None:
    await excluded(dispatch, player, 6)
    await excluded(dispatch, player, 12)
    shown = await exclusions(api, await back(api, player))
    assert sorted(each["status"] for each in shown) == ["IN_FORCE", "REPLACED"]


async def test_whoever_is_excluded_is_known_again_under_another_account(
    api: Api, platform: Platform, dispatch: Dispatch, player: SignedInPlayer
) -> None:
    person = a_person()
    _, first_account = await newcomer(api, platform, player, **person)
    await excluded(dispatch, first_account)
    await platform.pool.execute("update players set person_index = null where id = $1", first_account.id)
    _, second = await newcomer(api, platform, player, **person)
    assert (await closed(api, second))["bet"] == ["OPERATOR_EXCLUDED"]


async def test_ten_decisions_at_once_are_one(platform: Platform, dispatch: Dispatch, sign_up: SignUp) -> None:
    player = await sign_up()
    request = await asked(dispatch, player.id)
    decisions = [
        dispatch(ExcludeOnRequest(request.id, 6, "seen", "lee"))
        if number % 2
        else dispatch(DeclineExclusionRequest(request.id, "seen", "kim"))
        for number in range(10)
    ]
    done = await asyncio.gather(*decisions, return_exceptions=True)
    assert sum(isinstance(each, NothingToAnswer) for each in done) == 9
    rows = await platform.pool.fetch("select id from exclusions where player_id = $1", player.id)
    decided = await platform.pool.fetchrow("select * from exclusion_requests where id = $1", UUID(str(request.id)))
    assert decided is not None
    assert [row["id"] for row in rows] == ([decided["exclusion_id"]] if decided["exclusion_id"] else [])
