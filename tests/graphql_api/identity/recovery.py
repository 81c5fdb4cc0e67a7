"""The operations of recovery."""

from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.two_factor import NOT_ALLOWED, SECOND_FACTOR, TOO_MANY, WRONG_CODE, _mutation, do

REQUEST_PASSWORD_RESET = _mutation("requestPasswordReset", "challenge expiresAt", TOO_MANY)
RESET_PASSWORD = _mutation("resetPassword", "resetAt", SECOND_FACTOR + WRONG_CODE + NOT_ALLOWED + TOO_MANY)
REQUEST_SECOND_FACTOR_RESET = _mutation("requestSecondFactorReset", "requestedAt", NOT_ALLOWED)


async def begin_reset(api: Api, email: str) -> str:
    begun = await do(api, REQUEST_PASSWORD_RESET, email=email)
    assert begun["__typename"] == "RequestPasswordResetSuccess", begun
    return str(begun["challenge"])
