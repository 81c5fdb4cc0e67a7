"""Registering: an application, then the code that proves its e-mail address."""

from datetime import date, datetime
from typing import Annotated

import strawberry

from domain.identity import PersonalDetails, Register, ResendEmailVerification, VerifyEmail
from graphql_api.core import Info, InvalidInput, NotAllowed, TooManyAttempts, TryAgainLater, mutation
from graphql_api.identity.challenges import challenge_id
from graphql_api.identity.consents import ConsentInput, granted_at_once
from graphql_api.identity.refusals import (
    BotCheckFailed,
    ChallengeExpired,
    CountryNotServed,
    TermsChanged,
    Underage,
    WrongCode,
)
from graphql_api.identity.signed_in import visit


@strawberry.type
class RegisterSuccess:
    """The registration was taken, and a message is on its way. There is no account before `verifyEmail`.

    The answer is the same for an address that has an account already: then the message says so, and no code fits.
    """

    email: str
    challenge: strawberry.ID = strawberry.field(description="Name it in `verifyEmail`. Keep it secret.")
    expires_at: datetime


@strawberry.type
class VerifyEmailSuccess:
    """The account exists. Sign in with `login`."""

    email: str


@strawberry.type
class ResendEmailVerificationSuccess:
    """Another message is on its way; the code before is worth nothing now."""

    expires_at: datetime


_DETAIL = "Needed where `jurisdiction.registrationFields` says so; up to 200 characters."


@strawberry.input
class RegisterInput:
    email: str
    password: str | None = strawberry.field(
        default=None, description="8 to 128 characters of any kind. May be left out with a `ticket`."
    )
    country: str = strawberry.field(description="Of residence, ISO 3166-1 alpha-2.")
    birth_date: date
    currency: str = strawberry.field(description="One of `jurisdiction.currencies`.")
    terms_version: str = strawberry.field(description="`jurisdiction.termsVersion` as shown and agreed to.")
    first_name: str | None = strawberry.field(default=None, description=_DETAIL)
    last_name: str | None = strawberry.field(default=None, description=_DETAIL)
    address: str | None = strawberry.field(default=None, description=_DETAIL)
    city: str | None = strawberry.field(default=None, description=_DETAIL)
    postal_code: str | None = strawberry.field(default=None, description=_DETAIL)
    language: str | None = strawberry.field(default=None, description="Of our messages: `en` (the default) or `de`.")
    ticket: strawberry.ID | None = strawberry.field(
        default=None, description="The `challenge` of `RegistrationRequired`: that proof becomes a way to sign in."
    )
    bot_check: str | None = strawberry.field(default=None, description="The answer to `botCheck`; good once.")
    consents: list[ConsentInput] = strawberry.field(
        default_factory=list, description="Marketing that the person agrees to. Left out: none."
    )


@strawberry.input
class VerifyEmailInput:
    challenge: strawberry.ID = strawberry.field(description="Of `register`.")
    code: str = strawberry.field(description="From the message.")


@strawberry.input
class ResendEmailVerificationInput:
    challenge: strawberry.ID = strawberry.field(description="Of `register`.")


RegisterResult = Annotated[
    RegisterSuccess
    | InvalidInput
    | TermsChanged
    | CountryNotServed
    | Underage
    | BotCheckFailed
    | ChallengeExpired
    | NotAllowed
    | TooManyAttempts
    | TryAgainLater,
    strawberry.union("RegisterResult"),
]
VerifyEmailResult = Annotated[
    VerifyEmailSuccess | ChallengeExpired | WrongCode | InvalidInput, strawberry.union("VerifyEmailResult")
]
ResendEmailVerificationResult = Annotated[
    ResendEmailVerificationSuccess | ChallengeExpired | TooManyAttempts | InvalidInput,
    strawberry.union("ResendEmailVerificationResult"),
]


@strawberry.type
class RegistrationMutations:
    @mutation
    async def register(self, info: Info, input: RegisterInput) -> RegisterResult:
        """Asks for an account; then prove the e-mail address with `verifyEmail`."""
        registered = await info.context.dispatch(
            Register(
                email=input.email,
                password=input.password,
                country=input.country,
                birth_date=input.birth_date,
                currency=input.currency,
                terms_version=input.terms_version,
                visit=visit(info.context),
                details=PersonalDetails(
                    first_name=(input.first_name or "").strip(),
                    last_name=(input.last_name or "").strip(),
                    address=(input.address or "").strip(),
                    city=(input.city or "").strip(),
                    postal_code=(input.postal_code or "").strip(),
                ),
                language=input.language or "en",
                ticket=None if input.ticket is None else challenge_id(input.ticket),
                bot_check=input.bot_check,
                consents=granted_at_once(input.consents),
            )
        )
        return RegisterSuccess(
            email=registered.email,
            challenge=strawberry.ID(str(registered.challenge)),
            expires_at=registered.expires_at,
        )

    @mutation
    async def verify_email(self, info: Info, input: VerifyEmailInput) -> VerifyEmailResult:
        """Proves the e-mail address of a registration, which makes the account."""
        message = VerifyEmail(challenge_id(input.challenge), input.code, visit(info.context))
        return VerifyEmailSuccess(email=(await info.context.dispatch(message)).email)

    @mutation
    async def resend_email_verification(
        self, info: Info, input: ResendEmailVerificationInput
    ) -> ResendEmailVerificationResult:
        """Sends another code for the same registration."""
        message = ResendEmailVerification(challenge_id(input.challenge), visit(info.context))
        return ResendEmailVerificationSuccess(expires_at=(await info.context.dispatch(message)).expires_at)
