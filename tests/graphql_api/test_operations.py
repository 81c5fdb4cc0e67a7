"""Every published operation, sent by its id to the platform, in the order in which a stranger meets them."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import pyotp
import pytest

from app.contract import FOLDER
from app.http.graphql import open_graphql
from app.http.server import Server
from app.platform import Platform
from domain.identity import Login
from domain.jurisdiction import GLI
from domain.shared import Dispatch
from graphql_api.execution.trusted import document_id
from tests.builders import a_visit
from tests.messages import codes_to
from tests.passkey_device import Device
from tests.running import SignedInPlayer, SignUp

PASSWORD = "correct horse battery"
TWO_STEPS = {
    "BeginTwoFactorSetup",
    "CompleteLogin",
    "ConfirmTwoFactorSetup",
    "DisableTwoFactor",
    "LoginWithCode",
    "RegenerateRecoveryCodes",
    "RequestLoginCode",
    "RequestSecondFactorCode",
    "RequestStepUpCode",
    "UnlockSession",
}

SESSIONS = {"LoginHistory", "RevokeOtherSessions", "RevokeSession", "Sessions"}
PHONE = {"ChangePhone", "RequestPhoneCode", "VerifyPhone"}
LIMITS = {
    "AcknowledgeLimitReview",
    "AcknowledgeRealityCheck",
    "ConfirmLimitChange",
    "DeclineLimits",
    "Limits",
    "RemoveLimit",
    "SetLimit",
    "SetRealityCheck",
}
EXCLUSIONS = {"Exclusions", "RequestExclusionEnd", "SelfExclude", "TakeTimeOut"}
RECOVERY = {"RequestPasswordReset", "RequestSecondFactorReset", "ResetPassword"}

PASSKEYS = {
    "BeginPasskeyLogin",
    "BeginPasskeyProof",
    "BeginPasskeyRegistration",
    "LoginWithPasskey",
    "RegisterPasskey",
}
COMPANIES = {"BeginOpenIdLogin", "LinkOpenId", "LoginWithOpenId", "OpenIdProviders"}

KYC = {"Kyc", "StartKyc", "StartVendorKyc", "SubmitKyc"}
COMPLAINTS = {"CloseComplaint", "Complaints", "OpenComplaint", "ReplyToComplaint"}

ACCOUNT = {
    "AcceptJurisdiction",
    "AcceptTerms",
    "Account",
    "ChangeEmail",
    "ChangePassword",
    "CloseAccount",
    "RequestDataExport",
    "RevertEmailChange",
    "UpdateConsents",
    "UpdateProfile",
    "VerifyEmailChange",
}
"""The operations of a player's own record, sent by a test below."""


class Client:
    """Sends trusted documents; ``sent`` names them."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http
        self.headers: dict[str, str] = {}
        self.sent: set[str] = set()

    async def ask(self, name: str, **variables: Any) -> Any:
        """The operation's root field; there are never top-level errors."""
        self.sent.add(name)
        id = document_id((FOLDER / "operations" / f"{name}.graphql").read_text())
        answer = await self._http.post(
            "/graphql", json={"documentId": id, "variables": variables}, headers=self.headers
        )
        body = answer.json()
        assert answer.status_code == 200, body
        assert "errors" not in body
        [field] = body["data"].values()
        found: Any = field
        return found


@pytest.fixture
async def client(platform: Platform) -> AsyncIterator[Client]:
    server = Server(platform, open_graphql(platform), [], [])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(server), base_url="http://127.0.0.1:8000") as http:
        yield Client(http)


