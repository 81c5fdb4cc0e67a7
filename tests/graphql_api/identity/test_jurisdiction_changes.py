"""A profile's new version: stricter rules hold at once, looser ones by the player's word or by that of staff."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace

import httpx
import pytest

from app.http.server import build_app
from app.platform import Platform
from app.wiring.identity.rules import rule_rollout
from domain.jurisdiction import GLI, PROFILES, JurisdictionProfile, Profiles
from domain.shared import PlayerId
from tests.graphql_api.identity.conftest import ORIGIN, Api
from tests.graphql_api.identity.documents import ERROR
from tests.running import SignedInPlayer, SignUp

MINE = (
    "{ me { jurisdiction { version minimumAge } jurisdictionOffer { version minimumAge limits { looseningWait } } } }"
)
ACCEPT = f"""mutation ($input: AcceptJurisdictionInput!) {{ acceptJurisdiction(input: $input) {{
    __typename {ERROR}
    ... on InvalidInput {{ fields {{ path code }} }}
    ... on NotAllowed {{ reasons }}
    ... on AcceptJurisdictionSuccess {{ jurisdiction {{ version }} player {{ jurisdiction {{ version }} }} }}
}} }}"""
STRICTER = replace(GLI, version=2, minimum_age_years=21)
LOOSER = replace(GLI, version=2, limits=replace(GLI.limits, loosen_hours=1))


def changed(platform: Platform, present: JurisdictionProfile) -> Platform:
    return replace(platform, profiles=Profiles({**PROFILES, "GLI": present}, former=(GLI,)))


@pytest.fixture
async def loosened(platform: Platform) -> AsyncIterator[Api]:
    """As ``api``, where the default profile has become looser."""
    transport = httpx.ASGITransport(build_app(changed(platform, LOOSER)), client=("203.0.113.7", 1234))
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        yield Api(http)


async def under(platform: Platform, player: SignedInPlayer) -> tuple[int, int, list[tuple[int, int]], list[str]]:
    """The versions of the record and of the lane, the changes on file, and what the access log says of them."""
    pool = platform.pool
    return (
        await pool.fetchval("select profile_version from players where id = $1", player.id),
        await pool.fetchval("select profile_version from player_gates where player_id = $1", player.id),
        [
            (row[0], row[1])
            for row in await pool.fetch(
                "select from_version, to_version from profile_changes where player_id = $1 order by id", player.id
            )
        ],
        [
            row[0]
            for row in await pool.fetch(
                "select detail from access_log where player_id = $1 and event = 'JURISDICTION_CHANGED' order by id",
                player.id,
            )
        ],
    )


async def test_stricter_rules_hold_at_once_for_everybody(platform: Platform, sign_up: SignUp) -> None:
    players, told = [await sign_up() for _ in range(3)], list[PlayerId]()
    rollout = replace(rule_rollout(changed(platform, STRICTER)), batch=2, told=told.append)
    await rollout.tighten()
    for player in players:
        assert await under(platform, player) == (2, 2, [(1, 2)], ["GLI 1 -> 2: stricter rules hold at once"])
    assert {player.id for player in players} <= set(told)
    assert await rollout.tighten() == 0, "again changes nothing"
    await back_to_the_first(platform)


@pytest.mark.clause("GLI-19 A.3.3", rule="rules that protect less hold by the player's word alone", field="version")
async def test_looser_rules_wait_for_the_players_word(loosened: Api, platform: Platform, sign_up: SignUp) -> None:
    player = await sign_up()
    rollout = rule_rollout(changed(platform, LOOSER))
    await rollout.tighten()
    assert await under(platform, player) == (1, 1, [], [])
    me = (await loosened(MINE, by=player))["me"]
    assert me["jurisdiction"] == {"version": 1, "minimumAge": 18}
    assert me["jurisdictionOffer"] == {"version": 2, "minimumAge": 18, "limits": {"looseningWait": "PT3600S"}}

    for version in (1, 3, 0, -1):
        refused = (await loosened(ACCEPT, {"input": {"version": version}}, by=player))["acceptJurisdiction"]
        assert refused["fields"] == [{"path": "version", "code": "NOT_OFFERED"}]
    for _ in range(2):
        accepted = (await loosened(ACCEPT, {"input": {"version": 2}}, by=player))["acceptJurisdiction"]
        assert accepted["player"]["jurisdiction"] == accepted["jurisdiction"] == {"version": 2}
    assert await under(platform, player) == (2, 2, [(1, 2)], ["GLI 1 -> 2"])
    assert (await loosened(MINE, by=player))["me"]["jurisdictionOffer"] is None
    refused = (await loosened(ACCEPT, {"input": {"version": 2}}))["acceptJurisdiction"]
    assert refused["code"] == "NOT_SIGNED_IN"
    await back_to_the_first(platform)


async def test_staff_put_everybody_under_looser_rules_and_say_why(platform: Platform, sign_up: SignUp) -> None:
    player = await sign_up()
    moved = await rule_rollout(changed(platform, LOOSER)).apply("GLI", "the regulator's order 7 (by ann)")
    assert moved > 0
    versions = await under(platform, player)
    assert versions == (2, 2, [(1, 2)], ["GLI 1 -> 2: the regulator's order 7 (by ann)"])
    assert await rule_rollout(changed(platform, LOOSER)).apply("GLI", "again") == 0
    await back_to_the_first(platform)


async def test_clients_of_the_player_hear_of_it(platform: Platform, sign_up: SignUp) -> None:
    player = await sign_up()
    async with aclosing(platform.live.accounts.rules(player.id)) as rules:
        assert (await anext(rules)).version == 1
        await rule_rollout(changed(platform, STRICTER)).tighten()
        heard = await anext(rules)
        assert (heard.code, heard.version) == ("GLI", 2)
    await back_to_the_first(platform)


async def back_to_the_first(platform: Platform) -> None:
    """The other tests of this module begin with players under the first version."""
    for table in ("players", "player_gates"):
        await platform.pool.execute(f"update {table} set profile_version = 1")
