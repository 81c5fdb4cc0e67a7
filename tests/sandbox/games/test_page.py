"""The game's page in a real browser, at the size of a phone, in the frame that the lobby gives it."""

import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.games import Device, LaunchDemo
from domain.shared import Dispatch
from tests.end_to_end.browser import PHONE, Browser, chromium, chromium_program
from tests.graphql_api.games.conftest import Client, client, dispatch, lobby

__all__ = ["client", "dispatch", "lobby"]

pytestmark = pytest.mark.skipif(chromium_program() is None, reason="needs a Chromium on the PATH")

READY = "!!document.querySelector('.cell') && !document.getElementById('spin').disabled"
RESULT = (
    "({win: document.getElementById('win').textContent, balance: document.getElementById('balance').textContent,"
    " message: document.getElementById('message').textContent,"
    " celebrated: document.getElementById('reels').classList.contains('celebrate')})"
)


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[Browser]:
    async with chromium(tmp_path / "profile") as opened:
        yield opened


async def demo(dispatch: Dispatch, slug: str) -> str:
    launched = await dispatch(LaunchDemo(slug, "https://casino.test/", Device.MOBILE))
    assert launched.url is not None
    return launched.url


def number(text: str) -> int:
    return 0 if text == "\N{EN DASH}" else round(float(text.replace(",", "")) * 100)


async def test_plays_in_an_opaque_frame_with_the_keyboard(lobby: Client, dispatch: Dispatch, browser: Browser) -> None:
    page = await browser.open(str(lobby.http.base_url), await browser.new_context(), PHONE)
    url = await demo(dispatch, "copper-lantern")
    await page.value(
        "(() => { const frame = document.createElement('iframe'); frame.setAttribute('sandbox', 'allow-scripts');"
        " frame.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;z-index:9';"
        f" frame.src = {url!r}; document.body.append(frame); frame.focus(); }})()"
    )
    await page.until("!!document.querySelector('iframe')")
    while not page.frames:
        await page.value("new Promise(requestAnimationFrame)")
    frame = page.frames[-1]
    await frame.until(READY)
    assert await frame.value("self.origin") == "null"
    balance = 1_000_00
    for _ in range(4):
        began = time.monotonic()
        await frame.value("dispatchEvent(new KeyboardEvent('keydown', {code: 'Space', cancelable: true}))")
        assert await frame.value("document.getElementById('spin').disabled") is True
        await frame.until(READY)
        assert time.monotonic() - began >= 2.5
        shown = await frame.value(RESULT)
        win = number(shown["win"])
        balance += win - 1_00
        assert number(shown["balance"]) == balance
        assert shown["celebrated"] is (win > 1_00)
    assert page.complaints + frame.complaints == []


async def test_moves_nothing_for_who_wants_no_motion(lobby: Client, dispatch: Dispatch, browser: Browser) -> None:
    del lobby
    page = await browser.open("about:blank", await browser.new_context(), PHONE)
    await page.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-reduced-motion", "value": "reduce"}])
    await page.go(await demo(dispatch, "tidal-reef"))
    await page.until(READY)
    await page.click("#spin")
    moving = (
        "document.getAnimations().filter((one) => one.playState === 'running' && one.effect.target.closest('#reels'))"
    )
    assert await page.value(f"{moving}.length") == 0
    await page.until(READY)


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844), (844, 390), (1280, 800)])
@pytest.mark.parametrize("slug", ["copper-lantern", "ember-peaks"])
async def test_everything_is_on_the_screen(
    lobby: Client, dispatch: Dispatch, browser: Browser, slug: str, width: int, height: int
) -> None:
    del lobby
    screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 1000}
    page = await browser.open(await demo(dispatch, slug), await browser.new_context(), screen)
    await page.until(READY)
    outside = await page.value(
        "['home', 'sound', 'rules', 'reels', 'message', 'balance', 'win', 'less', 'more', 'spin'].filter((id) => {"
        " const box = document.getElementById(id).getBoundingClientRect();"
        " return !box.width || box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight; })"
    )
    assert outside == []
    reels, spin = await page.value(
        "['.cabinet', 'footer'].map((it) => { const box = document.querySelector(it).getBoundingClientRect();"
        " return [box.left, box.top, box.right, box.bottom]; })"
    )
    apart = reels[2] <= spin[0] or reels[3] <= spin[1]
    assert apart, (reels, spin)
    assert page.complaints == []


async def test_an_unknown_seat_is_over(lobby: Client, browser: Browser) -> None:
    url = f"{lobby.platform.settings.base_url}/sandbox/games/play/ember-peaks#nobody"
    page = await browser.open(url, await browser.new_context(), PHONE)
    await page.until("document.getElementById('message').textContent.includes('over')")
    assert await page.value("document.getElementById('spin').disabled") is True