async def test_the_walking_path(client: Client, platform: Platform) -> None:
    house = await client.ask("House")
    british = await client.ask("Jurisdiction", country="GB")
    assert (british["play"]["autoplay"], british["exclusions"]["register"]) == (False, "GAMSTOP")
    assert british["play"]["stakeCaps"][0]["most"] == {"amount": "2.00", "currency": "GBP"}
    assert british["kyc"]["before"][0] == {"gate": "bet", "level": "IDENTITY"}
    assert (await client.ask("BotCheck"))["kind"] == "NONE"
    email = f"{uuid4().hex}@example.com"
    person = {"email": email, "password": PASSWORD}
    registered = await client.ask(
        "Register",
        input={
            **person,
            "country": "DE",
            "birthDate": "1990-01-31",
            "currency": house["currencies"][0],
            "termsVersion": house["termsVersion"],
        },
    )
    assert (registered["__typename"], registered["email"]) == ("RegisterSuccess", email)
    challenge = {"challenge": registered["challenge"]}
    again = await client.ask("ResendEmailVerification", input=challenge)
    assert again["__typename"] == "ResendEmailVerificationSuccess"
    code, _ = await codes_to(platform, email)
    verified = await client.ask("VerifyEmail", input={**challenge, "code": code})
    assert verified == {"__typename": "VerifyEmailSuccess", "email": email}
    wrong = await client.ask("Login", input={**person, "password": "not this one"})
    assert (wrong["__typename"], wrong["code"]) == ("InvalidCredentials", "INVALID_CREDENTIALS")
    login = await client.ask("Login", input=person)
    client.headers = {"authorization": f"Bearer {login['tokens']['accessToken']}"}
    me = await client.ask("Me")
    assert me["email"] == email
    assert [wallet["cash"] for wallet in me["wallets"]] == [{"amount": "0.00", "currency": "EUR"}]

    assert (await client.ask("Games", first=5))["pageInfo"]["hasNextPage"] in (True, False)
    unknown = {"slug": "no-such-game", "returnUrl": "https://casino.example/", "device": "MOBILE"}
    assert (await client.ask("LaunchDemo", input=unknown))["code"] == "UNKNOWN_GAME"
    launch = {**unknown, "currency": "EUR", "idempotencyKey": uuid4().hex}
    assert (await client.ask("LaunchGame", input=launch))["code"] == "UNKNOWN_GAME"

    await client.ask("PaymentMethods", direction="DEPOSIT", currency="EUR")
    order = {"method": "no-such-method", "amount": {"amount": "1.234", "currency": "EUR"}}
    key = {"idempotencyKey": uuid4().hex}
    deposit = await client.ask("StartDeposit", input={**order, **key})
    problems = {(problem["path"], problem["code"]) for problem in deposit["fields"]}
    assert ("amount.amount", "EXCESS_DIGITS") in problems
    withdrawal = await client.ask("RequestWithdrawal", input={**order, **key})
    assert withdrawal["code"] == "INVALID_INPUT"
    fresh = await client.ask("StepUp", input={"method": "PASSWORD", "password": PASSWORD})
    assert fresh["__typename"] == "StepUpSuccess"
    assert (await client.ask("Transactions", first=10))["transactions"]["edges"] == []

    client.headers = {}
    renewed = await client.ask("RefreshSession", input={"refreshToken": login["tokens"]["refreshToken"]})
    assert renewed["session"]["id"] == login["session"]["id"]
    client.headers = {"authorization": f"Bearer {renewed['tokens']['accessToken']}"}
    assert (await client.ask("Logout", input={}))["__typename"] == "LogoutSuccess"

    live = {
        "BalanceChanged",
        "GateChanged",
        "JurisdictionChanged",
        "SessionEvents",
        "TransactionAdded",
        "LimitChanged",
    } | {"KycChanged"}
    assert (
        client.sent
        | live
        | EXCLUSIONS
        | LIMITS
        | TWO_STEPS
        | RECOVERY
        | PASSKEYS
        | COMPANIES
        | ACCOUNT
        | PHONE
        | SESSIONS
        | COMPLAINTS
        | KYC
        == {path.stem for path in (FOLDER / "operations").glob("*.graphql")}
    )


