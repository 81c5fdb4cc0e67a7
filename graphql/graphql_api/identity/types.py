"""Results, inputs and refusals of identity."""

from datetime import date, datetime

import strawberry

from domain import identity
from domain.identity import SignedIn
from graphql_api.core import UserError, field_texts, refusal
from graphql_api.identity.player import Player
from graphql_api.identity.session import Session

field_texts(
    {
        "UNKNOWN_COUNTRY": "This is not a country code of ISO 3166-1.",
        "OUT_OF_RANGE": "This is out of range.",
    }
)

StepUpMethod = strawberry.enum(
    identity.StepUpMethod, name="StepUpMethod", description="How to give fresh proof. Values may be added."
)


@strawberry.type
class Tokens:
    """What a bearer client keeps. Send the access token as `Authorization: Bearer …`."""

    access_token: str
    access_expires_at: datetime
    refresh_token: str = strawberry.field(description="Good for one `refreshSession`; keep the one it answers.")
    refresh_expires_at: datetime

    @classmethod
    def of(cls, tokens: identity.Tokens) -> "Tokens":
        return cls(
            access_token=tokens.access_token,
            access_expires_at=tokens.access_expires_at,
            refresh_token=tokens.refresh_token,
            refresh_expires_at=tokens.refresh_expires_at,
        )


@strawberry.type
class SignedInSuccess:
    tokens: Tokens | None = strawberry.field(description="Null in cookie mode: the cookies carry them.")
    session: Session
    player: Player


@strawberry.type
class LoginSuccess(SignedInSuccess):
    """A session is open."""


@strawberry.type
class RefreshSessionSuccess(SignedInSuccess):
    """The session goes on with fresh tokens."""


@strawberry.type
class RegisterSuccess:
    """The registration was taken. Sign in with `login`.

    The answer is the same for an address that has an account already; nothing of that account changes.
    """

    email: str


@strawberry.type
class LogoutSuccess:
    """The session has ended."""

    ended_at: datetime


@strawberry.type
class StepUpSuccess:
    """Repeat now what asked for it."""

    holds_until: datetime


@strawberry.input
class RegisterInput:
    email: str
    password: str = strawberry.field(description="8 to 128 characters of any kind.")
    country: str = strawberry.field(description="Of residence, ISO 3166-1 alpha-2.")
    birth_date: date
    currency: str = strawberry.field(description="One of `jurisdiction.currencies`.")
    terms_version: str = strawberry.field(description="`jurisdiction.termsVersion` as shown and agreed to.")


@strawberry.input
class LoginInput:
    email: str
    password: str


@strawberry.input
class RefreshSessionInput:
    refresh_token: str | None = strawberry.field(
        default=None, description="Left out in cookie mode. Send no `Authorization` header with it."
    )


@strawberry.input
class LogoutInput:
    refresh_token: str | None = strawberry.field(
        default=None, description="Names the session to end when the request carries no access token."
    )


@strawberry.input
class StepUpInput:
    method: identity.StepUpMethod
    password: str | None = strawberry.field(default=None, description="For the method `PASSWORD`.")


@refusal({identity.Underage: "You must be at least {minimum_age_years} years old."})
class Underage(UserError):
    """Under the age that this jurisdiction asks for."""

    minimum_age_years: int


@refusal({identity.CountryNotServed: "We cannot offer our games in your country."})
class CountryNotServed(UserError):
    """Residents of this country cannot register."""


@refusal({identity.TermsChanged: "The terms have changed. Please read and accept the present ones."})
class TermsChanged(UserError):
    """Other terms are in force than the ones agreed to."""

    terms_version: str
    privacy_version: str


@refusal({identity.InvalidCredentials: "E-mail address or password is wrong."})
class InvalidCredentials(UserError):
    """One answer whichever of the two is wrong."""


@refusal({identity.StepUpRequired: "Please confirm that it is you."})
class StepUpRequired(UserError):
    """Call `stepUp` with one of the methods, then repeat the mutation."""

    methods: list[identity.StepUpMethod]

    @staticmethod
    def facts(refused: identity.StepUpRequired) -> dict[str, object]:
        return {"methods": [identity.StepUpMethod(method) for method in refused.methods]}


def shown(signed_in: SignedIn, *, tokens_in_body: bool) -> tuple[Tokens | None, Session, Player]:
    """Tokens, session and player of a sign-in as GraphQL objects."""
    session = signed_in.session
    viewer = identity.Viewer(session.player_id, session.id)
    tokens = Tokens.of(signed_in.tokens) if tokens_in_body else None
    return tokens, Session.of(session, viewer), Player.of(session.player_id)
