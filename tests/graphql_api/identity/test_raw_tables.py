"""One person goes through everything; then nobody who reads the tables, or the logs, learns who that was."""

import logging
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import pyotp
import pytest

from app.composition import wire
from app.dispatch import Dispatcher
from app.keys.resealing import Progress
from app.keys.rotation import rotate
from app.keys.sealed_columns import COLUMNS
from app.keys.status import sealed_by_key
from app.platform import Platform
from app.secrets import KeyRing
from app.trial_players import vouch_for
from app.wiring.account_work import account_jobs
from domain.identity import FindRecoveryRequests, ReviewRecovery
from tests.graphql_api.games.conftest import Client, client, dispatch, lobby, platform
from tests.graphql_api.games.test_launches import LAUNCH, wanted
from tests.graphql_api.identity.account_documents import (
    CHANGE_EMAIL,
    CLOSE_ACCOUNT,
    REQUEST_DATA_EXPORT,
    UPDATE_PROFILE,
)
from tests.graphql_api.identity.documents import LOGIN, REGISTER, VERIFY_EMAIL, registration, sign_in
from tests.graphql_api.identity.outside_documents import BEGIN_WALLET, LINK
from tests.graphql_api.identity.recovery import REQUEST_PASSWORD_RESET, REQUEST_SECOND_FACTOR_RESET
from tests.graphql_api.identity.test_phone import REQUEST as REQUEST_PHONE_CODE
from tests.graphql_api.identity.test_phone import VERIFY as VERIFY_PHONE
from tests.graphql_api.identity.two_factor import BEGIN, CONFIRM, REQUEST_LOGIN_CODE, STEP_UP
from tests.messages import codes_to
from tests.outside_proofs import a_telegram_id, an_ethereum_wallet, init_data

__all__ = ["client", "dispatch", "lobby", "platform"]

EMAIL, NEW_EMAIL, PHONE, PASSWORD = (
    "Quilla.Xanten@Example.com",
    "q.xanten@example.net",
    "+4915155501234",
    "Xanten!troubador",
)
ABOUT = {
    "birthDate": "1971-02-28",
    "firstName": "Quilla",
    "lastName": "Xanten-Ødegård",
    "address": "77 Vorontsova Alley",
    "city": "Quimbyville",
    "postalCode": "QX1 7ZZ",
}
AGENT = "XantenBrowser/9.9"
FILLED = (
    *("players", "sessions", "access_log", "challenges", "totp_factors", "linked_methods", "messages"),
    *("recovery_requests", "data_export_parts", "game_launches"),
)
"""Tables that what this person does leaves sealed values in."""
CLOCK_TIME = re.compile(r"\d\d:\d\d:\d\d\.\d+")


@dataclass
class Person:
    """Does things over HTTP, and remembers everything that nobody else may read."""

    client: Client
    secrets: set[str] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)
    """Too long to be guessed, so that a plain digest gives nothing away."""
    codes: set[str] = field(default_factory=set)
    headers: dict[str, str] = field(default_factory=lambda: {"User-Agent": AGENT})

    async def do(self, document: str, **given: Any) -> dict[str, Any]:
        body = {"query": document, "variables": {"input": given}}
        answer = (await self.client.http.post("/graphql", json=body, headers=self.headers)).json()
        assert "errors" not in answer, answer
        (result,) = answer["data"].values()
        assert isinstance(result, dict)
        return result

    async def done(self, document: str, **given: Any) -> dict[str, Any]:
        result = await self.do(document, **given)
        assert result["__typename"].endswith("Success"), result
        return result

    async def code(self, to: str) -> str:
        newest = (await codes_to(self.client.platform, to))[0]
        self.codes.add(newest)
        return newest

    def knows(self, *texts: str) -> None:
        self.secrets.update(texts)


async def joins(person: Person) -> None:
    person.knows(EMAIL, EMAIL.lower(), NEW_EMAIL, PHONE, PHONE[1:], PASSWORD, AGENT, *ABOUT.values())
    begun = await person.done(REGISTER, **registration(EMAIL, password=PASSWORD, **ABOUT)["input"])
    await person.done(VERIFY_EMAIL, challenge=begun["challenge"], code=await person.code(EMAIL))
    person.knows("not-the-password")
    refused = await person.do(LOGIN, **sign_in(EMAIL, "not-the-password")["input"])
    assert refused["__typename"] == "InvalidCredentials"
    tokens = (await person.done(LOGIN, **sign_in(EMAIL, PASSWORD)["input"]))["tokens"]
    person.tokens |= {tokens["accessToken"], tokens["refreshToken"], tokens["deviceToken"]}
    person.headers["Authorization"] = f"Bearer {tokens['accessToken']}"


async def proves_more(person: Person) -> None:
    await person.done(STEP_UP, method="PASSWORD", password=PASSWORD)
    asked = await person.done(REQUEST_PHONE_CODE, phone=PHONE)
    await person.done(VERIFY_PHONE, challenge=asked["challenge"], code=await person.code(PHONE))
    telegram_id, wallet = a_telegram_id(), an_ethereum_wallet()
    person.knows(str(telegram_id), wallet.address)
    await person.done(LINK, telegramInitData=init_data(person.client.platform, telegram_id))
    begun = await person.done(BEGIN_WALLET, chain="ETHEREUM", address=wallet.address)
    signed = {"message": begun["messageToSign"], "signature": wallet.sign(begun["messageToSign"])}
    await person.done(LINK, wallet={"challenge": begun["challenge"], "ethereum": signed})
    setup = await person.done(BEGIN)
    first = pyotp.TOTP(setup["secret"]).now()
    enabled = await person.done(CONFIRM, challenge=setup["challenge"], code=first)
    person.knows(setup["secret"], *enabled["recoveryCodes"])
    person.codes.add(first)
    await person.done(STEP_UP, method="RECOVERY_CODE", code=enabled["recoveryCodes"][0])


