"""Limits, time and money in sight, and a reality check that blocks, in a real browser on the real program."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from tests.end_to_end.browser import PHONE, Browser
from tests.end_to_end.joining import address, register
from tests.faults.harness import Program
from tests.faults.harness.folder import running_program

pytestmark = pytest.mark.browser

PLAYED = """
insert into play_states
    (player_id, session_sign_in, session_started_at, session_last_bet_at, session_before)
select s.player_id, s.id, now() - make_interval(mins => $1), now(), '{"EUR": [-4200, -1700]}'
from sessions s order by s.id desc limit 1
on conflict (player_id) do update set session_sign_in = excluded.session_sign_in,
    session_started_at = excluded.session_started_at, session_last_bet_at = excluded.session_last_bet_at,
    session_before = excluded.session_before
"""


@pytest.fixture(scope="module")
async def program(postgres_url: str) -> AsyncIterator[Program]:
    async with running_program({"CROUPIER_DATABASE_URL": postgres_url}) as running:
        yield running


async def test_limits_are_set_and_a_reality_check_waits_for_a_word(
    browser: Browser, program: Program, postgres_url: str
) -> None:
    page = await browser.open(address(program), await browser.new_context(), PHONE)
    await register(page, program)
    await page.click("#open-breaks")
    await page.until("document.getElementById('breaks').open")
    await page.fill("#limit [name=amount]", "100")
    await page.click("#limit button.main")
    await page.until("document.getElementById('limits').textContent.includes('100.00')")
    await page.choose("#check-minutes", "15")
    await page.fill("#limit [name=amount]", "1,234")
    await page.click("#limit button.main")
    await page.until("document.querySelector('#limit .problem').textContent !== ''")
    await page.fill("#limit [name=amount]", "500")
    await page.click("#limit button.main")
    await page.until("document.getElementById('limits').textContent.includes('if you confirm from')")
    await page.click("#close-breaks")

    connection = await asyncpg.connect(postgres_url)
    try:
        await connection.execute(PLAYED, 7)
        await page.until("!document.getElementById('playing').hidden", 30)
        assert await page.value("document.getElementById('play-net').textContent") == "-€25.00"
        await connection.execute(PLAYED, 16)
        await page.until("document.getElementById('reality').open", 30)
        await page.press("Escape")
        assert await page.value("document.getElementById('reality').open") is True
        assert "€42.00" in await page.text("#reality-figures")
        await page.click("#reality-go-on")
        await page.until("!document.getElementById('reality').open")
        seen = await connection.fetchrow("select wagered_euro_minor, won_euro_minor from reality_checks")
        assert seen is not None
        assert tuple(seen) == (4_200, 1_700)
    finally:
        await connection.close()
    assert page.complaints == []
