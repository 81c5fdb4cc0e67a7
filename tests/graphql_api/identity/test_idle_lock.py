"""Nobody there for half an hour: reads go on, everything else waits for the person (GLI-19 2.5.4)."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from app.adapters.session_activity import ASK_AGAIN_SECONDS, SessionActivity
from app.http.server import build_app
from app.platform import Platform
from domain.identity import RefreshSession
from domain.jurisdiction import GLI
from domain.shared import Dispatch
from graphql_api.core import global_id
from tests.builders import a_visit
from tests.fakes.shared import HeldClock
from tests.graphql_api.identity.conftest import COOKIE_MODE, ORIGIN, Api
from tests.graphql_api.identity.documents import LOGOUT, ME, REFRESH
from tests.graphql_api.identity.session_documents import REVOKE_OTHERS, SESSIONS
from tests.graphql_api.identity.two_factor import STEP_UP, UNLOCK_SESSION, do
from tests.graphql_api.wallet.conftest import address, open_socket
from tests.running import SignedInPlayer

__all__ = ["address"]

LIMIT = timedelta(seconds=GLI.session.idle_seconds)
A_MINUTE = timedelta(minutes=1)
MONEY = 'amount: { amount: "10.00", currency: "EUR" }, idempotencyKey: "key-of-test"'
GATES = """{ me { gates {
    login { open } deposit { open reasons } bet { open reasons } withdraw { open reasons }
} } }"""
GUARDED = (
    f'startDeposit(input: {{ method: "card", {MONEY} }})',
    f'requestWithdrawal(input: {{ method: "bank", {MONEY} }})',
    'launchGame(input: { slug: "x", currency: "EUR", returnUrl: "https://casino.test/", device: MOBILE,'
    ' idempotencyKey: "key-of-test" })',
    'endGameSession(input: { sessionId: "x" })',
    'updateProfile(input: { username: "somebody" })',
    'changePassword(input: { newPassword: "another good one" })',
    'requestPhoneCode(input: { phone: "+49151000000" })',
    'changePhone(input: { newPhone: "+49151000000" })',
    'verifyPhone(input: { challenge: "00000000-0000-4000-8000-000000000000", code: "1" })',
    'revokeSession(input: { sessionId: "x" })',
    "revokeOtherSessions(input: {})",
    "startKyc(input: { level: IDENTITY })",
    "startVendorKyc(input: { level: IDENTITY })",
    "submitKyc(input: { level: IDENTITY })",
)


def of_its_own(platform: Platform, clock: HeldClock) -> Platform:
    """A process on the same database, at the time that ``clock`` shows."""
    activity = SessionActivity(platform.pool, clock, platform.ids, GLI.session)
    return replace(platform, clock=clock, identity=replace(platform.identity, activity=activity))


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock(datetime.now(UTC))


@pytest.fixture
async def idling(platform: Platform, clock: HeldClock) -> AsyncIterator[Api]:
    """The platform at the time that ``clock`` shows, in a process that has seen nobody yet."""
    process = of_its_own(platform, clock)
    transport = httpx.ASGITransport(build_app(process), client=("203.0.113.7", 1234))
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        yield Api(http)
    await process.identity.activity.close()


async def locked(api: Api, player: SignedInPlayer) -> bool:
    answer = await do(api, REVOKE_OTHERS, player)
    assert answer.get("reasons", ["SESSION_LOCKED"]) == ["SESSION_LOCKED"]
    return bool(answer["__typename"] == "NotAllowed")


async def events_of(platform: Platform, player: SignedInPlayer) -> list[str]:
    rows = await platform.pool.fetch("select event from access_log where player_id = $1 order by id", player.id)
    return [row["event"] for row in rows]


@pytest.mark.clause(
    "GLI-19 2.5.4", rule="while it is locked nothing is played and no money moves", field="session.idle_seconds"
)
async def test_a_locked_session_reads_and_does_nothing_else(
    idling: Api, clock: HeldClock, platform: Platform, player: SignedInPlayer
) -> None:
    assert not await locked(idling, player)
    clock.forward(LIMIT + A_MINUTE)
    assert (await idling(ME, by=player))["me"]["email"] == player.email
    (edge,) = (await idling(SESSIONS, by=player))["me"]["sessions"]["edges"]
    assert (edge["node"]["current"], edge["node"]["locked"]) == (True, True)
    gates = (await idling(GATES, by=player))["me"]["gates"]
    closed = {"open": False, "reasons": ["SESSION_LOCKED"]}
    assert gates == {"login": {"open": True}, "deposit": closed, "bet": closed, "withdraw": closed}
    for field in GUARDED:
        document = f"mutation {{ {field} {{ __typename ... on NotAllowed {{ code reasons }} }} }}"
        (answer,) = (await idling(document, by=player)).values()
        assert answer == {"__typename": "NotAllowed", "code": "NOT_ALLOWED", "reasons": ["SESSION_LOCKED"]}, field
    assert (await events_of(platform, player)).count("SESSION_LOCKED") == 1


async def test_its_player_opens_it_again_here_and_elsewhere(
    idling: Api, clock: HeldClock, platform: Platform, player: SignedInPlayer
) -> None:
    elsewhere = of_its_own(platform, clock).identity.activity
    clock.forward(LIMIT + A_MINUTE)
    assert await locked(idling, player)
    assert await elsewhere.locked(player.viewer)
    wrong = await do(idling, UNLOCK_SESSION, player, method="PASSWORD", password="not the password")
    assert wrong["code"] == "INVALID_CREDENTIALS"
    assert await locked(idling, player)

    opened = await do(idling, UNLOCK_SESSION, player, method="PASSWORD", password=player.password)
    assert opened["__typename"] == "UnlockSessionSuccess"
    assert not await locked(idling, player)
    clock.forward(timedelta(seconds=ASK_AGAIN_SECONDS))
    assert not await elsewhere.locked(player.viewer)
    assert [event for event in await events_of(platform, player) if event.startswith("SESSION_")] == [
        "SESSION_LOCKED",
        "SESSION_UNLOCKED",
    ]


async def test_step_up_does_not_open_it_and_logout_goes(idling: Api, clock: HeldClock, player: SignedInPlayer) -> None:
    clock.forward(LIMIT + A_MINUTE)
    refused = await do(idling, STEP_UP, player, method="PASSWORD", password=player.password)
    assert (refused["code"], refused["reasons"]) == ("NOT_ALLOWED", ["SESSION_LOCKED"])
    assert (await do(idling, LOGOUT, player))["__typename"] == "LogoutSuccess"


async def test_operations_keep_it_open(idling: Api, clock: HeldClock, player: SignedInPlayer) -> None:
    for _ in range(4):
        clock.forward(LIMIT - A_MINUTE)
        assert (await idling(ME, by=player))["me"] is not None
    assert not await locked(idling, player)


async def test_what_another_process_saw_counts(
    idling: Api, clock: HeldClock, platform: Platform, player: SignedInPlayer
) -> None:
    elsewhere = of_its_own(platform, clock).identity.activity
    assert not await locked(idling, player)
    for _ in range(2):
        clock.forward(LIMIT - A_MINUTE)
        assert not await elsewhere.locked(player.viewer)
        await elsewhere.close()
    assert not await locked(idling, player)


async def test_refreshing_is_no_sign_of_anybody(
    idling: Api, clock: HeldClock, platform: Platform, player: SignedInPlayer
) -> None:
    """Neither by bearer token nor by cookies, where the access token comes along; and it does not open a lock."""
    token = player.tokens.refresh_token
    for _ in range(2):
        clock.forward(LIMIT / 2)
        fresh = await do(idling, REFRESH, refreshToken=token)
        token = fresh["tokens"]["refreshToken"]
    cookies = platform.identity.cookies
    clock.forward(A_MINUTE)
    jar = {cookies.access_name: fresh["tokens"]["accessToken"], cookies.refresh_name: token}
    headers = {**COOKIE_MODE, "Cookie": "; ".join(f"{name}={value}" for name, value in jar.items())}
    both = (
        "mutation { refreshSession(input: {}) { ... on RefreshSessionSuccess { session { locked } } }"
        ' revokeSession(input: { sessionId: "x" }) { ... on NotAllowed { reasons } } }'
    )
    alone = "mutation { refreshSession(input: {}) { ... on RefreshSessionSuccess { session { locked } } } }"
    assert (await idling(alone, headers=headers))["refreshSession"]["session"]["locked"]
    assert (await events_of(platform, player)).count("SESSION_LOCKED") == 1
    assert (await idling(both, headers=headers))["revokeSession"] == {"reasons": ["SESSION_LOCKED"]}


async def test_a_refresh_and_more_in_one_document_does_not_get_past_the_lock(
    idling: Api, clock: HeldClock, player: SignedInPlayer
) -> None:
    clock.forward(LIMIT + A_MINUTE)
    document = """mutation ($token: String!) {
        refreshSession(input: { refreshToken: $token }) { ... on RefreshSessionSuccess { player { email } } }
        revokeOtherSessions(input: {}) { ... on NotAllowed { reasons } }
    }"""
    answer = await idling(document, {"token": player.tokens.refresh_token})
    assert answer["refreshSession"]["player"]["email"] == player.email
    assert answer["revokeOtherSessions"] == {"reasons": ["SESSION_LOCKED"]}


async def test_a_session_is_shown_as_locked_before_anybody_noticed(
    idling: Api, clock: HeldClock, dispatch: Dispatch, player: SignedInPlayer
) -> None:
    node = "query ($id: ID!) { node(id: $id) { ... on Session { locked } } }"
    given = {"id": str(global_id("Session", player.viewer.session_id))}
    assert (await idling(node, given, by=player))["node"] == {"locked": False}
    fresh = await dispatch(RefreshSession(player.tokens.refresh_token, a_visit()))
    assert fresh.session.locked_at is None
    clock.forward(LIMIT + A_MINUTE)
    assert (await idling(node, given, by=player))["node"] == {"locked": True}


async def test_over_a_websocket_a_locked_session_follows_and_does_nothing(
    address: str, platform: Platform, player: SignedInPlayer
) -> None:
    await platform.pool.execute(
        "update sessions set last_active_at = now() - interval '31 minutes' where id = $1", player.viewer.session_id
    )
    async with open_socket(address, player) as following, open_socket(address, player) as asking:
        await following.subscribe('subscription { balanceChanged(currency: "EUR") { __typename } }')
        assert (await following.event())["__typename"] == "BalanceSnapshot"
        await asking.subscribe(REVOKE_OTHERS, input={})
        assert (await asking.event())["reasons"] == ["SESSION_LOCKED"]


async def test_a_qa_session_never_locks(
    idling: Api, clock: HeldClock, platform: Platform, player: SignedInPlayer
) -> None:
    await platform.pool.execute("update sessions set kind = 'QA' where id = $1", player.viewer.session_id)
    clock.forward(LIMIT + A_MINUTE)
    assert not await locked(idling, player)
