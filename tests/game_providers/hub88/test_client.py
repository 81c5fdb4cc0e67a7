"""What we ask of Hub88: signed, repeated within bounds, and what its refusals mean."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import orjson
import pytest
from starlette.types import Receive, Scope, Send

from app.adapters.game_providers.hub88 import client as hub88_client
from app.adapters.game_providers.hub88.client import Hub88
from app.adapters.game_providers.hub88.keys import operator_keys, sandbox_keys
from app.adapters.game_providers.hub88.listing import basis_points, listed_game
from app.adapters.game_providers.hub88.signature import HEADER, Signer, Verifier
from app.settings import Settings
from domain.games import Device, GameProviderAway, GameUnavailable, Seat, Volatility
from domain.shared import PlayerId
from tests.game_providers.hub88.conftest import served

PLAYER = PlayerId(UUID("00000000-0000-7000-8000-000000000001"))
SEAT = Seat("tidal-reef", "EUR", "t" * 43, PLAYER, "DE", "en", Device.MOBILE, "https://casino.test/", "203.0.113.7")


@dataclass
class ScriptedHub88:
    verifier: Verifier
    answers: list[tuple[int, bytes]] = field(default_factory=list)
    heard: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        raw, more = b"", True
        while more:
            message = await receive()
            raw, more = raw + message["body"], message["more_body"]
        assert self.verifier.accepts(raw, dict(scope["headers"])[HEADER.encode()])
        self.heard.append((scope["path"], orjson.loads(raw)))
        status, body = self.answers.pop(0)
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": body})


@dataclass
class Line:
    client: Hub88
    other: ScriptedHub88


@pytest.fixture
async def line(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Line]:
    monkeypatch.setattr(hub88_client, "PAUSES_SECONDS", (0.0, 0.0))
    ours = operator_keys(settings)
    assert ours is not None
    other = ScriptedHub88(Verifier(sandbox_keys(settings).their_public))
    async with served(other) as port:
        yield Line(Hub88(f"http://127.0.0.1:{port}", 7, Signer(ours.own_private), "brand"), other)


async def test_opens_a_game(line: Line) -> None:
    line.other.answers = [(200, b'{"url": "https://games.test/x"}')]
    assert await line.client.open_game(SEAT) == "https://games.test/x"
    assert line.other.heard == [
        (
            "/operator/generic/v2/game/url",
            {
                "operator_id": 7,
                "sub_partner_id": "brand",
                "user": PLAYER.hex,
                "token": "t" * 43,
                "game_code": "tidal-reef",
                "platform": "GPL_MOBILE",
                "lang": "en",
                "country": "DE",
                "lobby_url": "https://casino.test/",
                "currency": "EUR",
                "ip": "203.0.113.7",
            },
        )
    ]


async def test_a_demonstration_names_nobody(line: Line) -> None:
    line.other.answers = [(200, b'{"url": "https://games.test/x"}')]
    await line.client.open_game(Seat("g", None, None, None, "XX", "en", Device.DESKTOP, "https://casino.test/", None))
    body = line.other.heard[0][1]
    assert body["currency"] == "XXX"
    assert not {"user", "token", "ip"} & set(body)


async def test_a_fault_of_theirs_is_asked_again_a_few_times(line: Line) -> None:
    line.other.answers = [(500, b""), (502, b""), (200, b'{"url": "https://games.test/x"}')]
    assert await line.client.open_game(SEAT) == "https://games.test/x"
    line.other.answers = [(500, b"")] * 3
    with pytest.raises(GameProviderAway):
        await line.client.open_game(SEAT)
    assert line.other.answers == []


@pytest.mark.parametrize("status", [403, 404])
async def test_what_is_not_offered_is_unavailable(line: Line, status: int) -> None:
    line.other.answers = [(status, b'{"error": "no"}')]
    with pytest.raises(GameUnavailable):
        await line.client.open_game(SEAT)


@pytest.mark.parametrize(
    "answer",
    [(200, b"<html>"), (200, b"[]"), (200, b'{"url": "javascript:alert(1)"}'), (200, b'{"url": 1}'), (401, b"{}")],
    ids=str,
)
async def test_what_cannot_be_used_is_as_good_as_no_answer(line: Line, answer: tuple[int, bytes]) -> None:
    line.other.answers = [answer]
    with pytest.raises(GameProviderAway):
        await line.client.open_game(SEAT)


async def test_nobody_there_is_away(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub88_client, "PAUSES_SECONDS", (0.0,))
    ours = operator_keys(settings)
    assert ours is not None
    with pytest.raises(GameProviderAway):
        await Hub88("http://127.0.0.1:9", 7, Signer(ours.own_private)).catalogue()


async def test_shows_a_round(line: Line) -> None:
    line.other.answers = [(200, b'{"url": "https://games.test/round"}')]
    assert await line.client.round_page(PLAYER, "bet-1", "round-1") == "https://games.test/round"


async def test_reads_the_list(line: Line) -> None:
    good = {
        "game_code": "clt_dragonrising",
        "name": "Dragon Rising",
        "product": "Caleta Gaming",
        "category": "Video Slots",
        "url_thumb": "https://cdn.test/a.png",
        "url_background": "javascript:alert(1)",
        "enabled": True,
        "demo_game_support": True,
        "rtp": "94.79",
        "volatility": 5,
        "theme": ["Dragons"],
        "features": ["Wild", 7],
        "release_date": "2024-05-01T00:00:00Z",
    }
    others = [{**good, "enabled": False}, {**good, "name": ""}, {"game_code": 1}, None, "x"]
    line.other.answers = [(200, orjson.dumps([good, *others]))]
    (game,) = await line.client.catalogue()
    assert (game.code, game.title, game.studio, game.category) == (
        "clt_dragonrising",
        "Dragon Rising",
        "Caleta Gaming",
        "Video Slots",
    )
    assert (game.rtp_basis_points, game.volatility, game.released_on) == (9479, Volatility.HIGH, date(2024, 5, 1))
    assert (game.tags, game.features) == (("Dragons",), ("Wild",))
    assert (game.thumbnail_url, game.background_url) == ("https://cdn.test/a.png", None)
    assert game.currencies == ("EUR", "GBP", "JPY", "USD")


def test_what_an_entry_leaves_out_is_left_open() -> None:
    game = listed_game({"game_code": "g", "name": "G"})
    assert game is not None
    assert (game.rtp_basis_points, game.volatility, game.released_on, game.demo) == (None, None, None, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("94.79", 9479), ("96", 9600), ("96.1", 9610), ("96,25 %", None), ("96.257", 9625), (96.1, None), ("", None)],
)
def test_percentages(text: object, expected: int | None) -> None:
    assert basis_points(text) == expected


async def test_an_answer_that_trickles_in_is_given_up(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async def trickle(scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive())["more_body"]:
            continue
        await send({"type": "http.response.start", "status": 200, "headers": []})
        given_up = asyncio.ensure_future(receive())  # the next that is heard is that the other side has gone
        while not given_up.done():
            await send({"type": "http.response.body", "body": b" ", "more_body": True})
            await asyncio.sleep(0.02)

    monkeypatch.setattr(hub88_client, "PAUSES_SECONDS", ())
    monkeypatch.setattr(hub88_client, "WHOLE_SECONDS", 0.3)
    ours = operator_keys(settings)
    assert ours is not None
    async with served(trickle) as port, asyncio.timeout(5):
        with pytest.raises(GameProviderAway):
            await Hub88(f"http://127.0.0.1:{port}", 7, Signer(ours.own_private)).open_game(SEAT)
