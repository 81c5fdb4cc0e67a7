"""A person with an authenticator app, a platform whose time a test holds, and the operations that they send."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pyotp

from tests.fakes.shared import HeldClock
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.documents import LOGIN, SIGNED_IN, sign_in
from tests.running import SignedInPlayer

STEP_UP_REQUIRED = "... on StepUpRequired { methods }"
WRONG_CODE = "... on WrongCode { attemptsLeft }"
NOT_ALLOWED = "... on NotAllowed { reasons }"
TOO_MANY = "... on TooManyAttempts { retryAfterSeconds }"
SECOND_FACTOR = "... on SecondFactorRequired { challenge methods expiresAt }"
LOCKED = "... on AccountLocked { challenge methods expiresAt }"
TERMS = "... on TermsChanged { termsVersion privacyVersion }"
REJECTED = "... on ProofRejected { reason }"
TWO_FACTOR = "{ me { twoFactor { enabled methods recoveryCodesLeft } } }"


def _mutation(name: str, selection: str, refusals: str = "") -> str:
    title = name[0].upper() + name[1:]
    return f"""
mutation ($input: {title}Input!) {{ {name}(input: $input) {{
    __typename ... on UserError {{ code message }}
    ... on InvalidInput {{ fields {{ path code }} }}
    ... on {title}Success {{ {selection} }}
    {refusals}
}} }}"""


COMPLETE_LOGIN = _mutation("completeLogin", SIGNED_IN, WRONG_CODE + NOT_ALLOWED + TOO_MANY)
REQUEST_SECOND_FACTOR_CODE = _mutation("requestSecondFactorCode", "expiresAt", NOT_ALLOWED + TOO_MANY)
REQUEST_LOGIN_CODE = _mutation("requestLoginCode", "challenge expiresAt", NOT_ALLOWED + TOO_MANY)
LOGIN_WITH_CODE = _mutation(
    "loginWithCode", SIGNED_IN, SECOND_FACTOR + LOCKED + WRONG_CODE + NOT_ALLOWED + TOO_MANY + TERMS
)
STEP_UP = _mutation("stepUp", "holdsUntil", WRONG_CODE + NOT_ALLOWED + TOO_MANY + REJECTED)
UNLOCK_SESSION = _mutation("unlockSession", "holdsUntil", WRONG_CODE + NOT_ALLOWED + TOO_MANY + REJECTED)
REQUEST_STEP_UP_CODE = _mutation("requestStepUpCode", "challenge expiresAt", NOT_ALLOWED + TOO_MANY)
BEGIN = _mutation("beginTwoFactorSetup", "challenge secret otpauthUri qrCode expiresAt", STEP_UP_REQUIRED + NOT_ALLOWED)
CONFIRM = _mutation("confirmTwoFactorSetup", "recoveryCodes", WRONG_CODE)
DISABLE = _mutation("disableTwoFactor", "disabledAt", STEP_UP_REQUIRED + NOT_ALLOWED)
REGENERATE = _mutation("regenerateRecoveryCodes", "recoveryCodes", STEP_UP_REQUIRED + NOT_ALLOWED)


async def do(api: Api, document: str, by: SignedInPlayer | None = None, /, **given: Any) -> Any:
    """The answer of a document's one mutation."""
    (answer,) = (await api(document, {"input": given}, by=by)).values()
    return answer


@dataclass(slots=True)
class Phone:
    """An authenticator app, whose clock is the platform's."""

    secret: str
    recovery_codes: list[str]
    clock: HeldClock

    def code(self) -> str:
        return pyotp.TOTP(self.secret).at(self.clock.now())

    def next_code(self) -> str:
        """One that was not used before, half a minute later."""
        self.clock.forward(timedelta(seconds=30))
        return self.code()


async def enable(api: Api, clock: HeldClock, player: SignedInPlayer) -> Phone:
    stepped_up = await do(api, STEP_UP, player, method="PASSWORD", password=player.password)
    assert stepped_up["__typename"] == "StepUpSuccess", stepped_up
    setup = await do(api, BEGIN, player)
    phone = Phone(setup["secret"], [], clock)
    enabled = await do(api, CONFIRM, player, challenge=setup["challenge"], code=phone.code())
    phone.recovery_codes = enabled["recoveryCodes"]
    return phone


async def first_factor(api: Api, player: SignedInPlayer) -> str:
    """The challenge that the right password leads to."""
    answer = (await api(LOGIN, sign_in(player.email, player.password)))["login"]
    assert answer["__typename"] in ("SecondFactorRequired", "AccountLocked"), answer
    return str(answer["challenge"])
