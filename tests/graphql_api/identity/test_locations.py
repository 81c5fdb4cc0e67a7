"""From where a player may play: at registration, at sign-in, and while they play (GLI-19 2.7)."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from app.adapters.game_providers.hub88.messages import CALLER
from app.adapters.geography import MaxMindGeography
from app.adapters.postgres.games.catalogue import PostgresGames
from app.http.server import build_app
from app.platform import Platform
from domain.jurisdiction import GLI
from tests.fakes.shared import HeldClock
from tests.graphql_api.identity.conftest import ORIGIN, Api
from tests.graphql_api.identity.documents import ERROR, LOGIN, REFRESH, REGISTER, registration, sign_in
from tests.mmdb import write_countries, write_records
from tests.postgres.games.test_catalogue import LISTED
from tests.running import SignedInPlayer

HOME, ABROAD, TUNNEL = "203.0.113.7", "198.51.100.7", "192.0.2.7"
GATES = "{ me { gates { bet { open reasons } deposit { open reasons } withdraw { open } } } }"
DEPOSIT = f"""mutation ($input: StartDepositInput!) {{ startDeposit(input: $input) {{
    __typename {ERROR} ... on NotAllowed {{ reasons }} }} }}"""
LAUNCH = f"""mutation ($input: LaunchGameInput!) {{ launchGame(input: $input) {{
    __typename {ERROR} ... on NotAllowed {{ reasons }} }} }}"""
LOGOUT = "mutation { logout(input: {}) { __typename } }"
BLOCKED = {"open": False, "reasons": ["LOCATION_BLOCKED"]}
OPEN = {"open": True, "reasons": []}

At = Callable[[str], Api]


@pytest.fixture
async def at(platform: Platform, tmp_path: Path, clock: HeldClock) -> AsyncIterator[At]:
    """One process as it is seen from each of the addresses; Iran is ABROAD, TUNNEL is a VPN's."""
    geography = MaxMindGeography(
        write_countries(tmp_path / "countries.mmdb", {"203.0.113.0/24": "DE", "198.51.100.0/24": "IR"}),
        write_records(tmp_path / "networks.mmdb", {"192.0.2.0/24": {"is_anonymous_vpn": True}}),
    )
    process = replace(platform, clock=clock, identity=replace(platform.identity, geography=geography))
    app = build_app(process)
    async with AsyncExitStack() as opened:
        clients = {
            ip: Api(
                await opened.enter_async_context(
                    httpx.AsyncClient(transport=httpx.ASGITransport(app, client=(ip, 1)), base_url=ORIGIN)
                )
            )
            for ip in (HOME, ABROAD, TUNNEL)
        }
        yield clients.__getitem__
    geography.close()


async def gates_of(api: Api, player: SignedInPlayer | dict[str, str]) -> list[object]:
    headers = player if isinstance(player, dict) else player.bearer
    gates = (await api(GATES, headers=headers))["me"]["gates"]
    assert gates["withdraw"]["open"], "what is a player's own can always be withdrawn"
    return [gates["bet"], gates["deposit"]]


async def events_of(platform: Platform, player: SignedInPlayer) -> list[tuple[str, str]]:
    rows = await platform.pool.fetch(
        "select event, detail from access_log where player_id = $1 and event like 'LOCATION%' order by id", player.id
    )
    return [(row["event"], row["detail"]) for row in rows]


@pytest.mark.clause("GLI-19 2.7", rule="nobody registers or signs in from a refused country", field="blocked_countries")
@pytest.mark.clause(
    "GLI-19 2.7",
    rule="nobody registers or signs in from a network that hides its country",
    field="location.refuse_anonymous",
)
@pytest.mark.parametrize("place", [ABROAD, TUNNEL])
async def test_nobody_registers_or_signs_in_from_a_refused_place(
    at: At, platform: Platform, player: SignedInPlayer, place: str
) -> None:
    refused = (await at(place)(REGISTER, registration("far@example.com")))["register"]
    assert (refused["__typename"], refused["code"]) == ("NotAllowed", "NOT_ALLOWED")
    wrong = (await at(place)(LOGIN, sign_in(player.email, "not the password")))["login"]
    assert wrong["code"] == "INVALID_CREDENTIALS", "why is told to nobody else"
    right = (await at(place)(LOGIN, sign_in(player.email)))["login"]
    assert (right["__typename"], right["reasons"]) == ("NotAllowed", ["LOCATION_BLOCKED"])
    detail = {ABROAD: "COUNTRY", TUNNEL: "ANONYMOUS_NETWORK"}[place]
    assert await events_of(platform, player) == [("LOCATION_REFUSED", detail)]
    assert (await at(HOME)(LOGIN, sign_in(player.email)))["login"]["__typename"] == "LoginSuccess"


