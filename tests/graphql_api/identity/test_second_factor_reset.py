"""A second factor that is lost for good: the player asks, staff decide, the owner can stop it."""

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import pytest

from app.composition import wire
from app.dispatch import Dispatcher
from app.platform import Platform
from domain.identity import (
    FindRecoveryRequests,
    NothingToReview,
    RecoveryRequest,
    RecoveryRequestId,
    RecoveryState,
    ReviewRecovery,
    SettleRecoveries,
    Template,
)
from domain.shared import Dispatch, InvalidInput
from tests.fakes.shared import HeldClock
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.documents import LOGIN, ME, sign_in
from tests.graphql_api.identity.recovery import REQUEST_SECOND_FACTOR_RESET
from tests.graphql_api.identity.two_factor import COMPLETE_LOGIN, STEP_UP, Phone, do, enable, first_factor
from tests.messages import messages_to
from tests.running import SignedInPlayer

LOST = "My phone fell into a lake, and the paper with the codes was under its cover."


@dataclass(slots=True)
class House:
    """What a player does over HTTP, and staff and time do behind it."""

    api: Api
    clock: HeldClock
    platform: Platform
    dispatch: Dispatch

    async def ask(self, player: SignedInPlayer) -> RecoveryRequest:
        given = {"challenge": await first_factor(self.api, player), "statement": LOST}
        asked = await do(self.api, REQUEST_SECOND_FACTOR_RESET, **given)
        assert asked["__typename"] == "RequestSecondFactorResetSuccess", asked
        pending = await self.dispatch(FindRecoveryRequests())
        return next(request for request in pending if request.player_id == player.id)

    async def decide(self, request: RecoveryRequest, *, approve: bool = True) -> RecoveryRequest:
        return await self.dispatch(ReviewRecovery(request.id, approve, "showed an identity card", "kim"))

    async def state(self, request: RecoveryRequest) -> str:
        found = await self.platform.pool.fetchval("select state from recovery_requests where id = $1", request.id)
        return str(found)

    async def told(self, player: SignedInPlayer) -> list[Template]:
        return [message.template for message in await messages_to(self.platform, player.email)]

    async def events(self, player: SignedInPlayer) -> list[str]:
        rows = await self.platform.pool.fetch(
            "select event from access_log where player_id = $1 order by id", player.id
        )
        return [row["event"] for row in rows]


@pytest.fixture
async def house(timed: Api, clock: HeldClock, platform: Platform) -> House:
    """Nobody waits for a decision yet."""
    await platform.pool.execute("delete from recovery_requests")
    at_its_time = replace(platform, clock=clock)
    return House(timed, clock, platform, Dispatcher(platform.sessions, wire(at_its_time)))


async def signs_in(house: House, player: SignedInPlayer, phone: Phone) -> None:
    challenge = await first_factor(house.api, player)
    done = await do(house.api, COMPLETE_LOGIN, challenge=challenge, method="TOTP", code=phone.next_code())
    assert done["__typename"] == "CompleteLoginSuccess"


async def test_approved_it_goes_off_after_a_day(house: House, player: SignedInPlayer) -> None:
    await enable(house.api, house.clock, player)
    house.clock.forward(timedelta(minutes=6))  # later than the player's session, which began by the real clock
    request = await house.ask(player)
    assert request.statement == LOST
    assert Template.RECOVERY_ASKED in await house.told(player)
    approved = await house.decide(request)
    assert (approved.state, approved.due_at) == (RecoveryState.APPROVED, house.clock.now() + timedelta(hours=24))
    assert Template.RECOVERY_APPROVED in await house.told(player)

    house.clock.forward(timedelta(hours=24) - timedelta(seconds=1))
    assert await house.dispatch(SettleRecoveries()) == 0
    asked = (await house.api(LOGIN, sign_in(player.email)))["login"]
    assert asked["__typename"] == "SecondFactorRequired"
    house.clock.forward(timedelta(seconds=1))
    assert [await house.dispatch(SettleRecoveries()) for _ in range(2)] == [1, 0]

    assert await house.state(request) == "DONE"
    assert (await house.api(LOGIN, sign_in(player.email)))["login"]["__typename"] == "LoginSuccess"
    assert (await house.api(ME, by=player))["me"] is None
    assert Template.TWO_FACTOR_DISABLED in await house.told(player)
    events = await house.events(player)
    assert [each for each in events if "RECOVERY" in each] == ["RECOVERY_ASKED", "RECOVERY_APPROVED"]
    assert "TWO_FACTOR_DISABLED" in events


