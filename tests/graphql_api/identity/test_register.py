import pytest

from app.platform import Platform
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.documents import LOGIN, REGISTER, RESEND, VERIFY_EMAIL, registration, sign_in
from tests.messages import codes_to, messages_to
from tests.running import SignedInPlayer

YOUNG = "2020-01-01"


@pytest.mark.clause("GLI-19 2.5.2(a)", rule="required and optional fields are marked", field="registration.fields")
async def test_the_jurisdiction_says_what_registration_asks(api: Api) -> None:
    rules = (
        await api(
            """{ jurisdiction { code version minimumAge currencies blockedCountries termsVersion privacyVersion
            signInMethods sessionLifetime registrationFields { name required } } }"""
        )
    )["jurisdiction"]
    assert (rules["code"], rules["minimumAge"], rules["termsVersion"]) == ("GLI", 18, "2026-01")
    assert {field["name"] for field in rules["registrationFields"] if field["required"]} == set(
        registration("a@b.co")["input"]
    )
    assert rules["sessionLifetime"] == "PT2592000S"


async def test_registers_proves_the_address_and_then_signs_in(api: Api, platform: Platform) -> None:
    registered = (await api(REGISTER, registration("gql@example.com")))["register"]
    assert (registered["__typename"], registered["email"]) == ("RegisterSuccess", "gql@example.com")
    assert (await api(LOGIN, sign_in("gql@example.com")))["login"]["code"] == "INVALID_CREDENTIALS"

    (code,) = await codes_to(platform, "gql@example.com")
    proof = {"input": {"challenge": registered["challenge"], "code": code}}
    assert (await api(VERIFY_EMAIL, proof))["verifyEmail"] == {
        "__typename": "VerifyEmailSuccess",
        "email": "gql@example.com",
    }
    assert (await api(VERIFY_EMAIL, proof))["verifyEmail"]["code"] == "CHALLENGE_EXPIRED"

    signed_in = (await api(LOGIN, sign_in("gql@example.com")))["login"]
    assert signed_in["__typename"] == "LoginSuccess"
    assert signed_in["player"]["email"] == "gql@example.com"
    assert signed_in["session"]["current"] is True
    assert signed_in["session"]["ip"] == "203.0.113.7"
    assert len(signed_in["tokens"]["deviceToken"]) == 48


async def test_a_known_address_gets_the_same_answer_and_codes_that_never_fit(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    unknown = (await api(REGISTER, registration("unknown.yet@example.com")))["register"]
    known = (await api(REGISTER, registration(player.email, password="another one")))["register"]
    assert unknown.keys() == known.keys()
    assert unknown["__typename"] == known["__typename"] == "RegisterSuccess"
    wrong = {"code": "000000"}
    answers = [
        (await api(VERIFY_EMAIL, {"input": {"challenge": challenge["challenge"], **wrong}}))["verifyEmail"]
        for challenge in (unknown, known)
    ]
    assert answers[0] == answers[1]
    assert answers[0]["attemptsLeft"] == 4
    newest, *_ = await messages_to(platform, player.email)
    assert newest.template.name == "ALREADY_REGISTERED"


async def test_another_code_takes_the_place_of_the_first_and_there_are_so_many(api: Api, platform: Platform) -> None:
    asked = (await api(REGISTER, registration("resend@example.com")))["register"]
    challenge = {"challenge": asked["challenge"]}
    assert (await api(RESEND, {"input": challenge}))["resendEmailVerification"]["expiresAt"] == asked["expiresAt"]
    newest, first = await codes_to(platform, "resend@example.com")
    refused = (await api(VERIFY_EMAIL, {"input": {**challenge, "code": first}}))["verifyEmail"]
    assert (refused["code"], refused["attemptsLeft"]) == ("WRONG_CODE", 4)
    for _ in range(3):
        await api(RESEND, {"input": challenge})
    throttled = (await api(RESEND, {"input": challenge}))["resendEmailVerification"]
    assert (throttled["code"], newest != first) == ("TOO_MANY_ATTEMPTS", True)
    assert throttled["retryAfterSeconds"] > 0


@pytest.mark.parametrize("challenge", ["", "x", "00000000-0000-4000-8000-000000000000"])
async def test_a_challenge_that_is_none_has_expired(api: Api, challenge: str) -> None:
    named = {"challenge": challenge}
    assert (await api(RESEND, {"input": named}))["resendEmailVerification"]["code"] == "CHALLENGE_EXPIRED"
    assert (await api(VERIFY_EMAIL, {"input": {**named, "code": "1"}}))["verifyEmail"]["code"] == "CHALLENGE_EXPIRED"


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
