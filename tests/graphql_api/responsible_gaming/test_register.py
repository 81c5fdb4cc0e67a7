"""The national register: asked over HTTP when somebody registers, signs in, or is to be sent marketing."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qs
from uuid import uuid4

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response

from app.adapters.exclusion_registers.gamstop import GamstopRegister
from app.composition import open_platform, wire
from app.dispatch import Dispatcher
from app.http.server import build_app
from app.platform import Platform
from app.wiring.responsible_gaming.exclusion_work import ExclusionWork
from domain.identity import ContactChannel, MarketedProduct, MayContact, Tokens
from domain.responsible_gaming.exclusion_ports import RegisterAway, RegisterQuery
from tests.graphql_api.identity.account_documents import UPDATE_CONSENTS, do
from tests.graphql_api.identity.conftest import ORIGIN
from tests.graphql_api.identity.documents import LOGIN, REGISTER, VERIFY_EMAIL, registration, sign_in
from tests.graphql_api.responsible_gaming.conftest import REQUEST_END, SELF_EXCLUDE, Api, closed, exclusions, gates
from tests.messages import codes_to
from tests.neighbour import neighbour
from tests.running import SignedInPlayer, settings_for_tests

FOUR = {"bet", "deposit", "demo", "marketing"}
KEY = "the register's key"


@dataclass
class Register:
    """Answers ``verdict`` to whoever has the key, and remembers what it was asked."""

    verdict: str = "N"
    status: int = 200
    asked: list[dict[str, list[str]]] = field(default_factory=list)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        request = Request(scope, receive)
        if request.headers.get("x-api-key") != KEY:
            return await Response(status_code=403)(scope, receive, send)
        self.asked.append(parse_qs((await request.body()).decode(), keep_blank_values=True))
        headers = {"x-exclusion": self.verdict} if self.verdict else {}
        await Response(status_code=self.status, headers=headers)(scope, receive, send)


@dataclass(frozen=True, slots=True)
class Britain:
    api: Api
    platform: Platform
    register: Register

    async def newcomer(self) -> SignedInPlayer:
        person = f"{uuid4().hex}@example.com"
        given = {"firstName": "Ann", "lastName": uuid4().hex, "address": "1 Road", "city": "Leeds", "postalCode": "LS1"}
        asked = registration(person, **{"country": "GB", "currency": "GBP", **given})
        answered = (await self.api(REGISTER, asked))["register"]
        assert answered["__typename"] == "RegisterSuccess", answered
        code = (await codes_to(self.platform, person))[0]
        await self.api(VERIFY_EMAIL, {"input": {"challenge": answered["challenge"], "code": code}})
        return await self.signed_in(person)

    async def signed_in(self, email: str) -> SignedInPlayer:
        opened = (await self.api(LOGIN, sign_in(email)))["login"]
        assert opened["__typename"] == "LoginSuccess", opened
        token: str = opened["tokens"]["accessToken"]
        viewer = self.platform.identity.access_tokens.verify(token, self.platform.clock.now()).viewer
        at = self.platform.clock.now()
        return SignedInPlayer(viewer, email, "correct horse battery", Tokens(at, token, at, "", at))


@pytest.fixture(scope="module")
async def house(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Britain]:
    register = Register()
    async with neighbour(register) as url:
        settings = settings_for_tests(tmp_path_factory.mktemp("data")).model_copy(
            update={"gamstop_url": url, "gamstop_api_key": KEY}
        )
        async with open_platform(settings, postgres_url) as platform:
            transport = httpx.ASGITransport(build_app(platform), client=("203.0.113.7", 1234))
            async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as http:
                yield Britain(Api(http), platform, register)


@pytest.fixture
def britain(house: Britain) -> Britain:
    """With a register that lists nobody and was asked nothing."""
    house.register.verdict, house.register.status = "N", 200
    house.register.asked.clear()
    return house


async def test_who_is_not_listed_is_let_in_and_asked_about_at_every_sign_in(britain: Britain) -> None:
    player = await britain.newcomer()
    assert len(britain.register.asked) == 2, "at registration and at sign-in"
    asked = britain.register.asked[0]
    assert asked["email"] == [player.email]
    assert asked["firstName"] == ["Ann"]
    assert asked["dateOfBirth"] == ["1990-05-04"]
    assert asked["postcode"] == ["LS1"]
    assert asked["mobile"] == [""], "always there"
    assert await closed(britain.api, player) == {}
    britain.register.verdict = "Y"
    listed = await britain.signed_in(player.email)
    assert await closed(britain.api, listed) == {gate: ["REGISTER_EXCLUDED"] for gate in FOUR}
    assert (await gates(britain.api, listed))["withdraw"]["open"] is True
    britain.register.verdict = "P"
    await britain.signed_in(player.email)
    assert await closed(britain.api, listed) == {}
    log = "select step, by from exclusion_log where player_id = $1 order by at"
    steps = [tuple(row) for row in await britain.platform.pool.fetch(log, player.id)]
    assert steps == [("REGISTER_HIT", "REGISTER"), ("REGISTER_CLEAR", "REGISTER")]


@pytest.mark.clause(
    "GLI-19 2.5.2(b)",
    rule="exclusion lists are asked at the first sign-in, before any play",
    field="exclusions.register",
)
@pytest.mark.clause(
    "GLI-19 2.5.2(c)", rule="exclusion: who is listed begins with closed gates", field="exclusions.register"
)
@pytest.mark.clause(
    "National registers", rule="whom GAMSTOP lists begins excluded, and it alone ends that", field="exclusions.register"
)
async def test_who_is_listed_begins_excluded_and_only_the_register_ends_it(britain: Britain) -> None:
    britain.register.verdict = "Y"
    player = await britain.newcomer()
    [listed] = await exclusions(britain.api, player)
    assert (listed["kind"], listed["status"], listed["endsAt"]) == ("REGISTER", "IN_FORCE", None)
    refused = await do(britain.api, REQUEST_END, player, exclusionId=listed["id"], reason="A mistake")
    assert (refused["code"], refused["endsAt"]) == ("EXCLUSION_HOLDS", None)
    assert (await do(britain.api, SELF_EXCLUDE, player, months=6))["__typename"] == "SelfExcludeSuccess"
    britain.register.verdict = "N"
    await britain.signed_in(player.email)
    assert await closed(britain.api, player) == {gate: ["SELF_EXCLUDED"] for gate in FOUR}


@pytest.mark.parametrize(("status", "verdict"), [(503, "N"), (200, ""), (400, "N"), (200, "?")])
async def test_while_it_is_away_its_player_signs_in_and_is_paid_out_and_does_not_play(
    britain: Britain, status: int, verdict: str
) -> None:
    britain.register.status, britain.register.verdict = status, verdict
    player = await britain.newcomer()
    assert await closed(britain.api, player) == {gate: ["REGISTER_UNCHECKED"] for gate in FOUR}
    assert (await gates(britain.api, player))["withdraw"]["open"] is True
    britain.register.status, britain.register.verdict = 200, "N"
    await ExclusionWork(britain.platform).ask_registers_again()
    assert await closed(britain.api, player) == {}


async def test_who_is_listed_stays_so_while_it_is_away(britain: Britain) -> None:
    britain.register.verdict = "Y"
    player = await britain.newcomer()
    britain.register.status = 503
    await britain.signed_in(player.email)
    assert (await closed(britain.api, player))["bet"] == ["REGISTER_EXCLUDED", "REGISTER_UNCHECKED"]


@pytest.mark.clause("National registers", rule="the register is asked before marketing", field="exclusions.register")
async def test_marketing_asks_it_first(britain: Britain) -> None:
    player = await britain.newcomer()
    granted = [{"channel": "EMAIL", "product": "CASINO", "granted": True}]
    await do(britain.api, UPDATE_CONSENTS, player, changes=granted)
    dispatch = Dispatcher(britain.platform.sessions, wire(britain.platform))
    wanted = MayContact(player.id, ContactChannel.EMAIL, MarketedProduct.CASINO)
    assert await dispatch(wanted) is True
    britain.register.verdict = "Y"
    before = len(britain.register.asked)
    assert await dispatch(wanted) is False
    assert len(britain.register.asked) == before + 1
    assert await dispatch(replace(wanted, channel=ContactChannel.SMS)) is False
    assert len(britain.register.asked) == before + 1, "nobody is asked about what was never agreed to"


@pytest.mark.parametrize(
    ("phone", "mobile"), [("+447700900461", "07700900461"), ("+4930901820", "+4930901820"), ("", "")]
)
async def test_a_british_number_is_told_as_it_is_written_there(britain: Britain, phone: str, mobile: str) -> None:
    register = GamstopRegister(britain.platform.settings.gamstop_url or "", KEY)
    asked = RegisterQuery("Ann", "Smith", date(1990, 5, 4), "ann@example.com", "LS1 4AB", phone)
    assert await register.holds(asked) is False
    assert britain.register.asked == [
        {
            "firstName": ["Ann"],
            "lastName": ["Smith"],
            "dateOfBirth": ["1990-05-04"],
            "email": ["ann@example.com"],
            "postcode": ["LS1 4AB"],
            "mobile": [mobile],
        }
    ]


@pytest.mark.parametrize("status", [400, 403, 405, 429, 500])
async def test_what_it_refuses_to_answer_is_no_answer(britain: Britain, status: int) -> None:
    britain.register.status = status
    register = GamstopRegister(britain.platform.settings.gamstop_url or "", KEY)
    with pytest.raises(RegisterAway):
        await register.holds(RegisterQuery("Ann", "Smith", date(1990, 5, 4), "ann@example.com", "LS1 4AB", ""))


async def test_a_wrong_key_counts_as_away(britain: Britain) -> None:
    settings = britain.platform.settings.model_copy(update={"gamstop_api_key": "another"})
    process = replace(britain.platform, settings=settings)
    player = await britain.newcomer()
    transport = httpx.ASGITransport(build_app(process), client=("203.0.113.7", 1234))
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        assert (await Api(http)(LOGIN, sign_in(player.email)))["login"]["__typename"] == "LoginSuccess"
    assert (await closed(britain.api, player))["bet"] == ["REGISTER_UNCHECKED"]
