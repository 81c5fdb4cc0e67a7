"""A British visitor, from the form to the reality check: one story, over a real server with its sandbox companies."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.adapters.game_providers.hub88.keys import sandbox_keys
from app.adapters.game_providers.hub88.signature import Signer
from app.composition import wire
from app.dispatch import Dispatcher
from app.wiring.kyc_vendors import kyc_vendor_work
from app.wiring.payments import payment_work
from domain.games import SyncCatalogue
from domain.identity import Tokens
from tests.fakes.shared import HeldClock
from tests.game_providers.hub88.conftest import UNITS, Hub88Side, Seated
from tests.graphql_api.games.test_launches import DEMO, LAUNCH, wanted
from tests.graphql_api.identity.documents import LOGIN, REGISTER, VERIFY_EMAIL
from tests.graphql_api.payments.conftest import Client, serving
from tests.graphql_api.responsible_gaming.conftest import EXCLUSIONS, GATES
from tests.graphql_api.responsible_gaming.limit_documents import ACKNOWLEDGE, MINE, SET, SET_CHECK
from tests.messages import codes_to
from tests.operations.test_metrics import value
from tests.running import SignedInPlayer

PASSWORD = "correct horse battery"
RULES = """{ jurisdiction(country: "GB") { code registrationFields { name required } currencies termsVersion
    play { stakeCaps { category fromAge underAge most { amount currency } } simultaneousSlots } } }"""
DEPOSIT = """mutation ($input: StartDepositInput!) { startDeposit(input: $input) { __typename
    ... on StartDepositSuccess { action { ... on CardForm { url } } } ... on UserError { code }
    ... on NotAllowed { reasons } ... on LimitExceeded { remaining { amount currency } } } }"""
START_KYC = """mutation ($input: StartVendorKycInput!) { startVendorKyc(input: $input) { __typename
    ... on StartVendorKycSuccess { url } ... on UserError { code } } }"""
CASH = '{ me { wallet(currency: "GBP") { cash { amount } } } }'
OK, LIMIT, DISABLED = "RS_OK", "RS_ERROR_LIMIT_REACHED", "RS_ERROR_USER_DISABLED"


@dataclass
class Britain:
    """Everything that the visitor and the companies around do, at the time that ``clock`` shows."""

    client: Client
    clock: HeldClock
    provider: Hub88Side

    def born(self, years_ago: int) -> str:
        return f"{self.clock.now().year - years_ago}-01-01"

    async def join(self, last_name: str = "Smith") -> SignedInPlayer:
        """Registers with all that is asked, types the code from the message, signs in."""
        given = self.form(last_name)
        registered = await self.client.do(None, REGISTER, **given)
        assert registered["__typename"] == "RegisterSuccess", registered
        code = (await codes_to(self.client.platform, given["email"]))[0]
        await self.client.do(None, VERIFY_EMAIL, challenge=registered["challenge"], code=code)
        return await self.sign_in(given["email"])

    def form(self, last_name: str = "Smith") -> dict[str, str]:
        return {
            "email": f"{uuid4().hex}@example.com",
            "password": PASSWORD,
            "country": "GB",
            "birthDate": self.born(20),
            "currency": "GBP",
            "termsVersion": "2026-01",
            "firstName": f"Ann {uuid4().hex}",
            "lastName": last_name,
            "address": "1 Station Road",
            "city": "Leeds",
            "postalCode": "LS1 4AB",
        }

    async def sign_in(self, email: str) -> SignedInPlayer:
        opened = await self.client.do(None, LOGIN, email=email, password=PASSWORD)
        token, at = opened["tokens"]["accessToken"], self.clock.now()
        viewer = self.client.platform.identity.access_tokens.verify(token, at).viewer
        return SignedInPlayer(viewer, email, PASSWORD, Tokens(at, token, at, "", at))

    async def show_a_passport(self, player: SignedInPlayer) -> None:
        """On the vendor's page, whose verdict comes by webhook."""
        url = (await self.client.do(player, START_KYC, level="IDENTITY"))["url"]
        shown = {"firstName": "Ann", "lastName": "Smith", "birthDate": self.born(20), "document": "PASSPORT"}
        await self.client.http.post(url, json={**shown, "photo": True, "verdict": "APPROVE"})
        await until(lambda: self.gate_is_open(player, "deposit"))

    async def gate_is_open(self, player: SignedInPlayer, gate: str) -> bool:
        return bool((await self.client.ask(player, GATES))["me"]["gates"][gate]["open"])

    async def reasons(self, player: SignedInPlayer, gate: str) -> list[str]:
        found: list[str] = (await self.client.ask(player, GATES))["me"]["gates"][gate]["reasons"]
        return found

    async def deposit(self, player: SignedInPlayer, amount: str) -> dict[str, Any]:
        given = {"method": "sandbox_card", "amount": {"amount": amount, "currency": "GBP"}}
        return await self.client.do(player, DEPOSIT, **given, idempotencyKey=uuid4().hex)

    async def pay(self, player: SignedInPlayer, ordered: dict[str, Any], cash: str) -> None:
        """With a card on the payment company's page, whose notice comes by webhook."""
        card = {"number": "4242424242424242", "expiry": "12/40", "cvc": "123"}
        await self.client.http.post(ordered["action"]["url"], json=card)

        async def arrived() -> bool:
            return bool((await self.client.ask(player, CASH))["me"]["wallet"]["cash"]["amount"] == cash)

        await until(arrived)

    async def launch(self, player: SignedInPlayer, slug: str = "copper-lantern") -> Seated:
        launched = await self.client.do(player, LAUNCH, **wanted(slug=slug, currency="GBP"))
        assert launched["__typename"] == "LaunchGameSuccess", launched
        seats = "select token from sandbox_games.seats where id = $1"
        seat = launched["url"].partition("#")[2]
        return Seated(UUID(str(player.id)), await self.client.platform.pool.fetchval(seats, seat), "GBP")

    async def bet(self, seat: Seated, pence: int, game: str = "copper-lantern") -> tuple[str, dict[str, Any]]:
        """What the provider is answered, and the bet."""
        names = {"round": uuid4().hex, "transaction_uuid": str(uuid4()), "game_code": game}
        placed = {**names, "amount": pence * UNITS // 100}
        return (await self.provider.bet(seat, **placed))["status"], placed

    async def ends(self, seat: Seated, placed: dict[str, Any]) -> None:
        """The round is over, and nothing was won."""
        closing = {**placed, "transaction_uuid": str(uuid4()), "amount": 0, "round_closed": True}
        ended = await self.provider.win(seat, **closing, reference_transaction_uuid=placed["transaction_uuid"])
        assert ended["status"] == OK, ended

    def later(self, **span: float) -> None:
        self.clock.forward(timedelta(**span))


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(20):
        while not await holds():  # noqa: ASYNC110 - the other side is another company
            await asyncio.sleep(0.02)


@pytest.fixture(scope="module")
async def britain(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Britain]:
    clock = HeldClock(datetime.now(UTC))
    async with AsyncExitStack() as opened:
        client = await opened.enter_async_context(serving(postgres_url, tmp_path_factory.mktemp("data"), clock))
        platform = client.platform
        await opened.enter_async_context(payment_work(platform))
        await opened.enter_async_context(kyc_vendor_work(platform))
        await Dispatcher(platform.sessions, wire(platform))(SyncCatalogue("hub88"))
        signer = Signer(sandbox_keys(platform.settings).own_private)
        yield Britain(client, clock, Hub88Side(client.http, signer, platform))


@pytest.mark.clause(
    "UK LCCP 17.1.1", rule="no deposit, game or demonstration before it is known who it is", field="kyc.before"
)
async def test_a_british_visitor_joins_is_known_pays_in_and_plays_by_the_rules(britain: Britain) -> None:
    client = britain.client

    # What the form asks, and what play will be like, is told before anybody is known.
    rules = (await client.ask(None, RULES))["jurisdiction"]
    asked = {field["name"] for field in rules["registrationFields"] if field["required"]}
    assert asked == set(britain.form()), "all of it"
    caps = [(cap["underAge"], cap["most"]["amount"]) for cap in rules["play"]["stakeCaps"]]
    assert caps == [(25, "2.00"), (None, "5.00")]
    for name in ("firstName", "lastName", "address", "city", "postalCode"):
        refused = await client.do(None, REGISTER, **{key: text for key, text in britain.form().items() if key != name})
        assert refused["fields"] == [{"path": name, "code": "REQUIRED", "message": refused["fields"][0]["message"]}]

    # The national register is asked at registration and at sign-in, and lists nobody of this name.
    answered = 'croupier_exclusion_register_total{answer="N"}'
    before = value(answered)
    player = await britain.join()
    assert value(answered) == before + 2

    # Nothing is paid in, played or tried before it is known who this is.
    for gate in ("deposit", "bet", "demo"):
        assert await britain.reasons(player, gate) == ["KYC_REQUIRED"]
    demo = {"slug": "copper-lantern", "returnUrl": "https://casino.test/", "device": "MOBILE"}
    for refused in (
        await britain.deposit(player, "20.00"),
        await client.do(player, LAUNCH, **wanted(currency="GBP")),
        await client.do(player, DEMO, **demo),
    ):
        assert refused["__typename"] == "NotAllowed", refused
    await britain.show_a_passport(player)
    assert (await client.do(player, DEMO, **demo))["__typename"] == "LaunchDemoSuccess"

    # Before the first deposit a limit is offered, of any amount; it holds at once.
    (prompt,) = (await client.ask(player, MINE))["me"]["limitPrompts"]
    assert (prompt["kind"], prompt["required"]) == ("FIRST_DEPOSIT", False)
    limit = {"kind": "DEPOSIT", "period": "DAY", "amount": {"amount": "60.00", "currency": "GBP"}}
    assert (await client.do(player, SET, **limit))["__typename"] == "SetLimitSuccess"
    assert (await client.ask(player, MINE))["me"]["limitPrompts"] == []
    refused = await britain.deposit(player, "60.01")
    assert refused["code"] == "LIMIT_EXCEEDED", refused
    await britain.pay(player, await britain.deposit(player, "50.00"), "50.00")

    # At 20 years a spin costs two pounds at most …
    seat = await britain.launch(player)
    assert (await britain.bet(seat, 201))[0] == LIMIT
    status, spin = await britain.bet(seat, 200)
    assert status == OK
    # … one slot is played at a time, …
    other = await britain.launch(player, "tidal-reef")
    britain.later(seconds=10)
    assert (await britain.bet(other, 20, "tidal-reef"))[0] == DISABLED
    await britain.ends(seat, spin)
    status, spin = await britain.bet(other, 200, "tidal-reef")
    assert status == OK
    await britain.ends(other, spin)
    # … and a game lasts two and a half seconds at least.
    britain.later(milliseconds=2_499)
    assert (await britain.bet(seat, 200))[0] == LIMIT
    britain.later(milliseconds=1)
    status, spin = await britain.bet(seat, 200)
    assert status == OK
    await britain.ends(seat, spin)
    assert (await client.ask(player, CASH))["me"]["wallet"]["cash"]["amount"] == "44.00"

    # After the interval the next game waits until the player has seen the time and the money.
    assert (await client.do(player, SET_CHECK, minutes=10))["__typename"] == "SetRealityCheckSuccess"
    britain.later(minutes=10)
    assert (await britain.bet(seat, 200))[0] == DISABLED
    player = await britain.sign_in(player.email)
    summary = (await client.ask(player, MINE))["me"]["sessionSummary"]
    assert summary["elapsed"] == "PT612.5S", "ten minutes after the bets of twelve and a half seconds"
    assert summary["net"]["amount"].startswith("-"), "six pounds, in the euros of the reference rates"
    assert (await client.do(player, ACKNOWLEDGE))["__typename"] == "AcknowledgeRealityCheckSuccess"
    status, spin = await britain.bet(seat, 200)
    assert status == OK


async def test_who_is_in_the_national_register_begins_excluded(britain: Britain) -> None:
    player = await britain.join("Excluded")
    (listed,) = (await britain.client.ask(player, EXCLUSIONS))["me"]["exclusions"]
    assert (listed["kind"], listed["status"], listed["endsAt"]) == ("REGISTER", "IN_FORCE", None)
    for gate in ("deposit", "bet", "demo", "marketing"):
        assert "REGISTER_EXCLUDED" in await britain.reasons(player, gate)
    refused = await britain.deposit(player, "20.00")
    assert "REGISTER_EXCLUDED" in refused["reasons"]
    assert await britain.gate_is_open(player, "withdraw")
