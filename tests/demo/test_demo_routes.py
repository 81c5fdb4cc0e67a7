"""The demonstration client as it is served: strict, offline, absent in production."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Literal

import httpx
import pytest
from starlette.applications import Starlette

from app.demo.routes import PAGES, demo_routes
from app.platform import Platform
from app.trial_players import DEMO_EMAIL, DEMO_PASSWORD
from tests.running import platform

__all__ = ["platform"]


@asynccontextmanager
async def serving(
    platform: Platform, env: Literal["development", "test", "production"]
) -> AsyncIterator[httpx.AsyncClient]:
    settings = platform.settings.model_copy(update={"env": env})
    app = Starlette(routes=demo_routes(replace(platform, settings=settings)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8000") as client:
        yield client


async def test_allows_scripts_and_styles_of_its_own_files_alone(platform: Platform) -> None:
    async with serving(platform, "test") as client:
        policy = (await client.get("/")).headers["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert rules["connect-src"] == "'self' ws://127.0.0.1:8000 wss://127.0.0.1:8000"
    assert "unsafe" not in policy


@pytest.mark.parametrize("host", ["a b", "a;script-src *", "", "x'y"])
async def test_a_strange_host_does_not_enter_the_policy(platform: Platform, host: str) -> None:
    async with serving(platform, "test") as client:
        policy = (await client.get("/", headers={"host": host})).headers["content-security-policy"]
    assert "connect-src 'self';" in policy


async def test_only_the_page_of_a_left_game_may_stand_in_a_frame(platform: Platform) -> None:
    async with serving(platform, "test") as client:
        assert "frame-ancestors 'self'" in (await client.get("/demo/left.html")).headers["content-security-policy"]
        assert "frame-ancestors 'none'" in (await client.get("/demo/main.js")).headers["content-security-policy"]


async def test_serves_each_file_with_its_type_and_says_when_it_has_not_changed(platform: Platform) -> None:
    async with serving(platform, "test") as client:
        for path in PAGES.iterdir():
            answer = await client.get(f"/demo/{path.name}")
            assert answer.status_code == 200
            again = await client.get(f"/demo/{path.name}", headers={"if-none-match": answer.headers["etag"]})
            assert (again.status_code, again.content) == (304, b"")
        assert (await client.get("/demo/main.js")).headers["content-type"].startswith("text/javascript")
        assert (await client.get("/demo/absent.js")).status_code == 404
        assert (await client.get("/demo/..%2Froutes.py")).status_code == 404


async def test_shows_the_demo_player_in_development_alone(platform: Platform) -> None:
    async with serving(platform, "development") as client:
        page = (await client.get("/")).text
        assert DEMO_EMAIL in page
        assert DEMO_PASSWORD in page
    async with serving(platform, "test") as client:
        assert DEMO_PASSWORD not in (await client.get("/")).text


async def test_is_absent_in_production(platform: Platform) -> None:
    async with serving(platform, "production") as client:
        assert (await client.get("/")).status_code == 404
        assert (await client.get("/demo/main.js")).status_code == 404


def test_fetches_nothing_from_elsewhere_and_writes_no_markup() -> None:
    for path in PAGES.iterdir():
        text = path.read_text()
        foreign = [found for found in re.findall(r"https?://[^\s\"'`]+", text) if "www.w3.org" not in found]
        assert foreign == [], path.name
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", text), path.name
        assert not re.search(r"\son[a-z]+=|style=\"", text), path.name