async def test_two_steps_and_back_to_one(client: Client, platform: Platform, player: SignedInPlayer) -> None:
    """From another network, by a code, with an authenticator app, and without it again."""
    asked = await client.ask("Login", input={"email": player.email, "password": PASSWORD})
    step = {"challenge": asked["challenge"], "method": "EMAIL_CODE"}
    await client.ask("RequestSecondFactorCode", input=step)
    code, *_ = await codes_to(platform, player.email)
    login = await client.ask("CompleteLogin", input={**step, "code": code})
    assert login["__typename"] == "CompleteLoginSuccess"
    begun = await client.ask("RequestLoginCode", input={"email": player.email})
    code, *_ = await codes_to(platform, player.email)
    answered = await client.ask("LoginWithCode", input={"challenge": begun["challenge"], "code": code})
    assert answered["__typename"] == "LoginWithCodeSuccess"

    client.headers = {"authorization": f"Bearer {answered['tokens']['accessToken']}"}
    assert (await client.ask("RequestStepUpCode", input={"method": "EMAIL_CODE"}))["reasons"] == ["METHOD_NOT_OFFERED"]
    assert (await client.ask("BeginTwoFactorSetup", input={}))["methods"] == ["PASSWORD"]
    await client.ask("UnlockSession", input={"method": "PASSWORD", "password": PASSWORD})
    setup = await client.ask("BeginTwoFactorSetup", input={})
    first = pyotp.TOTP(setup["secret"]).now()
    enabled = await client.ask("ConfirmTwoFactorSetup", input={"challenge": setup["challenge"], "code": first})
    assert (await client.ask("RegenerateRecoveryCodes", input={}))["code"] == "STEP_UP_REQUIRED"
    await client.ask("StepUp", input={"method": "RECOVERY_CODE", "code": enabled["recoveryCodes"][0]})
    assert len((await client.ask("RegenerateRecoveryCodes", input={}))["recoveryCodes"]) == 10
    assert (await client.ask("DisableTwoFactor", input={}))["__typename"] == "DisableTwoFactorSuccess"
    assert client.sent >= TWO_STEPS


async def test_the_sessions_of_a_player(client: Client, dispatch: Dispatch, player: SignedInPlayer) -> None:
    client.headers = player.bearer
    await dispatch(Login(player.email, PASSWORD, a_visit()))
    other, mine = [edge["node"] for edge in (await client.ask("Sessions"))["sessions"]["edges"]]
    assert (mine["current"], other["current"], other["device"]) == (True, False, "Tests/1.0")
    ended = await client.ask("RevokeSession", input={"sessionId": other["id"]})
    assert ended["sessionId"] == other["id"]
    assert (await client.ask("RevokeOtherSessions", input={}))["sessionIds"] == []
    history = (await client.ask("LoginHistory"))["loginHistory"]["edges"]
    assert [edge["node"]["event"] for edge in history] == ["SIGNED_IN", "SIGNED_IN"]
    assert client.sent == SESSIONS


async def test_a_phone_number_and_another_one(client: Client, platform: Platform, player: SignedInPlayer) -> None:
    client.headers = player.bearer
    await client.ask("StepUp", input={"method": "PASSWORD", "password": PASSWORD})
    for name, field, phone in (
        ("RequestPhoneCode", "phone", "+4915190000001"),
        ("ChangePhone", "newPhone", "+4915190000002"),
    ):
        begun = await client.ask(name, input={field: phone})
        code, *_ = await codes_to(platform, phone)
        verified = await client.ask("VerifyPhone", input={"challenge": begun["challenge"], "code": code})
        assert verified["player"]["phone"] == phone
    assert client.sent >= PHONE


async def test_a_forgotten_password(client: Client, platform: Platform, player: SignedInPlayer) -> None:
    begun = await client.ask("RequestPasswordReset", input={"email": player.email})
    code, *_ = await codes_to(platform, player.email)
    answer = {"challenge": begun["challenge"], "code": code, "newPassword": "a wholly different phrase"}
    assert (await client.ask("ResetPassword", input=answer))["__typename"] == "ResetPasswordSuccess"
    lost = {"challenge": begun["challenge"], "statement": "It fell into a lake."}
    assert (await client.ask("RequestSecondFactorReset", input=lost))["code"] == "CHALLENGE_EXPIRED"
    assert client.sent == RECOVERY


