"""What a stranger does first, in a real browser on the real program."""

import json
from collections.abc import AsyncIterator

import pytest

from tests.end_to_end.browser import DESKTOP, PHONE, Browser
from tests.end_to_end.joining import INSIDE, address, register, verify
from tests.end_to_end.page import Page, PageFailed
from tests.faults.harness import Program
from tests.faults.harness.folder import running_program

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
async def program() -> AsyncIterator[Program]:
    async with running_program() as running:
        yield running


def shows(amount: str) -> str:
    return f"document.getElementById('balance')?.textContent.includes('{amount}')"


async def deposit(page: Page, amount: str) -> None:
    """With the card that pays at once; ends where the form leads back to."""
    await page.click("#open-deposit")
    await page.fill("#deposit [name=amount]", amount)
    await page.click("#deposit button.main")
    await page.click("#cards button")
    await page.click("#pay")
    await page.until(INSIDE)


async def history(page: Page) -> list[str]:
    lines = "[...document.querySelectorAll('#history li')].map((line) => line.dataset.kind)"
    return [str(kind) for kind in await page.value(lines)]


async def test_register_deposit_and_a_second_tab_follows_along(browser: Browser, program: Program) -> None:
    person = await browser.new_context()
    page = await browser.open(address(program), person, PHONE)
    await register(page, program)
    assert "0.00" in await page.text("#balance")
    second = await browser.open(address(program), person, DESKTOP)
    await second.until(INSIDE)

    await deposit(page, "40")
    await second.until(shows("40.00"))
    await page.until(shows("40.00"))
    assert await history(page) == ["DEPOSIT"]
    await second.until("document.querySelectorAll('#history li').length === 1")
    assert await history(second) == ["DEPOSIT"]
    assert page.complaints == second.complaints == []


async def test_plays_a_slot_whose_frame_can_reach_nothing_else(browser: Browser, program: Program) -> None:
    person = await browser.new_context()
    page = await browser.open(address(program), person, PHONE)
    await register(page, program)
    await verify(page)
    await deposit(page, "50")
    second = await browser.open(address(program), person, DESKTOP)
    await second.until(INSIDE)

    await page.click(".game")
    await page.until("document.getElementById('table').open && !!document.querySelector('#stage iframe')")
    while not page.frames:
        await page.value("new Promise((done) => setTimeout(done, 50))")
    slot = page.frames[-1]
    assert await slot.value("self.origin") == "null"
    with pytest.raises(PageFailed, match="SecurityError"):
        await slot.value("document.cookie")
    with pytest.raises(PageFailed, match="SecurityError"):
        await slot.value("parent.document")

    await page.click_in(slot, "#spin")
    await second.until("!!document.querySelector('#history [data-kind=BET]')")
    await slot.until("!document.getElementById('spin').disabled")
    balance = await slot.text("#balance")
    await page.until(f"document.getElementById('table-balance').textContent === {json.dumps(balance)}")
    await second.until(f"document.getElementById('balance').textContent === {json.dumps(balance)}")
    assert (await history(second))[-2:] == ["BET", "DEPOSIT"]

    await page.click_in(slot, "#home")
    await page.until("!document.getElementById('table').open && !document.querySelector('iframe')")
    assert await history(page) == await history(second)
    assert page.complaints == second.complaints == []


async def test_signing_out_in_one_tab_ends_the_other(browser: Browser, program: Program) -> None:
    person = await browser.new_context()
    page = await browser.open(address(program), person)
    await register(page, program)
    second = await browser.open(address(program), person)
    await second.until(INSIDE)
    await page.click("#sign-out")
    await second.until("!document.getElementById('entrance').hidden", seconds=2)
    assert await second.text("#balance") == ""


async def test_problems_are_told_kindly_and_where_they_are(browser: Browser, program: Program) -> None:
    page = await browser.open(address(program), await browser.new_context(), PHONE)
    await page.fill("#login [name=email]", "nobody@example.com")
    await page.fill("#login [name=password]", "wrong password")
    await page.click("#login button.main")
    await page.until("!!document.querySelector('#login .problem').textContent")
    await register(page, program)
    await page.click("#open-deposit")
    await page.fill("#deposit [name=amount]", "10.001")
    await page.click("#deposit button.main")
    await page.until("document.querySelector('#deposit [name=amount]').getAttribute('aria-invalid') === 'true'")
    assert "Amount" in await page.text("#deposit .problem")


async def test_goes_on_after_the_house_was_killed_and_came_back(browser: Browser, program: Program) -> None:
    person = await browser.new_context()
    page = await browser.open(address(program), person)
    await register(page, program)
    second = await browser.open(address(program), person)
    await second.until(INSIDE)
    await second.until("document.getElementById('live').textContent === 'live'")
    await program.kill()
    await second.until("document.getElementById('live').textContent !== 'live'")
    await program.start()
    await deposit(page, "25")
    await second.until(shows("25.00"))
    await second.until("document.querySelectorAll('#history li').length === 1")


async def test_goes_on_by_itself_when_the_access_cookie_has_run_out(browser: Browser, program: Program) -> None:
    page = await browser.open(address(program), await browser.new_context())
    await register(page, program)
    await page.call("Network.enable")
    await page.call("Network.deleteCookies", name="croupier-access", url=address(program))
    await page.click("#open-deposit")
    await page.fill("#deposit [name=amount]", "20")
    await page.click("#deposit button.main")
    await page.until("!!document.querySelector('#cards button')")
    await page.call("Network.deleteCookies", name="croupier-access", url=address(program))
    await page.go(address(program))
    await page.until(INSIDE)
