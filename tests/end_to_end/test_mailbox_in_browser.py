"""The local mailbox in a real browser: what a registration sends appears by itself."""

from collections.abc import AsyncIterator

import httpx
import pytest

from app.trial_players import DEMO_EMAIL
from tests.end_to_end.browser import Browser
from tests.faults.harness import Program
from tests.faults.harness.folder import running_program

pytestmark = pytest.mark.browser

REQUEST = """mutation ($email: String!) { requestLoginCode(input: {email: $email}) { __typename } }"""
SHOWN = "[...document.querySelectorAll('article')].map((each) => each.innerText)"


@pytest.fixture(scope="module")
async def program() -> AsyncIterator[Program]:
    async with running_program() as running:
        yield running


async def test_messages_arrive_by_themselves_newest_first_with_their_code_to_copy(
    browser: Browser, program: Program
) -> None:
    base = f"http://127.0.0.1:{program.port}"
    page = await browser.open(f"{base}/sandbox/mailbox", await browser.new_context())
    await page.until("document.querySelectorAll('article').length > 0 || !document.getElementById('empty').hidden")
    before = await page.value("document.querySelectorAll('article').length")

    async with httpx.AsyncClient(base_url=base, trust_env=False) as http:
        ask = {"query": REQUEST, "variables": {"email": DEMO_EMAIL}}
        assert "errors" not in (await http.post("/graphql", json=ask)).json()
        (newest, *_) = (await http.get("/sandbox/mailbox.json", params={"to": DEMO_EMAIL})).json()

    await page.until(f"document.querySelectorAll('article').length === {before + 1}")
    (first, *_) = await page.value(SHOWN)
    assert DEMO_EMAIL in first
    assert newest["subject"] in first
    assert await page.value("document.querySelector('article.new button.code').firstChild.data") in newest["text"]

    await page.fill("#to", "nobody@example.com")
    await page.until("document.querySelectorAll('article').length === 0")
    await page.until("!document.getElementById('empty').hidden")
    assert page.complaints == []
