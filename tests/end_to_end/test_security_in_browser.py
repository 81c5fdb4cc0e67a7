"""Two-factor sign-in and sessions, in a real browser on the real program."""

import time
from collections.abc import AsyncIterator

import asyncpg
import pyotp
import pytest

from domain.jurisdiction import GLI
from tests.end_to_end.browser import DESKTOP, PHONE, Browser
from tests.end_to_end.joining import CODE_ASKED, INSIDE, PASSWORD, Person, address, fill_login, mailed_code, register
from tests.end_to_end.page import Page
from tests.faults.harness import Program
from tests.faults.harness.folder import running_program
from tests.faults.harness.postgres import RoughPostgres

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


async def in_database(program: Program, statement: str) -> None:
    """What time or its operator would have done."""
    database = await asyncpg.connect(RoughPostgres(program.data_dir).url)
    await database.execute(statement)
    await database.close()


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


async def test_a_locked_account_is_opened_by_a_code(browser: Browser, program: Program) -> None:
    page = await browser.open(address(program), await browser.new_context(), PHONE)
    person = await register(page, program)
    await page.click("#sign-out")
    await page.until("!document.getElementById('entrance').hidden")
    for _ in range(GLI.sign_in.lock_failures):
        await fill_login(page, person, "not this one")
        await page.until("!!document.querySelector('#login .problem').textContent")
    await fill_login(page, person)
    await page.until(CODE_ASKED)
    assert await page.text("#code-title") == "Your account is locked"
    await page.fill("#code [name=code]", await mailed_code(program, person.email))
    await page.click("#code button.main")
    await page.until(INSIDE)
    assert page.complaints == []


async def test_new_terms_are_agreed_to_before_anything_else(browser: Browser, program: Program) -> None:
    page = await browser.open(address(program), await browser.new_context(), PHONE)
    person = await register(page, program)
    await page.click("#sign-out")
    await page.until("!document.getElementById('entrance').hidden")
    await in_database(program, "update players set terms_version = '2025-01'")
    await fill_login(page, person)
    await page.until("document.getElementById('agree').open")
    assert GLI.terms_version in await page.text("#new-terms")
    await page.click("#agree button.main")
    await page.until(INSIDE)
    assert page.complaints == []


async def test_who_comes_back_after_half_an_hour_proves_to_be_there(browser: Browser, program: Program) -> None:
    page = await browser.open(address(program), await browser.new_context(), PHONE)
    await register(page, program)
    await in_database(program, "update sessions set last_active_at = last_active_at - interval '31 minutes'")
    await program.kill()  # what it remembered of its players goes with it
    await program.start()
    await page.until(PRESENCE_ASKED)
    assert await page.text("#presence-title") == "Are you still there?"
    await page.fill("#presence [name=proof]", PASSWORD)
    await page.click("#presence button.main")
    await page.until(f"!({PRESENCE_ASKED})")
    await page.click("#open-deposit")
    await page.fill("#deposit [name=amount]", "20")
    await page.click("#deposit button.main")
    await page.until("!!document.querySelector('#cards button')")