async def test_an_account_from_its_terms_to_its_end(client: Client, platform: Platform, player: SignedInPlayer) -> None:
    client.headers = player.bearer
    assert (await client.ask("AcceptTerms", input={"termsVersion": GLI.terms_version}))["acceptedAt"]
    rules = await client.ask("AcceptJurisdiction", input={"version": GLI.version})
    assert (rules["jurisdiction"]["version"], rules["player"]["jurisdictionOffer"]) == (GLI.version, None)
    named = await client.ask("UpdateProfile", input={"username": f"u{uuid4().hex[:12]}"})
    agreed = {"changes": [{"channel": "EMAIL", "product": "CASINO", "granted": True}]}
    consents = (await client.ask("UpdateConsents", input=agreed))["consents"]
    account = await client.ask("Account")
    assert (account["username"], account["consents"]) == (named["player"]["username"], consents)

    asked = await client.ask("ChangePassword", input={"newPassword": "a wholly different phrase"})
    assert asked["methods"] == ["PASSWORD"]
    await client.ask("StepUp", input={"method": "PASSWORD", "password": PASSWORD})
    changed = await client.ask("ChangePassword", input={"newPassword": "a wholly different phrase"})
    assert changed["__typename"] == "ChangePasswordSuccess"
    new = f"{uuid4().hex}@example.com"
    begun = await client.ask("ChangeEmail", input={"newEmail": new})
    code, *_ = await codes_to(platform, new)
    await client.ask("VerifyEmailChange", input={"challenge": begun["challenge"], "code": code})
    assert (await client.ask("Account"))["email"] == new
    assert (await client.ask("RequestDataExport", input={}))["ready"] is False
    assert (await client.ask("CloseAccount", input={"reason": "Moving on"}))["balanceLeft"] is False

    client.headers = {}
    code, *_ = await codes_to(platform, player.email)
    assert (await client.ask("RevertEmailChange", input={"code": code}))["email"] == player.email
    assert client.sent - {"StepUp"} == ACCOUNT


async def test_becoming_known(client: Client, sign_up: SignUp) -> None:
    newcomer = await sign_up(verified=False)
    client.headers = newcomer.bearer
    kyc = (await client.ask("Kyc"))["kyc"]
    assert (kyc["level"], "lastName" in kyc["missingDetails"]) == ("NONE", True)
    for name in ("StartKyc", "StartVendorKyc"):
        assert (await client.ask(name, input={"level": "IDENTITY"}))["missing"] == kyc["missingDetails"]
    assert (await client.ask("SubmitKyc", input={"level": "IDENTITY"}))["kycStatus"] == "NOT_STARTED"
    assert client.sent == KYC


async def test_a_complaint_and_its_withdrawal(client: Client, player: SignedInPlayer) -> None:
    client.headers = player.bearer
    first = {"category": "GAME", "subject": "Stuck", "text": "It hangs.", "idempotencyKey": uuid4().hex}
    opened = (await client.ask("OpenComplaint", input=first))["complaint"]
    assert opened["state"] == "OPEN"
    more = {"complaintId": opened["id"], "text": "Still."}
    assert len((await client.ask("ReplyToComplaint", input=more))["complaint"]["messages"]) == 2
    closed = await client.ask("CloseComplaint", input={"complaintId": opened["id"]})
    assert closed["complaint"]["state"] == "CLOSED"
    [edge] = (await client.ask("Complaints"))["complaints"]["edges"]
    assert edge["node"]["subject"] == "Stuck"
    assert client.sent == COMPLAINTS


async def test_a_break_and_a_longer_one(client: Client, player: SignedInPlayer) -> None:
    client.headers = player.bearer
    taken = (await client.ask("TakeTimeOut", input={"hours": 24}))["exclusion"]
    begun = (await client.ask("SelfExclude", input={"months": 6, "reason": "Enough"}))["exclusion"]
    shown = await client.ask("Exclusions")
    assert {each["id"] for each in shown["exclusions"]} == {taken["id"], begun["id"]}
    assert shown["gates"]["deposit"] == {"open": False, "reasons": ["SELF_EXCLUDED", "TIME_OUT"], "until": None}
    held = await client.ask("RequestExclusionEnd", input={"exclusionId": begun["id"], "reason": "Too long"})
    assert (held["code"], held["endsAt"]) == ("EXCLUSION_HOLDS", begun["endsAt"])
    assert client.sent == EXCLUSIONS


