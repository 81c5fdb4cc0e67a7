"""Registering, signing in and out, fresh proof."""

from typing import Annotated

import strawberry

from domain.identity import Login, Logout, RefreshSession, Register, SignedIn, StepUp, Viewer, Visit
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
from graphql_api.identity.player import Player
from graphql_api.identity.session import Session
from graphql_api.identity.types import (
    CountryNotServed,
    InvalidCredentials,
    LoginInput,
    LoginSuccess,
    LogoutInput,
    LogoutSuccess,
    RefreshSessionInput,
    RefreshSessionSuccess,
    RegisterInput,
    RegisterSuccess,
    StepUpInput,
    StepUpSuccess,
    TermsChanged,
    Tokens,
    Underage,
    shown,
)

RegisterResult = Annotated[
    RegisterSuccess | InvalidInput | TermsChanged | CountryNotServed | Underage | TooManyAttempts | TryAgainLater,
    strawberry.union("RegisterResult"),
]
LoginResult = Annotated[
    LoginSuccess | InvalidCredentials | TooManyAttempts | NotAllowed | InvalidInput | TryAgainLater,
    strawberry.union("LoginResult"),
]
RefreshSessionResult = Annotated[
    RefreshSessionSuccess | NotSignedIn | NotAllowed | InvalidInput, strawberry.union("RefreshSessionResult")
]
LogoutResult = Annotated[LogoutSuccess | NotSignedIn | InvalidInput, strawberry.union("LogoutResult")]
StepUpResult = Annotated[
    StepUpSuccess | InvalidCredentials | TooManyAttempts | NotSignedIn | InvalidInput | TryAgainLater,
    strawberry.union("StepUpResult"),
]


@strawberry.type
class IdentityMutations:
    @mutation
    async def register(self, info: Info, input: RegisterInput) -> RegisterResult:
        """Asks for an account; then sign in with `login`."""
        registered = await info.context.dispatch(
            Register(
                email=input.email,
                password=input.password,
                country=input.country,
                birth_date=input.birth_date,
                currency=input.currency,
                terms_version=input.terms_version,
                visit=visit(info.context),
            )
        )
        return RegisterSuccess(email=registered.email)

    @mutation
    async def login(self, info: Info, input: LoginInput) -> LoginResult:
        """Opens a session. With the header `X-Croupier-Session: cookie` the tokens travel as cookies."""
        signed_in = await info.context.dispatch(Login(input.email, input.password, visit(info.context)))
        tokens, session, player = _handed_over(info.context, signed_in)
        return LoginSuccess(tokens=tokens, session=session, player=player)

    @mutation
    async def refresh_session(self, info: Info, input: RefreshSessionInput) -> RefreshSessionResult:
        """A refresh token for fresh tokens. A token spent within the last 10 seconds gets the current ones again."""
        token = input.refresh_token or _refresh_cookie(info.context)
        if token is None:
            raise NobodySignedIn
        signed_in = await info.context.dispatch(RefreshSession(token, visit(info.context)))
        tokens, session, player = _handed_over(info.context, signed_in)
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

    @mutation
    async def step_up(self, info: Info, input: StepUpInput) -> StepUpResult:
        """Fresh proof of who is there, for this session, for 5 minutes."""
        viewer = info.context.signed_in()
        proof = await info.context.dispatch(StepUp(viewer, input.method, input.password, visit(info.context)))
        return StepUpSuccess(holds_until=proof.holds_until)


def visit(context: Context) -> Visit:
    return Visit(context.request.ip, context.request.user_agent)


def _handed_over(context: Context, signed_in: SignedIn) -> tuple[Tokens | None, Session, Player]:
    """The sign-in as GraphQL objects; the viewer of the fields below is the one who just signed in."""
    context.become(Viewer(signed_in.session.player_id, signed_in.session.id))
    cookies = context.port(SESSION_COOKIES)
    if in_cookies := cookies.asked_for(context.request):
        cookies.set(context, signed_in.tokens)
    return shown(signed_in, tokens_in_body=not in_cookies)


def _refresh_cookie(context: Context) -> str | None:
    cookies = context.port(SESSION_COOKIES)
    return context.request.cookies.get(cookies.refresh_name) if cookies.asked_for(context.request) else None
