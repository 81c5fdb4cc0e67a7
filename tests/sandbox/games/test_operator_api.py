"""The provider's side of the operator protocol, and what its page's server makes of bad input."""

from typing import Any

import httpx
import orjson
import pytest

from app.adapters.game_providers.hub88.keys import operator_keys
from app.adapters.game_providers.hub88.signature import HEADER, Signer
from tests.graphql_api.games.conftest import Client, client, dispatch

__all__ = ["client", "dispatch"]

BASE = "/sandbox/games/operator/generic/v2/game"
URL = {
    "operator_id": 1,
    "game_code": "tidal-reef",
    "currency": "EUR",
    "platform": "GPL_MOBILE",
    "lobby_url": "https://casino.test/",
    "user": "u" * 32,
    "token": "t" * 43,
}


async def ask(client: Client, path: str, body: object, signature: str | None = None) -> httpx.Response:
    keys = operator_keys(client.platform.settings)
    assert keys is not None
    raw = body if isinstance(body, bytes) else orjson.dumps(body)
    headers = {HEADER: Signer(keys.own_private).sign(raw) if signature is None else signature}
    return await client.http.post(BASE + path, content=raw, headers=headers)


async def test_the_signature_is_checked(client: Client) -> None:
    for signature in ("", "AAAA", "%%%"):
        answer = await ask(client, "/list", {"operator_id": 1}, signature)
        assert (answer.status_code, set(answer.json())) == (401, {"error"})


async def test_lists_games(client: Client) -> None:
    answer = await ask(client, "/list", {"operator_id": 1})
    assert [entry["game_code"] for entry in answer.json()] == ["copper-lantern", "tidal-reef", "ember-peaks"]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"operator_id": 2}, 404),
        ({"game_code": "nothing"}, 404),
        ({"currency": "BTC"}, 404),
        ({"platform": "GPL_WATCH"}, 400),
        ({"token": None}, 400),
        ({"token": "a\0b"}, 400),
        ({"lobby_url": 7}, 400),
    ],
    ids=str,
)
async def test_what_it_does_not_open(client: Client, changes: dict[str, Any], status: int) -> None:
    answer = await ask(client, "/url", {**URL, **changes})
    assert (answer.status_code, set(answer.json())) == (status, {"error"})


async def test_the_same_token_sits_in_the_same_seat(client: Client) -> None:
    first, again = await ask(client, "/url", URL), await ask(client, "/url", URL)
    assert first.json() == again.json()
    assert (await ask(client, "/url", {**URL, "token": "other-token-1"})).json() != first.json()


@pytest.mark.parametrize("body", [b"", b"1", b"null", b"[]", b"{", b"\xff", b"[" * 9000, b" " * 20_000], ids=len)
async def test_malformed_bodies_are_bad_requests(client: Client, body: bytes) -> None:
    for path in ("/list", "/url", "/round"):
        assert (await ask(client, path, body)).status_code == 400


@pytest.mark.parametrize("path", ["open", "spin"])
@pytest.mark.parametrize(
    "body",
    [b"", b"1", b"null", b"{", b"\xff", b" " * 9000, b'{"seat": 1}', b'{"seat": "a\\u0000b"}', b'{"seat": "nobody"}'],
    ids=str,
)
async def test_a_page_without_a_seat_is_told_so(client: Client, path: str, body: bytes) -> None:
    answer = await client.http.post(f"/sandbox/games/api/{path}", content=body)
    assert (answer.status_code, answer.json()) == (404, {"error": "session-over"})


@pytest.mark.parametrize("stake", [None, "100", 1.5, True, 0, -20, 10**30, 21])
async def test_other_stakes_are_no_stakes(client: Client, stake: object) -> None:
    demo = {**URL, "currency": "XXX"}
    seat = (await ask(client, "/url", demo)).json()["url"].partition("#")[2]
    body = orjson.dumps({"seat": seat, "stake": 77}).replace(b"77", b"9" * 30) if stake == 10**30 else None
    answer = await client.http.post(
        "/sandbox/games/api/spin", content=body or orjson.dumps({"seat": seat, "stake": stake})
    )
    assert (answer.status_code, answer.json()["error"]) == (409, "wrong-stake")


async def test_the_pages_own_server_answers_any_origin_and_gives_no_cookie(client: Client) -> None:
    preflight = await client.http.options(
        "/sandbox/games/api/spin", headers={"origin": "null", "access-control-request-method": "POST"}
    )
    assert preflight.headers["access-control-allow-origin"] == "*"
    page = await client.http.get("/sandbox/games/play/tidal-reef")
    assert "frame-ancestors 'self'" in page.headers["content-security-policy"]
    assert "set-cookie" not in page.headers
    assert (await client.http.get("/sandbox/games/play/nothing")).status_code == 404


async def test_a_round_that_nobody_played(client: Client) -> None:
    for id_ in ("x", "00000000-0000-4000-8000-000000000000", "%00"):
        assert (await client.http.get(f"/sandbox/games/rounds/{id_}")).status_code == 404
    assert (await ask(client, "/round", {"operator_id": 1, "transaction_uuid": "x"})).status_code == 404
