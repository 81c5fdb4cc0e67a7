"""The operations that the tests of the account send."""

from typing import Any

from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.documents import STEP_UP
from tests.running import SignedInPlayer


def _mutation(name: str, selection: str, refusals: str = "") -> str:
    title = name[0].upper() + name[1:]
    return f"""
mutation ($input: {title}Input!) {{ {name}(input: $input) {{
    __typename ... on UserError {{ code message }}
    ... on InvalidInput {{ fields {{ path code }} }}
    ... on {title}Success {{ {selection} }}
    {refusals}
}} }}"""


STEP_UP_REQUIRED = "... on StepUpRequired { methods }"
WRONG_CODE = "... on WrongCode { attemptsLeft }"
NOT_ALLOWED = "... on NotAllowed { reasons }"
TOO_MANY = "... on TooManyAttempts { retryAfterSeconds }"
CHANGE_PASSWORD = _mutation("changePassword", "changedAt", STEP_UP_REQUIRED)
CHANGE_EMAIL = _mutation("changeEmail", "challenge expiresAt", STEP_UP_REQUIRED + TOO_MANY)
VERIFY_EMAIL_CHANGE = _mutation("verifyEmailChange", "player { email }", WRONG_CODE)
REVERT_EMAIL_CHANGE = _mutation("revertEmailChange", "email", WRONG_CODE)
UPDATE_PROFILE = _mutation(
    "updateProfile",
    "player { username language profile { firstName lastName address city postalCode } }",
    STEP_UP_REQUIRED + NOT_ALLOWED + TOO_MANY,
)
ACCEPT_TERMS = _mutation(
    "acceptTerms",
    "termsVersion privacyVersion acceptedAt player { termsVersion gates { bet { reasons } deposit { reasons } } }",
    "... on TermsChanged { termsVersion privacyVersion }",
)
UPDATE_CONSENTS = _mutation("updateConsents", "consents { channel product granted changedAt }")
CLOSE_ACCOUNT = _mutation("closeAccount", "closedAt balanceLeft", STEP_UP_REQUIRED + NOT_ALLOWED)
REQUEST_DATA_EXPORT = _mutation("requestDataExport", "downloadUrl linkExpiresAt ready", STEP_UP_REQUIRED)
CONSENTS = "{ me { consents { channel product granted changedAt } } }"


async def do(api: Api, document: str, by: SignedInPlayer | None = None, **given: Any) -> dict[str, Any]:
    """The result of a mutation with one input."""
    (result,) = (await api(document, {"input": given}, by=by)).values()
    assert isinstance(result, dict)
    return result


async def step_up(api: Api, by: SignedInPlayer) -> None:
    given = {"method": "PASSWORD", "password": by.password}
    assert (await do(api, STEP_UP, by, **given))["__typename"] == "StepUpSuccess"
