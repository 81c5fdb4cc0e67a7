"""Opening games, playing them, leaving them."""

import asyncio
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from domain.games import token_digest
from domain.identity import Login, Logout, Viewer
from domain.shared import Dispatch
from domain.wallet import AdjustBalance, meaning_of
from tests.builders import a_visit
from tests.graphql_api.games.conftest import Client
from tests.running import SignedInPlayer, SignUp

FACTS = "... on UserError { code message } ... on InvalidInput { fields { path code } }"
LAUNCH = (
    "mutation ($input: LaunchGameInput!) { launchGame(input: $input) { __typename"
    " ... on LaunchGameSuccess { session { id currency endedAt game { slug } } game { slug } url html }"
    " ... on CurrencyNotSupported { currency supported } ... on NotAllowed { reasons } " + FACTS + " } }"
)
DEMO = (
    "mutation ($input: LaunchDemoInput!) { launchDemo(input: $input) { __typename"
    " ... on LaunchDemoSuccess { game { slug } url } " + FACTS + " } }"
)
END = (
    "mutation ($input: EndGameSessionInput!) { endGameSession(input: $input) { __typename"
    " ... on EndGameSessionSuccess { session { id endedAt } } " + FACTS + " } }"
)


def wanted(**changes: Any) -> dict[str, Any]:
    return {
        "slug": "copper-lantern",
        "currency": "EUR",
        "returnUrl": "https://casino.test/left",
        "device": "MOBILE",
        "idempotencyKey": str(uuid4()),
        **changes,
    }


async def give(lobby: Client, player: SignedInPlayer, minor: int) -> None:
    key = str(uuid4())
    await lobby.platform.settlement.settle(
        AdjustBalance(player.id, "EUR", "tests", key, meaning_of(key), minor, "to play with")
    )


async def play(lobby: Client, launched: dict[str, Any], path: str, **body: Any) -> dict[str, Any]:
    seat = launched["url"].partition("#")[2]
    answer = await lobby.http.post(f"/sandbox/games/api/{path}", json={"seat": seat, **body})
    found = answer.json()
    assert isinstance(found, dict)
    return found


async def test_a_game_opens_and_is_played_for_money(lobby: Client, player: SignedInPlayer) -> None:
    await give(lobby, player, 10_00)
    launched = await lobby.do(player, LAUNCH, **wanted())
    assert launched["__typename"] == "LaunchGameSuccess"
    assert launched["session"]["game"] == launched["game"] == {"slug": "copper-lantern"}
    opened = await play(lobby, launched, "open")
    assert (opened["balance"], opened["currency"], opened["demo"]) == (10_00, "EUR", False)
    spun = await play(lobby, launched, "spin", stake=200)
    assert spun["balance"] == 10_00 - 200 + spun["win"]
    rounds = await lobby.ask(
        player,
        "{ me { gameRounds { edges { node { id state staked { amount } won { amount } inPlay { amount } reference"
        " closedAt game { slug } } } } } }",
    )
    (edge,) = rounds["me"]["gameRounds"]["edges"]
    node = edge["node"]
    assert (node["state"], node["staked"], node["game"]) == ("CLOSED", {"amount": "2.00"}, {"slug": "copper-lantern"})
    assert node["won"] == {"amount": f"{spun['win'] // 100}.{spun['win'] % 100:02d}"}
    assert node["inPlay"] == {"amount": "0.00"}


async def test_the_same_key_opens_the_same_session(lobby: Client, player: SignedInPlayer) -> None:
    asked = wanted()
    first, again = await asyncio.gather(lobby.do(player, LAUNCH, **asked), lobby.do(player, LAUNCH, **asked))
    assert first == again
    other = await lobby.do(player, LAUNCH, **{**asked, "slug": "tidal-reef"})
    assert other["__typename"] == "IdempotencyConflict"


async def test_a_replay_after_the_game_was_left_changes_nothing(lobby: Client, player: SignedInPlayer) -> None:
    asked = wanted()
    first = await lobby.do(player, LAUNCH, **asked)
    await lobby.do(player, END, sessionId=first["session"]["id"])
    again = await lobby.do(player, LAUNCH, **asked)
    assert again["session"]["id"] == first["session"]["id"]
    assert again["session"]["endedAt"] is not None


