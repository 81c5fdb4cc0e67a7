"""The second of two steps, and signing in by a code alone."""

from datetime import datetime
from typing import Annotated

import strawberry

from domain import identity
from domain.identity import CompleteLogin, Evidence, LoginWithCode, RequestLoginCode, RequestSecondFactorCode
from graphql_api.core import Info, InvalidInput, NotAllowed, TooManyAttempts, field_texts, mutation
from graphql_api.identity.challenges import challenge_id
from graphql_api.identity.refusals import (
    AccountLocked,
    ChallengeExpired,
    SecondFactorRequired,
    TermsChanged,
    WrongCode,
)
from graphql_api.identity.signed_in import SignedInSuccess, handed_over, visit

field_texts({"ONE_OF_EMAIL_AND_PHONE": "Please give either an e-mail address or a phone number."})


@strawberry.type
class CompleteLoginSuccess(SignedInSuccess):
    """A session is open."""


@strawberry.type
class RequestSecondFactorCodeSuccess:
    """Another message is on its way; the code before is worth nothing now."""

    expires_at: datetime


@strawberry.type
class RequestLoginCodeSuccess:
    """A message is on its way, if anybody has this address: the answer is the same for one that nobody has."""

    challenge: strawberry.ID = strawberry.field(description="Name it in `loginWithCode`. Keep it secret.")
    expires_at: datetime


@strawberry.type
class LoginWithCodeSuccess(SignedInSuccess):
    """A session is open."""


@strawberry.input
class CompleteLoginInput:
    challenge: strawberry.ID = strawberry.field(description="Of `SecondFactorRequired` or `AccountLocked`.")
    method: identity.ProofMethod = strawberry.field(description="One of its `methods`.")
    code: str = strawberry.field(description="Spaces and hyphens do not matter.")


@strawberry.input
class RequestSecondFactorCodeInput:
    challenge: strawberry.ID = strawberry.field(description="Of `SecondFactorRequired` or `AccountLocked`.")
    method: identity.ProofMethod = strawberry.field(description="`EMAIL_CODE` or `SMS_CODE`, as its `methods` say.")


@strawberry.input
class RequestLoginCodeInput:
    """One of the two."""

    email: str | None = None
    phone: str | None = strawberry.field(default=None, description="In E.164 form: `+491701234567`.")


@strawberry.input
class LoginWithCodeInput:
    challenge: strawberry.ID = strawberry.field(description="Of `requestLoginCode`.")
    code: str = strawberry.field(description="From the message.")
    accepted_terms_version: str | None = strawberry.field(
        default=None, description="After `TermsChanged`: the version that was shown and agreed to now."
    )


CompleteLoginResult = Annotated[
    CompleteLoginSuccess | WrongCode | ChallengeExpired | NotAllowed | TooManyAttempts | InvalidInput,
    strawberry.union("CompleteLoginResult"),
]
RequestSecondFactorCodeResult = Annotated[
    RequestSecondFactorCodeSuccess | ChallengeExpired | NotAllowed | TooManyAttempts | InvalidInput,
    strawberry.union("RequestSecondFactorCodeResult"),
]
RequestLoginCodeResult = Annotated[
    RequestLoginCodeSuccess | NotAllowed | TooManyAttempts | InvalidInput, strawberry.union("RequestLoginCodeResult")
]
LoginWithCodeResult = Annotated[
    LoginWithCodeSuccess
    | SecondFactorRequired
    | AccountLocked
    | WrongCode
    | ChallengeExpired
    | TermsChanged
    | NotAllowed
    | TooManyAttempts
    | InvalidInput,
    strawberry.union("LoginWithCodeResult"),
]


@strawberry.type
class OneTimeCodeMutations:
    @mutation
    async def complete_login(self, info: Info, input: CompleteLoginInput) -> CompleteLoginResult:
        """The second step of a sign-in: opens the session, and unlocks the account if it was locked."""
        evidence = Evidence(input.method, code=input.code)
        signed_in = await info.context.dispatch(
            CompleteLogin(challenge_id(input.challenge), evidence, visit(info.context))
        )
        tokens, session, player = handed_over(info.context, signed_in)
        return CompleteLoginSuccess(tokens=tokens, session=session, player=player)

    @mutation
    async def request_second_factor_code(
        self, info: Info, input: RequestSecondFactorCodeInput
    ) -> RequestSecondFactorCodeResult:
        """Sends another code for a sign-in that waits for its second step."""
        sent = await info.context.dispatch(
            RequestSecondFactorCode(challenge_id(input.challenge), input.method, visit(info.context))
        )
        return RequestSecondFactorCodeSuccess(expires_at=sent.expires_at)

    @mutation
    async def request_login_code(self, info: Info, input: RequestLoginCodeInput) -> RequestLoginCodeResult:
        """Sends a code that signs in without a password; then `loginWithCode`."""
        sent = await info.context.dispatch(RequestLoginCode(input.email, input.phone, visit(info.context)))
        return RequestLoginCodeSuccess(challenge=strawberry.ID(str(sent.challenge)), expires_at=sent.expires_at)

    @mutation
    async def login_with_code(self, info: Info, input: LoginWithCodeInput) -> LoginWithCodeResult:
        """Signs in with the code of `requestLoginCode`. A code is spent by the first right answer, whatever follows."""
        signed_in = await info.context.dispatch(
            LoginWithCode(challenge_id(input.challenge), input.code, visit(info.context), input.accepted_terms_version)
        )
        tokens, session, player = handed_over(info.context, signed_in)
        return LoginWithCodeSuccess(tokens=tokens, session=session, player=player)
