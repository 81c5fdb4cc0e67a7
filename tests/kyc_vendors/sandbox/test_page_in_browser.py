"""The company's page on a phone, in a real Chromium."""

from pathlib import Path

import pytest

from app.wiring.kyc_vendors import kyc_vendor_work
from tests.end_to_end.browser import PHONE, chromium, chromium_program
from tests.kyc_vendors.conftest import Kyc, Until

pytestmark = pytest.mark.skipif(chromium_program() is None, reason="needs a Chromium")
SHOWN = "[...document.querySelectorAll('form, section')].find((each) => !each.hidden).id"


async def test_a_person_is_verified_on_a_phone(kyc: Kyc, until: Until, tmp_path: Path) -> None:
    player = await kyc.newcomer()
    started = await kyc.start(player)
    async with kyc_vendor_work(kyc.platform), chromium(tmp_path) as browser:
        context = (await browser.call("Target.createBrowserContext"))["browserContextId"]
        page = await browser.open(started.url, context, PHONE)
        assert await page.value("document.documentElement.scrollWidth") <= PHONE["width"]
        assert await page.value(SHOWN) == "form"
        await page.click("#send")
        await page.until("document.getElementById('problem').textContent !== ''")
        await page.fill("#firstName", "Ada")
        await page.fill("#lastName", "Byron")
        await page.value("document.getElementById('birthDate').value = '1990-12-10'")
        await page.picture(tmp_path / "form.png")
        await page.click("#photo")
        await page.value("document.querySelector('input[value=RETRY]').click()")
        await page.click("#send")
        await page.until("!document.getElementById('comment').hidden")
        assert "blurred" in await page.text("#comment")
        await page.picture(tmp_path / "again.png")
        await page.click("#photo")
        await page.value("document.querySelector('input[value=APPROVE]').click()")
        await page.click("#send")
        await page.until("!document.getElementById('approved').hidden")
        await page.picture(tmp_path / "approved.png")

    async def open_() -> bool:
        return await kyc.blocks(player) == []

    await until(open_)