async def asks_for_things(person: Person) -> None:
    await person.done(UPDATE_PROFILE, city="Xantenburg")
    person.knows("Xantenburg")
    platform = person.client.platform
    index = platform.identity.emails.of(EMAIL.lower())
    await vouch_for(platform, await platform.pool.fetchval("select id from players where email_index = $1", index))
    launched = await person.done(LAUNCH, **wanted())
    person.tokens.add(launched["url"].partition("#")[2])
    await person.done(CHANGE_EMAIL, newEmail=NEW_EMAIL)
    await person.code(NEW_EMAIL)
    for document, given in ((REQUEST_LOGIN_CODE, EMAIL), (REQUEST_PASSWORD_RESET, EMAIL)):
        await person.done(document, email=given)
        await person.code(EMAIL)
    export = await person.done(REQUEST_DATA_EXPORT)
    person.tokens.add(export["downloadUrl"].rpartition("/")[2])
    await account_jobs(person.client.platform).write_exports()


async def asks_staff(person: Person) -> None:
    person.knows("My phone fell into Lake Xanten", "showed a passport of Xanten")
    challenge = (await person.do(LOGIN, **sign_in(EMAIL, PASSWORD)["input"]))["challenge"]
    await person.done(REQUEST_SECOND_FACTOR_RESET, challenge=challenge, statement="My phone fell into Lake Xanten")
    platform = person.client.platform
    staff = Dispatcher(platform.sessions, wire(platform))
    (request,) = await staff(FindRecoveryRequests())
    await staff(ReviewRecovery(request.id, approve=True, reason="showed a passport of Xanten", staff="kim"))


async def dump(platform: Platform) -> str:
    """Every row of every table, as text."""
    tables = await platform.pool.fetch("select tablename from pg_tables where schemaname = 'public'")
    rows = [await platform.pool.fetch(f'select t::text from "{table[0]}" t') for table in tables]
    return "\n".join(row[0] for found in rows for row in found)


def disguises(secret: str) -> Iterator[str]:
    """As it stands, and as bytes are written; all in lower case."""
    raw = secret.encode()
    yield from (each.lower() for each in (secret, raw.hex(), b64encode(raw).decode().rstrip("=")))
    yield urlsafe_b64encode(raw).decode().rstrip("=").lower()


def found_in(text: str, person: Person) -> list[str]:
    """What of the person stands in the text. Six digits within a longer number or a digest are no code."""
    text = CLOCK_TIME.sub("", text.lower())

    def typed(code: str) -> bool:
        in_clear = re.search(rf"(?<![0-9a-f]){code}(?![0-9a-f])", text) is not None
        return in_clear or sha256(code.encode()).hexdigest() in text

    def told(secret: str) -> bool:
        digest = sha256(secret.encode()).hexdigest()
        return any(each in text for each in disguises(secret)) or (digest in text and secret not in person.tokens)

    return [*filter(told, sorted(person.secrets | person.tokens)), *filter(typed, sorted(person.codes))]


def silent(step: Progress) -> None:
    del step


@pytest.fixture(scope="module")
async def person(lobby: Client) -> Person:
    someone = Person(lobby)
    await joins(someone)
    await proves_more(someone)
    await asks_for_things(someone)
    await asks_staff(someone)
    return someone


async def test_no_table_holds_anything_in_clear(person: Person, platform: Platform) -> None:
    text = await dump(platform)
    assert len(text) > 10_000
    assert found_in(text, person) == []


async def test_a_needle_would_be_found(person: Person) -> None:
    """What the test above relies on."""
    for text in (EMAIL.upper(), b"Quimbyville".hex(), sha256(PHONE.encode()).hexdigest(), f"x {min(person.codes)},"):
        assert found_in(text, person) != []


async def test_no_log_holds_anything_in_clear(lobby: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    someone = Person(lobby)
    someone.knows(EMAIL, EMAIL.lower(), PHONE, PASSWORD, "still-not-it", *ABOUT.values())
    await someone.do(REGISTER, **registration(EMAIL, password=PASSWORD, **ABOUT)["input"])
    await someone.do(LOGIN, **sign_in(EMAIL, "still-not-it")["input"])
    await someone.do(LOGIN, **sign_in(EMAIL, PASSWORD)["input"])
    await someone.do(REQUEST_LOGIN_CODE, phone=PHONE)
    await someone.code(EMAIL)
    assert found_in(caplog.text, someone) == []


async def test_everything_sealed_is_sealed_anew_and_opens(
    person: Person, platform: Platform, postgres_url: str
) -> None:
    """Each value is opened with its place and sealed again; so this proves the register of sealed columns too."""
    await person.done(CLOSE_ACCOUNT, reason="Xanten moves away")
    person.knows("Xanten moves away")
    assert found_in(await dump(platform), person) == []

    ring = KeyRing((("newer", b"n" * 32), *platform.secrets.data.keys))
    assert await rotate(postgres_url, ring, silent) == 0
    held = await sealed_by_key(platform.pool)
    assert {key_id for counts in held.values() for key_id in counts} == {"newer"}
    assert [column.name for column in COLUMNS if column.table in FILLED and not held[column.name]] == []