async def test_a_passkey_from_its_device_to_a_session(client: Client, player: SignedInPlayer) -> None:
    client.headers, device = player.bearer, Device(player.id.bytes)
    assert (await client.ask("BeginPasskeyRegistration", input={}))["methods"] == ["PASSWORD"]
    await client.ask("StepUp", input={"method": "PASSWORD", "password": PASSWORD})
    begun = await client.ask("BeginPasskeyRegistration", input={})
    made = {"challenge": begun["challenge"], "credential": device.create(begun["options"]), "name": "my phone"}
    registered = await client.ask("RegisterPasskey", input=made)
    assert [method["label"] for method in registered["player"]["signInMethods"]] == ["my phone"]
    proof = await client.ask("BeginPasskeyProof", input={})
    shown = {"method": "PASSKEY", "assertion": device.get(proof["options"])}
    assert (await client.ask("StepUp", input=shown))["__typename"] == "StepUpSuccess"

    client.headers = {}
    begun = await client.ask("BeginPasskeyLogin", input={})
    answer = {"challenge": begun["challenge"], "credential": device.get(begun["options"])}
    opened = await client.ask("LoginWithPasskey", input=answer)
    assert opened["player"]["email"] == player.email
    assert client.sent - {"StepUp"} == PASSKEYS


async def test_a_platform_that_knows_no_companies_says_so(client: Client, player: SignedInPlayer) -> None:
    """With one, they are sent in ``tests/graphql_api/identity/test_openid.py``."""
    assert await client.ask("OpenIdProviders") == []
    page = {"provider": "company", "returnUrl": "http://127.0.0.1:8000/welcome"}
    assert (await client.ask("BeginOpenIdLogin", input=page))["reasons"] == ["METHOD_NOT_OFFERED"]
    answer = {"challenge": str(uuid4()), "state": "state", "code": "code"}
    assert (await client.ask("LoginWithOpenId", input=answer))["code"] == "CHALLENGE_EXPIRED"
    client.headers = player.bearer
    assert (await client.ask("LinkOpenId", input=answer))["methods"] == ["PASSWORD"]
    assert client.sent == COMPANIES


async def test_limits_and_reality_checks(client: Client, player: SignedInPlayer) -> None:
    client.headers = player.bearer
    assert (await client.ask("DeclineLimits", input={"noLimitsWanted": True}))["prompts"] == []
    amount = {"amount": "50.00", "currency": "EUR"}
    limit = (await client.ask("SetLimit", input={"kind": "DEPOSIT", "period": "DAY", "amount": amount}))["limit"]
    assert [each["id"] for each in (await client.ask("Limits"))["limits"]] == [limit["id"]]
    asked = await client.ask("RemoveLimit", input={"limitId": limit["id"]})
    early = await client.ask("ConfirmLimitChange", input={"limitId": limit["id"]})
    assert early["confirmFrom"] == asked["limit"]["pending"]["confirmFrom"]
    assert (await client.ask("AcknowledgeLimitReview", input={"reviewed": True}))["prompts"] == []
    assert (await client.ask("SetRealityCheck", input={"minutes": 30}))["realityCheck"]["interval"] == "PT1800S"
    assert (await client.ask("AcknowledgeRealityCheck", input={}))["code"] == "NOTHING_TO_ACKNOWLEDGE"
    assert client.sent == LIMITS


async def test_a_stranger_is_told_to_sign_in(client: Client) -> None:
    order = {
        "method": "card",
        "amount": {"amount": "1.00", "currency": "EUR"},
        "idempotencyKey": uuid4().hex,
    }
    for name, input in (
        ("StartDeposit", order),
        ("RequestWithdrawal", order),
        ("StepUp", {"method": "PASSWORD", "password": PASSWORD}),
        ("Logout", {}),
    ):
        assert (await client.ask(name, input=input))["code"] == "NOT_SIGNED_IN", name
    assert GLI.terms_version == (await client.ask("House"))["termsVersion"]
