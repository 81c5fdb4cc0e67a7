"""Where an account is signed in, who tried to be, and when its player was here last."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from app.adapters.geography import MaxMindGeography
from app.adapters.postgres.identity.access_log import PostgresAccessLog
from app.http.server import build_app
from app.platform import Platform
from domain.shared import PageRequest
from tests.graphql_api.identity.conftest import ORIGIN, Api
from tests.graphql_api.identity.documents import LOGIN, sign_in
from tests.graphql_api.identity.session_documents import HISTORY, SESSIONS
from tests.mmdb import write_countries
from tests.running import SignedInPlayer, SignUp

_MANY_REFRESHES = text("""
    insert into access_log (id, at, event, player_id)
    select uuidv7(), now(), 'REFRESHED', cast(:player_id as uuid) from generate_series(1, 5000)
""")
_SCANS = text("select pg_stat_get_xact_numscans('access_log_sign_ins'::regclass)")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"


@pytest.fixture
async def mapped(platform: Platform, tmp_path: Path) -> AsyncIterator[Api]:
    """As ``api``, where it is known that 203.0.113.0/24 is in Germany; asked with Firefox on Linux."""
    geography = MaxMindGeography(write_countries(tmp_path / "countries.mmdb", {"203.0.113.0/24": "DE"}))
    process = replace(platform, identity=replace(platform.identity, geography=geography))
    transport = httpx.ASGITransport(build_app(process), client=("203.0.113.7", 1234))
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers={"User-Agent": FIREFOX}) as http:
        yield Api(http)
    geography.close()


async def test_sessions_say_what_and_where_they_are(mapped: Api, player: SignedInPlayer) -> None:
    await mapped(LOGIN, sign_in(player.email))
    newer, older = [edge["node"] for edge in (await mapped(SESSIONS, by=player))["me"]["sessions"]["edges"]]
    assert (newer["device"], newer["userAgent"], newer["ip"]) == ("Firefox on Linux", FIREFOX, "203.0.113.7")
    assert (newer["country"], newer["method"], newer["locked"], newer["current"]) == ("DE", "PASSWORD", False, False)
    assert (older["device"], older["userAgent"], older["current"]) == ("Tests/1.0", "Tests/1.0", True)
    assert older["lastSeenAt"] >= older["createdAt"]


async def test_without_a_database_of_countries_they_are_not_known(api: Api, player: SignedInPlayer) -> None:
    (edge,) = (await api(SESSIONS, by=player))["me"]["sessions"]["edges"]
    assert (edge["node"]["ip"], edge["node"]["country"]) == ("203.0.113.7", None)


@pytest.mark.clause("GLI-19 2.8.5(h)", rule="every access is on record, the failed ones too", field="")
async def test_the_history_holds_good_and_bad_newest_first_page_by_page(mapped: Api, player: SignedInPlayer) -> None:
    await mapped(LOGIN, sign_in(player.email, "not the password"))
    await mapped(LOGIN, sign_in(player.email))
    whole = (await mapped(HISTORY, by=player))["me"]["loginHistory"]
    nodes = [edge["node"] for edge in whole["edges"]]
    assert [node["event"] for node in nodes] == ["SIGNED_IN", "SIGN_IN_FAILED", "SIGNED_IN"]
    assert (nodes[1]["ip"], nodes[1]["country"], nodes[1]["device"]) == ("203.0.113.7", "DE", "Firefox on Linux")
    assert [node["at"] for node in nodes] == sorted((node["at"] for node in nodes), reverse=True)

    first = (await mapped(HISTORY, {"first": 2}, by=player))["me"]["loginHistory"]
    assert first["edges"] == whole["edges"][:2]
    assert first["pageInfo"]["hasNextPage"]
    rest = (await mapped(HISTORY, {"first": 2, "after": first["pageInfo"]["endCursor"]}, by=player))["me"]
    assert [edge["node"] for edge in rest["loginHistory"]["edges"]] == nodes[2:]
    back = {"last": 1, "before": rest["loginHistory"]["pageInfo"]["endCursor"]}
    assert [edge["node"] for edge in (await mapped(HISTORY, back, by=player))["me"]["loginHistory"]["edges"]] == [
        nodes[1]
    ]
    for nonsense in ("", "x", "bm90IGEgY3Vyc29y"):
        assert (await mapped(HISTORY, {"after": nonsense}, by=player))["me"]["loginHistory"]["edges"] == []


async def test_attempts_at_others_are_not_shown(api: Api, player: SignedInPlayer, sign_up: SignUp) -> None:
    stranger = await sign_up()
    await api(LOGIN, sign_in(stranger.email, "not the password"))
    nodes = (await api(HISTORY, by=player))["me"]["loginHistory"]["edges"]
    assert [edge["node"]["event"] for edge in nodes] == ["SIGNED_IN"]


@pytest.mark.clause("PA 58 812a.9", rule="the time of the previous login is shown", field="")
async def test_the_last_login_is_the_one_before_this_session(mapped: Api, player: SignedInPlayer) -> None:
    assert (await mapped(HISTORY, by=player))["me"]["lastLogin"] is None
    signed_in = (await mapped(LOGIN, sign_in(player.email)))["login"]
    await mapped(LOGIN, sign_in(player.email))
    later = {"Authorization": f"Bearer {signed_in['tokens']['accessToken']}"}
    first = (await mapped(SESSIONS, headers=later))["me"]["sessions"]["edges"][-1]["node"]
    last_login = (await mapped(HISTORY, headers=later))["me"]["lastLogin"]
    assert last_login == {"at": first["createdAt"], "ip": "203.0.113.7", "country": "DE"}
    assert (await mapped(HISTORY, by=player))["me"]["lastLogin"] is None, "of the older session nothing changed"


async def test_the_history_is_read_by_an_index_of_its_own(platform: Platform, player: SignedInPlayer) -> None:
    """Refreshes outnumber sign-ins by thousands; a page of sign-ins does not read them."""
    async with platform.sessions() as session:
        await session.execute(_MANY_REFRESHES, {"player_id": player.id})
        await session.execute(text("analyze access_log"))
        before = await session.scalar(_SCANS)
        log = PostgresAccessLog(session, platform.identity.cipher)
        assert len((await log.sign_ins(player.id, PageRequest(20))).rows) == 1
        assert await session.scalar(_SCANS) == before + 1
