"""GraphiQL as the platform serves it: offline, under a policy of content, in cookie mode."""

import json
from collections.abc import AsyncIterator

import pytest

from app.trial_players import DEMO_EMAIL, DEMO_PASSWORD
from tests.end_to_end.browser import Browser
from tests.end_to_end.page import Page
from tests.faults.harness import Program
from tests.faults.harness.folder import running_program

pytestmark = pytest.mark.browser

EDITOR = "document.querySelector('.graphiql-query-editor .CodeMirror')"


@pytest.fixture(scope="module")
async def program() -> AsyncIterator[Program]:
    async with running_program() as running:
        yield running


async def execute(page: Page, document: str, expected: str) -> None:
    await page.value(f"{EDITOR}.CodeMirror.setValue({json.dumps(document)})")
    await page.click(".graphiql-execute-button")
    await page.until(f"document.querySelector('.result-window').innerText.includes({json.dumps(expected)})")


async def test_signs_in_reads_and_subscribes(browser: Browser, program: Program) -> None:
    page = await browser.open(f"http://127.0.0.1:{program.port}/graphql", await browser.new_context())
    await page.until(f"{EDITOR} !== null")
    await execute(page, "{ jurisdiction { minimumAge } me { id } }", '"me": null')
    credentials = f'email: "{DEMO_EMAIL}", password: "{DEMO_PASSWORD}"'
    await execute(page, f"mutation {{ login(input: {{{credentials}}}) {{ __typename }} }}", "LoginSuccess")
    await execute(page, "{ me { email } }", DEMO_EMAIL)
    await execute(
        page, 'subscription { balanceChanged(currency: "EUR") { __typename } }', '"__typename": "BalanceSnapshot"'
    )
    assert page.complaints == []