async def test_only_the_digest_of_a_token_is_kept(lobby: Client, player: SignedInPlayer) -> None:
    launched = await lobby.do(player, LAUNCH, **wanted())
    seat = launched["url"].partition("#")[2]
    pool = lobby.platform.pool
    token = await pool.fetchval("select token from sandbox_games.seats where id = $1", seat)
    assert len(token) == 43
    kept = await pool.fetchrow("select * from game_sessions where token_digest = $1", token_digest(token))
    launch = await pool.fetchrow("select * from game_launches where session_id = $1", kept["id"])
    assert token not in str(dict(kept)) + str(dict(launch))
    assert token.encode() not in launch["sealed_token"]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"slug": "nothing"}, "UnknownGame"),
        ({"currency": "USD"}, "UnknownWallet"),
        ({"currency": "BTC"}, "CurrencyNotSupported"),
        ({"currency": "ZZZ"}, "CurrencyNotSupported"),
        ({"returnUrl": "javascript:alert(1)"}, "InvalidInput"),
        ({"returnUrl": "/left"}, "InvalidInput"),
        ({"returnUrl": "https://user@casino.test/"}, "InvalidInput"),
        ({"returnUrl": "https://[casino/"}, "InvalidInput"),
        ({"idempotencyKey": "short"}, "InvalidInput"),
        ({"idempotencyKey": "k" * 65}, "InvalidInput"),
        ({"slug": "a\0b"}, "InvalidInput"),
    ],
    ids=str,
)
async def test_refusals(lobby: Client, player: SignedInPlayer, changes: dict[str, str], refusal: str) -> None:
    assert (await lobby.do(player, LAUNCH, **wanted(**changes)))["__typename"] == refusal


async def test_what_a_provider_cannot_carry_exactly_does_not_open(lobby: Client, sign_up: SignUp) -> None:
    for currency in ("BTC", "USDT", "TON"):
        holder = await sign_up(currency=currency)
        refused = await lobby.do(holder, LAUNCH, **wanted(currency=currency))
        assert (refused["__typename"], refused["currency"]) == ("CurrencyNotSupported", currency)
        assert "EUR" in refused["supported"]


async def test_nobody_opens_a_game_for_money(lobby: Client) -> None:
    assert (await lobby.do(None, LAUNCH, **wanted()))["__typename"] == "NotSignedIn"


async def test_a_closed_gate_is_told_with_its_reasons(lobby: Client, player: SignedInPlayer) -> None:
    pool = lobby.platform.pool
    await pool.execute("update player_gates set blocks = '{bet:SELF_EXCLUDED}' where player_id = $1", player.id)
    refused = await lobby.do(player, LAUNCH, **wanted())
    assert (refused["__typename"], refused["reasons"]) == ("NotAllowed", ["SELF_EXCLUDED"])


async def test_after_leaving_a_session_takes_no_bets(lobby: Client, player: SignedInPlayer) -> None:
    await give(lobby, player, 10_00)
    launched = await lobby.do(player, LAUNCH, **wanted())
    ended = await lobby.do(player, END, sessionId=launched["session"]["id"])
    assert ended["session"]["endedAt"] is not None
    assert await lobby.do(player, END, sessionId=launched["session"]["id"]) == ended
    assert (await play(lobby, launched, "spin", stake=100))["error"] == "session-over"


async def test_only_ones_own_session_is_ended(lobby: Client, player: SignedInPlayer, sign_up: SignUp) -> None:
    launched = await lobby.do(player, LAUNCH, **wanted())
    other = await sign_up()
    assert (await lobby.do(other, END, sessionId=launched["session"]["id"]))["__typename"] == "UnknownGameSession"
    assert (await lobby.do(player, END, sessionId="nonsense"))["__typename"] == "InvalidInput"


@pytest.mark.clause("GLI-19 4.9.1", rule="it opens no session for money and moves nothing", field="")
async def test_a_demonstration_touches_no_account(lobby: Client) -> None:
    asked = {"slug": "ember-peaks", "returnUrl": "https://casino.test/", "device": "DESKTOP"}
    before = await lobby.platform.pool.fetchval("select count(*) from game_sessions")
    launched = await lobby.do(None, DEMO, **asked)
    opened = await play(lobby, launched, "open")
    assert (opened["demo"], opened["balance"]) == (True, 1_000_00)
    spun = await play(lobby, launched, "spin", stake=100)
    assert spun["balance"] == 1_000_00 - 100 + spun["win"]
    assert await lobby.platform.pool.fetchval("select count(*) from game_sessions") == before
    assert (await lobby.do(None, DEMO, **{**asked, "slug": "nothing"}))["__typename"] == "UnknownGame"


async def test_without_the_money_the_page_is_told(lobby: Client, player: SignedInPlayer) -> None:
    launched = await lobby.do(player, LAUNCH, **wanted())
    assert await play(lobby, launched, "spin", stake=100) == {"error": "not-enough-money", "balance": 0}


async def test_a_game_ends_with_its_sign_in_and_opens_again_under_the_next(
    lobby: Client, dispatch: Dispatch, player: SignedInPlayer
) -> None:
    await give(lobby, player, 10_00)
    asked = wanted()
    launched = await lobby.do(player, LAUNCH, **asked)
    assert "error" not in await play(lobby, launched, "spin", stake=100)
    await dispatch(Logout(player.viewer, None, a_visit()))
    assert (await play(lobby, launched, "spin", stake=100))["error"] == "session-over"

    again = await dispatch(Login(player.email, player.password, a_visit()))
    later = replace(player, viewer=Viewer(player.id, again.session.id), tokens=again.tokens)
    reopened = await lobby.do(later, LAUNCH, **asked)
    assert reopened["session"]["id"] == launched["session"]["id"]
    assert "error" not in await play(lobby, reopened, "spin", stake=100)
