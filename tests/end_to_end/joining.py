"""A person who joins in the browser, with the mailbox open beside it."""

import re
from dataclasses import dataclass
from uuid import uuid4

import httpx

from tests.end_to_end.page import Page
from tests.faults.harness import Program

PASSWORD = "correct horse battery"
INSIDE = "document.getElementById('house')?.hidden === false && !!document.getElementById('balance').textContent"
CODE_ASKED = "!document.getElementById('code').hidden"


@dataclass(frozen=True, slots=True)
class Person:
    email: str


def address(program: Program) -> str:
    return f"http://127.0.0.1:{program.port}/"


async def mailed_code(program: Program, email: str) -> str:
    """The newest code that this person was sent."""
    async with httpx.AsyncClient(trust_env=False) as http:
        messages = (await http.get(f"{address(program)}sandbox/mailbox.json", params={"to": email})).json()
    codes = [found.group() for message in messages if (found := re.search(r"\b\d{6}\b", message["text"]))]
    return codes[0]


async def register(page: Page, program: Program) -> Person:
    """Fills the form, waits for the code's step, and enters what the mailbox got."""
    email = f"{uuid4().hex}@example.com"
    await page.click("#tab-register")
    await page.fill("#register [name=email]", email)
    await page.fill("#register [name=password]", PASSWORD)
    await page.fill("#register [name=birthDate]", "1990-01-31")
    await page.fill("#register [name=country]", "DE")
    await page.fill("#register [name=currency]", "EUR")
    await page.click("#register [name=terms]")
    await page.click("#register button.main")
    await page.until(CODE_ASKED)
    await page.fill("#code [name=code]", await mailed_code(program, email))
    await page.click("#code button.main")
    await page.until(INSIDE)
    return Person(email)


async def verify(page: Page) -> None:
    """Tells name and address, and lets the sandbox company find that all is well; ends where everything is open."""
    await page.until("!document.getElementById('known').hidden")
    await page.click("#open-verify")
    for name, text in (
        ("firstName", "Ann"),
        ("lastName", f"Example {uuid4().hex[:8]}"),
        ("address", "1 Main Street"),
        ("postalCode", "1"),
        ("city", "Springfield"),
    ):
        await page.fill(f"#details [name={name}]", text)
    await page.click("#details button.main")
    await page.until("document.getElementById('presence').open")
    await page.fill("#presence-form [name=proof]", PASSWORD)
    await page.click("#presence-form button.main")
    await page.until("!!document.getElementById('photo')")
    await page.fill("#firstName", "Ann")
    await page.fill("#lastName", "Example")
    await page.fill("#birthDate", "1990-01-31")
    await page.click("#photo")
    await page.click("#form button.main")
    await page.until(INSIDE, seconds=30)
    await page.until("document.getElementById('known').hidden", seconds=20)


async def fill_login(page: Page, person: Person, password: str = PASSWORD) -> None:
    await page.fill("#login [name=email]", person.email)
    await page.fill("#login [name=password]", password)
    await page.click("#login button.main")
