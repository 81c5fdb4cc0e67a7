"""The sandbox bot, over HTTP: what it signs, signs in."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from app.http.server import build_app
from app.platform import Platform

ORIGIN = "http://127.0.0.1:8000"
MINI_APP, WIDGET = "/sandbox/telegram/mini-app.json", "/sandbox/telegram/widget.json"


def client(platform: Platform, **settings: object) -> httpx.AsyncClient:
    changed = replace(platform, settings=platform.settings.model_copy(update=settings))
    return httpx.AsyncClient(transport=httpx.ASGITransport(build_app(changed)), base_url=ORIGIN)


@pytest.fixture
async def http(platform: Platform) -> AsyncIterator[httpx.AsyncClient]:
    async with client(platform) as opened:
        yield opened


async def send(http: httpx.AsyncClient, mutation: str, type_: str, given: dict[str, Any]) -> Any:
    document = f"mutation ($input: {type_}!) {{ {mutation}(input: $input) {{ __typename }} }}"
    answer = await http.post("/graphql", json={"query": document, "variables": {"input": given}})
    return answer.json()["data"][mutation]["__typename"]


async def test_a_mini_app_of_its_own_is_taken_once(http: httpx.AsyncClient) -> None:
    asked = {"id": "4503599627370495", "first_name": "Ända & co", "last_name": "=+%", "username": "anda"}
    for _ in range(2):
        signed = (await http.get(MINI_APP, params=asked)).json()
        assert await send(http, "loginWithTelegram", "LoginWithTelegramInput", signed) == "RegistrationRequired"
        assert await send(http, "loginWithTelegram", "LoginWithTelegramInput", signed) == "ProofRejected"


async def test_a_widget_of_its_own_is_taken(http: httpx.AsyncClient) -> None:
    signed = (await http.get(WIDGET, params={"id": "7", "username": "seven"})).json()
    widget = {
        "id": signed["id"],
        "authDate": signed["auth_date"],
        "hash": signed["hash"],
        "firstName": signed["first_name"],
        "username": signed["username"],
    }
    taken = await send(http, "loginWithTelegramWidget", "LoginWithTelegramWidgetInput", {"widget": widget})
    assert taken == "RegistrationRequired"


@pytest.mark.parametrize("path", [MINI_APP, WIDGET])
@pytest.mark.parametrize("id", ["", "0", "-1", "x", "\u0667", "4503599627370496", "9" * 5_000])
async def test_nobody_is_nobody(http: httpx.AsyncClient, path: str, id: str) -> None:
    assert (await http.get(path, params={"id": id})).status_code == 400


async def test_names_have_a_length(http: httpx.AsyncClient) -> None:
    assert (await http.get(MINI_APP, params={"id": "7", "first_name": "x" * 65})).status_code == 400
    assert (await http.get(MINI_APP, params={"id": "7", "first_name": "a\nb"})).status_code == 400


@pytest.mark.parametrize("settings", [{"env": "production"}, {"telegram_bot_token": "42:x"}, {"telegram_bot_id": 42}])
async def test_it_is_not_there_in_production_or_beside_a_bot(platform: Platform, settings: dict[str, object]) -> None:
    async with client(platform, **settings) as http:
        for path in (MINI_APP, WIDGET):
            assert (await http.get(path, params={"id": "7"})).status_code == 404
