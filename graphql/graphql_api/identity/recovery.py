"""Recovery: a forgotten password, a lost second factor."""

from datetime import datetime
from typing import Annotated

import strawberry

from domain import identity
from domain.identity import RequestPasswordReset, RequestSecondFactorReset, ResetPassword
from graphql_api.core import Info, InvalidInput, NotAllowed, TooManyAttempts, TryAgainLater, mutation
from graphql_api.identity.challenges import challenge_id
from graphql_api.identity.refusals import ChallengeExpired, SecondFactorRequired, WrongCode
from graphql_api.identity.signed_in import visit


@strawberry.input
class RequestPasswordResetInput:
    email: str


@strawberry.input
class ResetPasswordInput:
    challenge: strawberry.ID = strawberry.field(description="Of `requestPasswordReset`.")
    code: str = strawberry.field(description="From the message.")
    new_password: str = strawberry.field(description="8 to 128 characters of any kind.")
    second_factor_method: identity.ProofMethod | None = strawberry.field(
        default=None, description="After `SecondFactorRequired`: `TOTP` or `RECOVERY_CODE`."
    )
    second_factor_code: str | None = strawberry.field(default=None, description="With `secondFactorMethod`.")


@strawberry.input
class RequestSecondFactorResetInput:
    challenge: strawberry.ID = strawberry.field(
        description="Of `SecondFactorRequired` or `AccountLocked`; it is spent."
    )
    statement: str = strawberry.field(description="What happened, in 1 to 2000 characters, for staff to read.")


@strawberry.type
class RequestPasswordResetSuccess:
    """A message is on its way, if anybody has this address: the answer is the same for one that nobody has."""

    challenge: strawberry.ID = strawberry.field(description="Name it in `resetPassword`. Keep it secret.")
    expires_at: datetime


@strawberry.type
class ResetPasswordSuccess:
    """The new password holds, every session has ended, and the account is not locked. Sign in with `login`."""

    reset_at: datetime


@strawberry.type
class RequestSecondFactorResetSuccess:
    """Staff will look into it; one that waits already stands as it is. The account's owner is told by e-mail.

    Once approved, two-factor sign-in goes off after a waiting time, unless somebody signs in with it before.
    """

    requested_at: datetime


RequestPasswordResetResult = Annotated[
    RequestPasswordResetSuccess | TooManyAttempts | InvalidInput, strawberry.union("RequestPasswordResetResult")
]
ResetPasswordResult = Annotated[
    ResetPasswordSuccess
    | SecondFactorRequired
    | WrongCode
    | ChallengeExpired
    | NotAllowed
    | TooManyAttempts
    | InvalidInput
    | TryAgainLater,
    strawberry.union("ResetPasswordResult"),
]
RequestSecondFactorResetResult = Annotated[
    RequestSecondFactorResetSuccess | ChallengeExpired | NotAllowed | InvalidInput,
    strawberry.union("RequestSecondFactorResetResult"),
]


@strawberry.type
class RecoveryMutations:
    @mutation
    async def request_password_reset(self, info: Info, input: RequestPasswordResetInput) -> RequestPasswordResetResult:
        """Sends a code that sets a new password; then `resetPassword`."""
        begun = await info.context.dispatch(RequestPasswordReset(input.email, visit(info.context)))
        return RequestPasswordResetSuccess(challenge=strawberry.ID(str(begun.challenge)), expires_at=begun.expires_at)

    @mutation
    async def reset_password(self, info: Info, input: ResetPasswordInput) -> ResetPasswordResult:
        """Sets a new password by the code of `requestPasswordReset`, and ends every session.

        With two-factor sign-in on it answers `SecondFactorRequired`: repeat it with `secondFactorMethod` and
        `secondFactorCode` (its challenge is the same one, and not for `completeLogin`).
        """
        reset = await info.context.dispatch(
            ResetPassword(
                challenge_id(input.challenge),
                input.code,
                input.new_password,
                visit(info.context),
                input.second_factor_method,
                input.second_factor_code,
            )
        )
        return ResetPasswordSuccess(reset_at=reset.reset_at)

    @mutation
    async def request_second_factor_reset(
        self, info: Info, input: RequestSecondFactorResetInput
    ) -> RequestSecondFactorResetResult:
        """Asks staff to turn two-factor sign-in off, when the authenticator and the recovery codes are lost."""
        asked = await info.context.dispatch(
            RequestSecondFactorReset(challenge_id(input.challenge), input.statement, visit(info.context))
        )
        return RequestSecondFactorResetSuccess(requested_at=asked.requested_at)
