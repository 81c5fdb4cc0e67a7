"""Two-factor sign-in and sessions, in a real browser on the real program."""

import time
from collections.abc import AsyncIterator

import pyotp
import pytest

from tests.end_to_end.browser import DESKTOP, PHONE, Browser
from tests.end_to_end.joining import CODE_ASKED, INSIDE, PASSWORD, Person, address, fill_login, register
from tests.end_to_end.page import Page
from tests.faults.harness import Program
from tests.faults.harness.folder import running_program

pytestmark = pytest.mark.browser

SESSIONS = "document.querySelectorAll('#sessions li').length"
PRESENCE_ASKED = "document.getElementById('presence').open"
STEP_SECONDS = 30


@pytest.fixture(scope="module")
async def program() -> AsyncIterator[Program]:
    async with running_program() as running:
        yield running


async def turn_two_factor_on(page: Page) -> tuple[pyotp.TOTP, list[str], int]:
    """The authenticator, the recovery codes, and the time step whose code was used."""
    await page.click("#open-security")
    await page.click("#two-factor-on")
    await page.until(PRESENCE_ASKED)
    await page.fill("#presence [name=proof]", PASSWORD)
    await page.click("#presence button.main")
    await page.until("document.getElementById('qr').naturalWidth > 0")
    app = pyotp.TOTP((await page.text("#secret")).replace(" ", ""))
    step = int(time.time()) // STEP_SECONDS
    await page.fill("#setup [name=code]", app.at(step * STEP_SECONDS))
    await page.click("#setup button.main")
    await page.until("!document.getElementById('kept').hidden")
    codes = await page.value("[...document.querySelectorAll('#recovery-codes code')].map((each) => each.textContent)")
    await page.click("#codes-kept")
    await page.until("document.getElementById('two-factor').textContent.startsWith('On')")
    await page.click("#close-security")
    return app, [str(code) for code in codes], step


async def sign_out_and_in(page: Page, person: Person) -> None:
    """Ends where the second factor is asked for."""
    await page.click("#sign-out")
    await page.until("!document.getElementById('entrance').hidden")
    await fill_login(page, person)
    await page.until(CODE_ASKED)


async def test_signs_in_with_an_authenticator_app_or_a_recovery_code(browser: Browser, program: Program) -> None:
    page = await browser.open(address(program), await browser.new_context(), PHONE)
    person = await register(page, program)
    app, recovery_codes, step = await turn_two_factor_on(page)
    assert len(recovery_codes) == 10

    await sign_out_and_in(page, person)
    await page.fill("#code [name=code]", app.at(step * STEP_SECONDS))
    await page.click("#code button.main")
    await page.until("!!document.querySelector('#code .problem').textContent")  # used when it was turned on
    await page.fill("#code [name=code]", app.at((step + 1) * STEP_SECONDS))  # the clock may be one step behind
    await page.click("#code button.main")
    await page.until(INSIDE)
    await page.until("document.getElementById('last-login').textContent.includes('Last sign-in')")

    await sign_out_and_in(page, person)
    await page.choose("#code [name=method]", "RECOVERY_CODE")
    await page.fill("#code [name=code]", recovery_codes[0])
    await page.click("#code button.main")
    await page.until(INSIDE)
    await page.click("#open-security")
    await page.until("document.getElementById('two-factor').textContent.includes('9 recovery codes')")
    assert page.complaints == []


async def test_two_factor_is_turned_off_by_its_own_code(browser: Browser, program: Program) -> None:
    page = await browser.open(address(program), await browser.new_context())
    await register(page, program)
    _, recovery_codes, _ = await turn_two_factor_on(page)
    await page.click("#open-security")
    await page.click("#two-factor-off")
    await page.until(PRESENCE_ASKED)
    await page.choose("#presence [name=method]", "RECOVERY_CODE")
    await page.fill("#presence [name=proof]", recovery_codes[0])
    await page.click("#presence button.main")
    await page.until("document.getElementById('two-factor').textContent.startsWith('Off')")
    assert page.complaints == []


async def test_ends_sessions_elsewhere(browser: Browser, program: Program) -> None:
    page = await browser.open(address(program), await browser.new_context(), DESKTOP)
    person = await register(page, program)
    others = []
    for _ in range(3):
        other = await browser.open(address(program), await browser.new_context())
        await fill_login(other, person)
        await other.until(INSIDE)
        others.append(other)

    await page.click("#open-security")
    await page.until(f"{SESSIONS} === 4")
    assert "Chrome" in await page.text("#sessions li")
    await page.click("#sessions li button")
    await page.until(f"{SESSIONS} === 3")
    await page.click("#end-others")
    await page.until(f"{SESSIONS} === 1")
    for other in others:
        await other.until("!document.getElementById('entrance').hidden")
    assert page.complaints == []
