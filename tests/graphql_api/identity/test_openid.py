"""OpenID Connect with a real provider: signing in, registering and linking, and everything that is refused."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx
import pytest

from app.composition import open_platform
from app.http.server import build_app
from app.platform import Platform
from domain.jurisdiction import ThrottleRule
from tests.adapters.openid.provider import Way, free_port, provider_process, way_to
from tests.graphql_api.identity.conftest import ORIGIN, Api
from tests.graphql_api.identity.documents import REGISTER, STEP_UP, VERIFY_EMAIL, registration
from tests.graphql_api.identity.openid_documents import BEGIN, PROVIDERS, Company
from tests.messages import codes_to, messages_to
from tests.running import SignedInPlayer, SignUp, settings_for_tests


@pytest.fixture(scope="module")
async def way() -> AsyncIterator[tuple[Way, str]]:
    async with provider_process(free_port()) as address, way_to(address) as found:
        yield found


@pytest.fixture(scope="module")
async def platform(
    way: tuple[Way, str], postgres_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Platform]:
    """One that knows two providers: a real one, and one that is not there."""
    nowhere = f"http://127.0.0.1:{free_port()}"
    providers = f"mock={way[1]},croupier,hush away={nowhere},croupier,hush"
    settings = settings_for_tests(tmp_path_factory.mktemp("data")).model_copy(update={"openid_providers": providers})
    async with open_platform(settings, postgres_url) as opened:
        yield opened


@pytest.fixture
async def company(api: Api, way: tuple[Way, str], request: pytest.FixtureRequest) -> AsyncIterator[Company]:
    found, _ = way
    yield Company(api, found, f"{request.node.name}@example.com")
    found.changes.clear()


async def prove(api: Api, player: SignedInPlayer) -> None:
    given = {"input": {"method": "PASSWORD", "password": player.password}}
    assert (await api(STEP_UP, given, by=player))["stepUp"]["__typename"] == "StepUpSuccess"


@pytest.fixture
async def linked(api: Api, company: Company, player: SignedInPlayer) -> SignedInPlayer:
    await prove(api, player)
    assert (await company.link(player))["__typename"] == "LinkOpenIdSuccess"
    return player


async def test_a_linked_account_signs_in(company: Company, linked: SignedInPlayer, platform: Platform) -> None:
    (told, *_) = await messages_to(platform, linked.email)
    assert (told.template.value, told.facts) == ("SIGN_IN_METHOD_LINKED", {"method": "OPENID_CONNECT"})
    opened = await company.login()
    assert opened["player"]["email"] == linked.email
    assert opened["tokens"]["accessToken"]


async def test_from_a_new_network_the_companys_word_is_not_enough(
    company: Company, linked: SignedInPlayer, platform: Platform
) -> None:
    await platform.pool.execute("delete from networks where player_id = $1", linked.id)
    asked = await company.login()
    assert (asked["code"], asked["methods"]) == ("SECOND_FACTOR_REQUIRED", ["EMAIL_CODE"])


async def test_somebody_unknown_registers_with_the_ticket_and_no_password(
    api: Api, company: Company, platform: Platform
) -> None:
    required = await company.login()
    assert required["code"] == "REGISTRATION_REQUIRED"
    email = "by-ticket@example.com"
    given = registration(email, ticket=required["challenge"])
    del given["input"]["password"]
    asked = (await api(REGISTER, given))["register"]
    assert asked["__typename"] == "RegisterSuccess", asked
    (code, *_) = await codes_to(platform, email)
    verified = await api(VERIFY_EMAIL, {"input": {"challenge": asked["challenge"], "code": code}})
    assert verified["verifyEmail"]["__typename"] == "VerifyEmailSuccess"
    opened = await company.login()
    assert opened["player"]["email"] == email


async def test_an_email_address_matches_no_account(api: Api, way: tuple[Way, str], player: SignedInPlayer) -> None:
    """The provider says the same address; who has it there need not have it here."""
    company = Company(api, way[0], player.email)
    assert (await company.login())["code"] == "REGISTRATION_REQUIRED"


async def test_linking_needs_a_session_and_fresh_proof(company: Company, player: SignedInPlayer) -> None:
    answer = await company.say_yes()
    assert (await company.link(None, answer))["code"] == "NOT_SIGNED_IN"
    assert (await company.link(player, answer))["code"] == "STEP_UP_REQUIRED"


async def test_an_account_there_belongs_to_one_account_here(
    api: Api, company: Company, linked: SignedInPlayer, sign_up: SignUp
) -> None:
    other = await sign_up()
    await prove(api, other)
    assert (await company.link(other))["code"] == "SIGN_IN_METHOD_TAKEN"


async def test_an_account_has_room_for_so_many(
    api: Api, company: Company, player: SignedInPlayer, rules: Callable[..., None]
) -> None:
    await prove(api, player)
    rules(linked_methods=0)
    assert (await company.link(player))["reasons"] == ["TOO_MANY_METHODS"]


async def test_an_answer_is_taken_once_and_by_its_own_challenge(company: Company, linked: SignedInPlayer) -> None:
    answer = await company.say_yes()
    assert (await company.login(answer))["__typename"] == "LoginWithOpenIdSuccess"
    assert (await company.login(answer))["code"] == "CHALLENGE_EXPIRED"
    for challenge in ("", "x", "00000000-0000-4000-8000-000000000000"):
        assert (await company.login({**answer, "challenge": challenge}))["code"] == "CHALLENGE_EXPIRED"
    one, other = await company.say_yes(), await company.say_yes()
    mixed = await company.login({**one, "state": other["state"]})
    assert (mixed["code"], mixed["reason"]) == ("PROOF_REJECTED", "WRONG_STATE")
    assert (await company.login(one))["code"] == "CHALLENGE_EXPIRED", "the first answer spent it"


async def test_a_code_of_another_sign_in_does_not_fit(company: Company, linked: SignedInPlayer) -> None:
    one, other = await company.say_yes(), await company.say_yes()
    assert (await company.login({**one, "code": other["code"]}))["reason"] == "WRONG_NONCE"
    assert (await company.login())["__typename"] == "LoginWithOpenIdSuccess"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [({"code": "made up"}, "CODE_REJECTED"), ({"issuer": "https://evil.example"}, "WRONG_ISSUER")],
    ids=["code", "issuer"],
)
async def test_a_proof_is_refused_by_name(company: Company, wrong: dict[str, str], reason: str) -> None:
    refused = await company.login({**await company.say_yes(), **wrong})
    assert (refused["code"], refused["reason"]) == ("PROOF_REJECTED", reason)


async def test_linking_refuses_proofs_by_the_same_names(api: Api, company: Company, player: SignedInPlayer) -> None:
    await prove(api, player)
    answer = await company.say_yes()
    assert (await company.link(player, {**answer, "state": "x"}))["reason"] == "WRONG_STATE"
    assert (await company.link(player, answer))["code"] == "CHALLENGE_EXPIRED"
    assert (await company.link(player, {**answer, "code": "\x00"}))["fields"] == [
        {"path": "code", "code": "UNREADABLE_TEXT"}
    ]


async def test_of_fifty_answers_at_once_one_is_let_through(company: Company, linked: SignedInPlayer) -> None:
    answer = await company.say_yes()
    answers = await asyncio.gather(*(company.login(answer) for _ in range(50)))
    assert Counter(each["__typename"] for each in answers) == {"LoginWithOpenIdSuccess": 1, "ChallengeExpired": 49}


async def test_reception_has_the_last_word(company: Company, linked: SignedInPlayer, platform: Platform) -> None:
    await platform.pool.execute("update players set locked_at = now() where id = $1", linked.id)
    assert (await company.login())["code"] == "ACCOUNT_LOCKED"
    await platform.pool.execute("update players set terms_version = 'old' where id = $1", linked.id)
    changed = await company.login()
    assert changed["code"] == "TERMS_CHANGED"
    asked = await company.login(acceptedTermsVersion=changed["termsVersion"])
    assert asked["code"] == "ACCOUNT_LOCKED"
    await platform.pool.execute("update player_gates set blocks = '{login:CLOSED}' where player_id = $1", linked.id)
    assert (await company.login())["reasons"] == ["CLOSED"]


async def test_the_companies_are_told_and_where_one_may_come_back_to(api: Api, company: Company) -> None:
    assert (await api(PROVIDERS))["openIdProviders"] == [{"name": "mock"}, {"name": "away"}]
    assert (await company.begin(provider="unknown"))["fields"] == [{"path": "provider", "code": "UNKNOWN_PROVIDER"}]
    elsewhere = await company.begin(return_url="https://evil.example/")
    assert elsewhere["fields"] == [{"path": "returnUrl", "code": "ORIGIN_NOT_ALLOWED"}]


async def test_a_company_that_is_away_asks_for_patience(api: Api, company: Company, linked: SignedInPlayer) -> None:
    assert (await company.begin(provider="away"))["code"] == "TRY_AGAIN_LATER"
    one, other = await company.say_yes(), await company.say_yes()
    await prove(api, linked)
    company.way.gone = True
    try:
        assert (await company.login(one))["code"] == "TRY_AGAIN_LATER"
        assert (await company.link(linked, other))["code"] == "TRY_AGAIN_LATER"
    finally:
        company.way.gone = False


async def test_who_begins_or_fails_too_often_has_to_wait(
    elsewhere: Api, company: Company, rules: Callable[..., None]
) -> None:
    company = Company(elsewhere, company.way, company.subject)
    answer = await company.say_yes()
    rules(per_address=ThrottleRule(burst=1, seconds=3_600))
    assert [(await company.begin())["__typename"] for _ in range(3)][-1] == "TooManyAttempts"
    wrong = {**answer, "state": "x"}
    assert [(await company.login(wrong))["__typename"] for _ in range(3)][-1] == "TooManyAttempts"


async def test_where_it_is_not_offered(
    api: Api, company: Company, player: SignedInPlayer, rules: Callable[..., None]
) -> None:
    answer = await company.say_yes()
    rules(methods=("PASSWORD",))
    assert (await api(PROVIDERS))["openIdProviders"] == []
    assert (await company.begin())["reasons"] == ["METHOD_NOT_OFFERED"]
    assert (await company.login(answer))["reasons"] == ["METHOD_NOT_OFFERED"]
    assert (await company.link(player, answer))["reasons"] == ["METHOD_NOT_OFFERED"]


async def test_a_platform_without_companies_offers_none(postgres_url: str, tmp_path: Path) -> None:
    async with open_platform(settings_for_tests(tmp_path), postgres_url) as alone:
        transport = httpx.ASGITransport(build_app(alone), client=("203.0.113.7", 1234))
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as http:
            api = Api(http)
            assert (await api(PROVIDERS))["openIdProviders"] == []
            given = {"input": {"provider": "mock", "returnUrl": f"{ORIGIN}/"}}
            assert (await api(BEGIN, given))["beginOpenIdLogin"]["reasons"] == ["METHOD_NOT_OFFERED"]


@pytest.mark.parametrize("text", ["\x00", "\ud800"])
async def test_hostile_text_is_named(company: Company, text: str) -> None:
    answer = await company.say_yes()
    assert (await company.login({**answer, "state": text}))["fields"][0]["path"] == "state"
    assert (await company.begin(provider=text))["fields"][0]["path"] == "provider"


async def test_nothing_of_it_stands_in_clear(company: Company, linked: SignedInPlayer, platform: Platform) -> None:
    await company.begin()
    for table in ("challenges", "linked_methods"):
        rows = await platform.pool.fetch(f"select t::text as row from {table} t")
        text = "".join(row["row"] for row in rows)
        for secret in (company.subject, company.begun["url"].partition("state=")[2][:64]):
            assert secret not in text
            assert secret.encode().hex() not in text
