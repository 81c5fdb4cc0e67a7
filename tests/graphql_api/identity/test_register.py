import pytest

from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.documents import LOGIN, REGISTER, registration, sign_in

YOUNG = "2020-01-01"


async def test_the_jurisdiction_says_what_registration_asks(api: Api) -> None:
    rules = (
        await api(
            """{ jurisdiction { code version minimumAge currencies blockedCountries termsVersion privacyVersion
            signInMethods sessionLifetime registrationFields { name required } } }"""
        )
    )["jurisdiction"]
    assert (rules["code"], rules["minimumAge"], rules["termsVersion"]) == ("GLI", 18, "2026-01")
    assert {field["name"] for field in rules["registrationFields"]} == set(registration("a@b.co")["input"])
    assert rules["sessionLifetime"] == "PT2592000S"


async def test_registers_and_then_signs_in(api: Api) -> None:
    registered = (await api(REGISTER, registration("gql@example.com")))["register"]
    assert registered == {"__typename": "RegisterSuccess", "email": "gql@example.com"}
    signed_in = (await api(LOGIN, sign_in("gql@example.com")))["login"]
    assert signed_in["__typename"] == "LoginSuccess"
    assert signed_in["player"]["email"] == "gql@example.com"
    assert signed_in["session"]["current"] is True
    assert signed_in["session"]["ip"] == "198.51.100.9"


async def test_a_known_address_gets_the_same_answer(api: Api) -> None:
    first = await api(REGISTER, registration("again@example.com"))
    assert await api(REGISTER, registration("again@example.com", password="another one")) == first


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"birthDate": YOUNG}, {"code": "UNDERAGE", "minimumAgeYears": 18}),
        ({"country": "KP"}, {"code": "COUNTRY_NOT_SERVED"}),
        ({"termsVersion": "1"}, {"code": "TERMS_CHANGED", "termsVersion": "2026-01", "privacyVersion": "2026-01"}),
    ],
)
async def test_says_why_not(api: Api, changes: dict[str, str], answer: dict[str, object]) -> None:
    refused = (await api(REGISTER, registration("why@example.com", **changes)))["register"]
    assert {name: refused[name] for name in answer} == answer
    assert refused["message"]


async def test_names_every_bad_field(api: Api) -> None:
    bad = registration("nobody", password="x", country="ZZ", birthDate="2999-01-01", currency="DOGE")
    refused = (await api(REGISTER, bad))["register"]
    assert refused["code"] == "INVALID_INPUT"
    assert {field["path"]: field["code"] for field in refused["fields"]} == {
        "email": "MALFORMED",
        "password": "TOO_SHORT",
        "country": "UNKNOWN_COUNTRY",
        "birthDate": "OUT_OF_RANGE",
        "currency": "UNKNOWN_CURRENCY",
    }


@pytest.mark.parametrize("field", ["email", "password", "country", "currency", "termsVersion"])
@pytest.mark.parametrize("text", ["\x00", "\ud800", "", "a" * 20_000])
async def test_hostile_text_is_an_answer_never_an_error(api: Api, field: str, text: str) -> None:
    refused = (await api(REGISTER, registration("hostile@example.com", **{field: text})))["register"]
    assert refused["__typename"] in ("InvalidInput", "TermsChanged")
