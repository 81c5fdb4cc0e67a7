"""Signing in with a password, staying signed in, and out."""

from datetime import datetime
from typing import Annotated

import strawberry

from domain.identity import Login, Logout, RefreshSession
from domain.shared import NotSignedIn as NobodySignedIn
from graphql_api.core import (
    Context,
    Info,
    InvalidInput,
    NotAllowed,
    NotSignedIn,
    TooManyAttempts,
    TryAgainLater,
    mutation,
)
from graphql_api.identity.cookies import SESSION_COOKIES
from graphql_api.identity.geography import seen_here
from graphql_api.identity.refusals import AccountLocked, InvalidCredentials, SecondFactorRequired, TermsChanged
from graphql_api.identity.signed_in import SignedInSuccess, handed_over, visit


@strawberry.type
class LoginSuccess(SignedInSuccess):
    """A session is open."""


@strawberry.type
class RefreshSessionSuccess(SignedInSuccess):
    """The session goes on with fresh tokens."""


@strawberry.type
class LogoutSuccess:
    """The session has ended."""

    ended_at: datetime


@strawberry.input
class LoginInput:
    email: str
    password: str
    accepted_terms_version: str | None = strawberry.field(
        default=None, description="After `TermsChanged`: the version that was shown and agreed to now."
    )


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


LoginResult = Annotated[
    LoginSuccess
    | SecondFactorRequired
    | AccountLocked
    | InvalidCredentials
    | TermsChanged
    | TooManyAttempts
    | NotAllowed
    | InvalidInput
    | TryAgainLater,
    strawberry.union("LoginResult"),
]
RefreshSessionResult = Annotated[
    RefreshSessionSuccess | NotSignedIn | NotAllowed | InvalidInput, strawberry.union("RefreshSessionResult")
]
LogoutResult = Annotated[LogoutSuccess | NotSignedIn | InvalidInput, strawberry.union("LogoutResult")]


@strawberry.type
class SignInMutations:
    @mutation
    async def login(self, info: Info, input: LoginInput) -> LoginResult:
        """Opens a session. With the header `X-Croupier-Session: cookie` the tokens travel as cookies."""
        signed_in = await info.context.dispatch(
            Login(input.email, input.password, visit(info.context), input.accepted_terms_version)
        )
        tokens, session, player = handed_over(info.context, signed_in)
        return LoginSuccess(tokens=tokens, session=session, player=player)

    @mutation
    async def refresh_session(self, info: Info, input: RefreshSessionInput) -> RefreshSessionResult:
        """A refresh token for fresh tokens. A token spent within the last 10 seconds gets the current ones again."""
        token = input.refresh_token or _refresh_cookie(info.context)
        if token is None:
            raise NobodySignedIn
        signed_in = await info.context.dispatch(RefreshSession(token, visit(info.context)))
        await seen_here(info.context, signed_in)
        tokens, session, player = handed_over(info.context, signed_in)
        return RefreshSessionSuccess(tokens=tokens, session=session, player=player)

    @mutation
    async def logout(self, info: Info, input: LogoutInput) -> LogoutResult:
        """Ends this session: its tokens are worth nothing from now on."""
        context = info.context
        token = input.refresh_token or _refresh_cookie(context)
        if (cookies := context.port(SESSION_COOKIES)).asked_for(context.request):
            cookies.clear(context)
        ended = await context.dispatch(Logout(context.viewer, token, visit(context)))
        return LogoutSuccess(ended_at=ended.ended_at)


def _refresh_cookie(context: Context) -> str | None:
    cookies = context.port(SESSION_COOKIES)
    return context.request.cookies.get(cookies.refresh_name) if cookies.asked_for(context.request) else None