@pytest.mark.parametrize("shown", ["signing in", "stepping up"])
async def test_the_owner_stops_it_by_showing_the_factor(house: House, player: SignedInPlayer, shown: str) -> None:
    phone = await enable(house.api, house.clock, player)
    house.clock.forward(timedelta(minutes=6))
    request = await house.decide(await house.ask(player))
    house.clock.forward(timedelta(seconds=1))
    if shown == "signing in":
        await signs_in(house, player, phone)
    else:
        proved = await do(house.api, STEP_UP, player, method="TOTP", code=phone.next_code())
        assert proved["__typename"] == "StepUpSuccess"
    house.clock.forward(timedelta(hours=25))
    assert await house.dispatch(SettleRecoveries()) == 1
    assert await house.state(request) == "WITHDRAWN"
    assert (await house.api(LOGIN, sign_in(player.email)))["login"]["__typename"] == "SecondFactorRequired"
    assert "RECOVERY_WITHDRAWN" in await house.events(player)


@pytest.mark.parametrize("approved_before", [False, True])
async def test_rejected_it_stays_on_and_can_be_asked_again(
    house: House, player: SignedInPlayer, approved_before: bool
) -> None:
    await enable(house.api, house.clock, player)
    request = await house.ask(player)
    if approved_before:
        await house.decide(request)
    await house.decide(request, approve=False)
    house.clock.forward(timedelta(hours=25))
    assert await house.dispatch(SettleRecoveries()) == 0
    assert Template.RECOVERY_REJECTED in await house.told(player)
    assert "RECOVERY_REJECTED" in await house.events(player)
    assert (await house.ask(player)).id != request.id


async def test_what_is_decided_is_not_decided_again_and_needs_a_reason(house: House, player: SignedInPlayer) -> None:
    await enable(house.api, house.clock, player)
    request = await house.ask(player)
    for reason in ("", "  \n", "x" * 2_001):
        with pytest.raises(InvalidInput):
            await house.dispatch(ReviewRecovery(request.id, True, reason, "kim"))
    await house.decide(request, approve=False)
    for approve in (True, False):
        with pytest.raises(NothingToReview):
            await house.decide(request, approve=approve)
    with pytest.raises(NothingToReview):
        await house.dispatch(ReviewRecovery(RecoveryRequestId(UUID(int=1)), True, "a reason", "kim"))
    row = await house.platform.pool.fetchrow("select * from recovery_requests where id = $1", request.id)
    assert row is not None
    assert row["decided_by"] == "kim"
    assert LOST.encode() not in row["statement_sealed"]
    assert b"identity card" not in row["reason_sealed"]


async def test_asking_again_changes_nothing_and_answers_alike(house: House, player: SignedInPlayer) -> None:
    await enable(house.api, house.clock, player)
    first = await house.ask(player)
    assert await house.ask(player) == first
    assert (await house.told(player)).count(Template.RECOVERY_ASKED) == 1


async def test_a_challenge_is_good_for_one_request(house: House, player: SignedInPlayer) -> None:
    await enable(house.api, house.clock, player)
    given = {"challenge": await first_factor(house.api, player), "statement": LOST}
    answers = await asyncio.gather(*(do(house.api, REQUEST_SECOND_FACTOR_RESET, **given) for _ in range(10)))
    names = sorted(answer["__typename"] for answer in answers)
    assert names == ["ChallengeExpired"] * 9 + ["RequestSecondFactorResetSuccess"]


async def test_refuses_what_cannot_be_meant(house: House, player: SignedInPlayer) -> None:
    made_up = await do(house.api, REQUEST_SECOND_FACTOR_RESET, challenge="nothing", statement=LOST)
    assert made_up["code"] == "CHALLENGE_EXPIRED"
    await enable(house.api, house.clock, player)
    challenge = await first_factor(house.api, player)
    for statement, problem in (
        ("", "REQUIRED"),
        (" ", "REQUIRED"),
        ("x" * 2_001, "TOO_LONG"),
        ("\x00", "UNREADABLE_TEXT"),
    ):
        refused = await do(house.api, REQUEST_SECOND_FACTOR_RESET, challenge=challenge, statement=statement)
        assert refused["fields"] == [{"path": "statement", "code": problem}]


async def test_there_must_be_a_second_factor(house: House, player: SignedInPlayer) -> None:
    for _ in range(3):
        await house.api(LOGIN, sign_in(player.email, "wrong password"))
    challenge = await first_factor(house.api, player)  # locked: its codes come by e-mail
    refused = await do(house.api, REQUEST_SECOND_FACTOR_RESET, challenge=challenge, statement=LOST)
    assert (refused["code"], refused["reasons"]) == ("NOT_ALLOWED", ["TWO_FACTOR_NOT_ENABLED"])