@pytest.mark.clause(
    "GLI-19 2.7", rule="at each change of address the place is judged anew: gates close, and open again", field=""
)
async def test_an_address_that_changes_closes_and_opens_the_gates(
    at: At, platform: Platform, player: SignedInPlayer
) -> None:
    assert await gates_of(at(HOME), player) == [OPEN, OPEN]
    assert await gates_of(at(ABROAD), player) == [BLOCKED, BLOCKED]
    order = {
        "idempotencyKey": str(uuid4()),
        "method": "sandbox_card",
        "amount": {"amount": "25.00", "currency": "EUR"},
    }
    refused = (await at(ABROAD)(DEPOSIT, {"input": order}, by=player))["startDeposit"]
    assert (refused["__typename"], refused["reasons"]) == ("NotAllowed", ["LOCATION_BLOCKED"])
    assert await gates_of(at(HOME), player) == [OPEN, OPEN]
    assert [event for event, _ in await events_of(platform, player)] == ["LOCATION_REFUSED", "LOCATION_ACCEPTED"]


@pytest.mark.clause("GLI-19 2.7", rule="no game opens in a refused place", field="blocked_countries")
async def test_no_game_opens_in_a_refused_place(at: At, platform: Platform, player: SignedInPlayer) -> None:
    async with platform.sessions() as session:
        games = PostgresGames(session, platform.ids)
        await games.replace(CALLER, (LISTED,))
        (slug,) = await session.scalars(text("select slug from games where provider = :provider"), {"provider": CALLER})
        await session.commit()
    launch = {
        "slug": slug,
        "currency": "EUR",
        "returnUrl": "https://casino.test/left",
        "device": "MOBILE",
        "idempotencyKey": str(uuid4()),
    }
    refused = (await at(ABROAD)(LAUNCH, {"input": launch}, by=player))["launchGame"]
    assert (refused["__typename"], refused["reasons"]) == ("NotAllowed", ["LOCATION_BLOCKED"])


@pytest.mark.clause("GLI-19 2.7", rule="a game that is open takes no more bets in a refused place", field="")
async def test_a_refresh_tells_where_a_session_is(at: At, platform: Platform, player: SignedInPlayer) -> None:
    refreshed = await at(ABROAD)(REFRESH, {"input": {"refreshToken": player.tokens.refresh_token}})
    assert refreshed["refreshSession"]["__typename"] == "RefreshSessionSuccess"
    blocks = await platform.pool.fetchval("select blocks from player_gates where player_id = $1", player.id)
    assert blocks == ["bet:LOCATION_BLOCKED", "deposit:LOCATION_BLOCKED"], "no bet from a game that goes on there"


async def test_other_blocks_stay(at: At, platform: Platform, player: SignedInPlayer) -> None:
    await platform.pool.execute("update player_gates set blocks = '{bet:REVIEW}' where player_id = $1", player.id)
    for place, reasons in ((ABROAD, ["LOCATION_BLOCKED", "REVIEW"]), (HOME, ["REVIEW"])):
        gates = (await at(place)(GATES, by=player))["me"]["gates"]
        assert gates["bet"]["reasons"] == reasons


@pytest.mark.clause(
    "GLI-19 2.7",
    rule="a verdict is good for 30 minutes; what the client asks then is judged anew",
    field="location.recheck_minutes",
)
async def test_a_second_session_at_home_opens_nothing(at: At, player: SignedInPlayer, clock: HeldClock) -> None:
    assert await gates_of(at(ABROAD), player) == [BLOCKED, BLOCKED]
    at_home = await sign_in_again(at(HOME), player)
    assert await gates_of(at(HOME), at_home) == [BLOCKED, BLOCKED]
    await at(ABROAD)(LOGOUT, by=player)
    assert await gates_of(at(HOME), at_home) == [BLOCKED, BLOCKED], "judged again when it is time"
    clock.forward(timedelta(minutes=GLI.location.recheck_minutes))
    assert await gates_of(at(HOME), await sign_in_again(at(HOME), player)) == [OPEN, OPEN]


async def test_when_a_place_was_judged_is_on_record_now_and_then(
    at: At, platform: Platform, player: SignedInPlayer, clock: HeldClock
) -> None:
    async def located() -> datetime | None:
        found: datetime | None = await platform.pool.fetchval(
            "select located_at from sessions where id = $1", player.viewer.session_id
        )
        return found

    await gates_of(at(HOME), player)
    first = await located()
    assert first == clock.now()
    half = timedelta(minutes=GLI.location.recheck_minutes / 2)
    clock.forward(half - timedelta(seconds=1))
    await gates_of(at(HOME), player)
    assert await located() == first, "not with every operation"
    clock.forward(timedelta(seconds=1))
    await gates_of(at(HOME), player)
    assert await located() == clock.now(), "and always before bets would be refused"


async def sign_in_again(api: Api, player: SignedInPlayer) -> dict[str, str]:
    tokens = (await api(LOGIN, sign_in(player.email)))["login"]["tokens"]
    return {"Authorization": f"Bearer {tokens['accessToken']}"}
