"""Signing in by Telegram."""

from typing import Annotated

import strawberry

from domain.identity import LoginWithProof, MiniAppEvidence, WidgetEvidence
from graphql_api.core import Info, InvalidInput, NotAllowed, TooManyAttempts, mutation
from graphql_api.identity.refusals import (
    AccountLocked,
    ProofRejected,
    RegistrationRequired,
    SecondFactorRequired,
    TermsChanged,
)
from graphql_api.identity.signed_in import SignedInSuccess, handed_over, visit

_ACCEPTED = "After `TermsChanged`: the version that was shown and agreed to now. The same proof is still good then."


@strawberry.type
class LoginWithTelegramSuccess(SignedInSuccess):
    """A session is open."""


@strawberry.type
class LoginWithTelegramWidgetSuccess(SignedInSuccess):
    """A session is open."""


@strawberry.input
class TelegramWidgetInput:
    """What Telegram's Login Widget gave, all of it and unchanged; numbers as text."""

    id: str
    auth_date: str
    hash: str
    first_name: str | None = None
    last_name: str | None = None
    username: str | None = None
    photo_url: str | None = None


@strawberry.input
class LoginWithTelegramInput:
    init_data: str = strawberry.field(description="`Telegram.WebApp.initData`, unchanged. It is taken once.")
    accepted_terms_version: str | None = strawberry.field(default=None, description=_ACCEPTED)


@strawberry.input
class LoginWithTelegramWidgetInput:
    widget: TelegramWidgetInput
    accepted_terms_version: str | None = strawberry.field(default=None, description=_ACCEPTED)


LoginWithTelegramResult = Annotated[
    LoginWithTelegramSuccess
    | SecondFactorRequired
    | AccountLocked
    | RegistrationRequired
    | ProofRejected
    | TermsChanged
    | NotAllowed
    | TooManyAttempts
    | InvalidInput,
    strawberry.union("LoginWithTelegramResult"),
]
LoginWithTelegramWidgetResult = Annotated[
    LoginWithTelegramWidgetSuccess
    | SecondFactorRequired
    | AccountLocked
    | RegistrationRequired
    | ProofRejected
    | TermsChanged
    | NotAllowed
    | TooManyAttempts
    | InvalidInput,
    strawberry.union("LoginWithTelegramWidgetResult"),
]


@strawberry.type
class TelegramMutations:
    @mutation
    async def login_with_telegram(self, info: Info, input: LoginWithTelegramInput) -> LoginWithTelegramResult:
        """Opens a session for who has our Mini App open."""
        evidence = MiniAppEvidence(input.init_data)
        signed_in = await info.context.dispatch(
            LoginWithProof(evidence, visit(info.context), input.accepted_terms_version)
        )
        tokens, session, player = handed_over(info.context, signed_in)
        return LoginWithTelegramSuccess(tokens=tokens, session=session, player=player)

    @mutation
    async def login_with_telegram_widget(
        self, info: Info, input: LoginWithTelegramWidgetInput
    ) -> LoginWithTelegramWidgetResult:
        """Opens a session for who pressed the Login Widget."""
        evidence = widget_evidence(input.widget)
        signed_in = await info.context.dispatch(
            LoginWithProof(evidence, visit(info.context), input.accepted_terms_version)
        )
        tokens, session, player = handed_over(info.context, signed_in)
        return LoginWithTelegramWidgetSuccess(tokens=tokens, session=session, player=player)


def widget_evidence(given: TelegramWidgetInput) -> WidgetEvidence:
    """Telegram leaves out what it does not know, and signs what is left."""
    fields = {
        "id": given.id,
        "auth_date": given.auth_date,
        "hash": given.hash,
        "first_name": given.first_name,
        "last_name": given.last_name,
        "username": given.username,
        "photo_url": given.photo_url,
    }
    return WidgetEvidence({name: value for name, value in fields.items() if value is not None})
