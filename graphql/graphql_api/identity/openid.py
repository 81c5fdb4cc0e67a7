"""OpenID Connect: signing in with an account at another company."""

from datetime import datetime
from typing import Annotated

import strawberry

from domain.identity import BeginOpenIdLogin, FindOpenIdProviders, LinkOpenId, LoginWithOpenId, OpenIdAnswer
from graphql_api.core import (
    Info,
    InvalidInput,
    NotAllowed,
    NotSignedIn,
    TooManyAttempts,
    TryAgainLater,
    field_texts,
    mutation,
)
from graphql_api.identity.challenges import challenge_id
from graphql_api.identity.player import Player
from graphql_api.identity.refusals import (
    AccountLocked,
    ChallengeExpired,
    ProofRejected,
    RegistrationRequired,
    SecondFactorRequired,
    SignInMethodTaken,
    StepUpRequired,
    TermsChanged,
)
from graphql_api.identity.signed_in import SignedInSuccess, handed_over, visit

field_texts(
    {
        "UNKNOWN_PROVIDER": "This is not a company that people can sign in with here.",
        "ORIGIN_NOT_ALLOWED": "This page is not one of ours.",
    }
)


@strawberry.type
class OpenIdProvider:
    """A company that people can sign in with."""

    name: str = strawberry.field(description="Name it in `beginOpenIdLogin`.")


@strawberry.type
class BeginOpenIdLoginSuccess:
    """Keep the challenge where only this client can read it, and send the browser to the URL."""

    url: str = strawberry.field(description="Of the company. It comes back to `returnUrl` with `state` and `code`.")
    challenge: strawberry.ID = strawberry.field(description="For `loginWithOpenId` or `linkOpenId`. Keep it secret.")
    expires_at: datetime


@strawberry.type
class LoginWithOpenIdSuccess(SignedInSuccess):
    """A session is open."""


@strawberry.type
class LinkOpenIdSuccess:
    """From now on that account opens this one. Its owner got a message."""

    linked_at: datetime
    player: Player


@strawberry.input
class BeginOpenIdLoginInput:
    provider: str = strawberry.field(description="One of `openIdProviders`.")
    return_url: str = strawberry.field(
        description="A page of an allowed origin, that the company knows as a redirect URI, exactly."
    )


@strawberry.input
class LoginWithOpenIdInput:
    challenge: strawberry.ID = strawberry.field(description="Of `beginOpenIdLogin`.")
    state: str = strawberry.field(description="As it came with the return.")
    code: str = strawberry.field(description="As it came with the return.")
    issuer: str | None = strawberry.field(default=None, description="The parameter `iss`, if one came (RFC 9207).")
    accepted_terms_version: str | None = strawberry.field(
        default=None, description="After `TermsChanged`: the version that was shown and agreed to now."
    )


@strawberry.input
class LinkOpenIdInput:
    challenge: strawberry.ID = strawberry.field(description="Of `beginOpenIdLogin`.")
    state: str = strawberry.field(description="As it came with the return.")
    code: str = strawberry.field(description="As it came with the return.")
    issuer: str | None = strawberry.field(default=None, description="The parameter `iss`, if one came (RFC 9207).")


BeginOpenIdLoginResult = Annotated[
    BeginOpenIdLoginSuccess | NotAllowed | TooManyAttempts | InvalidInput | TryAgainLater,
    strawberry.union("BeginOpenIdLoginResult"),
]
LoginWithOpenIdResult = Annotated[
    LoginWithOpenIdSuccess
    | SecondFactorRequired
    | AccountLocked
    | RegistrationRequired
    | ProofRejected
    | ChallengeExpired
    | TermsChanged
    | TooManyAttempts
    | NotAllowed
    | InvalidInput
    | TryAgainLater,
    strawberry.union("LoginWithOpenIdResult"),
]
LinkOpenIdResult = Annotated[
    LinkOpenIdSuccess
    | StepUpRequired
    | ProofRejected
    | ChallengeExpired
    | SignInMethodTaken
    | NotAllowed
    | NotSignedIn
    | InvalidInput
    | TryAgainLater,
    strawberry.union("LinkOpenIdResult"),
]


@strawberry.type
class OpenIdQueries:
    @strawberry.field
    async def open_id_providers(self, info: Info) -> list[OpenIdProvider]:
        """The companies that people can sign in with here."""
        return [OpenIdProvider(name=name) for name in await info.context.dispatch(FindOpenIdProviders())]


@strawberry.type
class OpenIdMutations:
    @mutation
    async def begin_open_id_login(self, info: Info, input: BeginOpenIdLoginInput) -> BeginOpenIdLoginResult:
        """Where to send the browser, to sign in or to link an account."""
        begun = await info.context.dispatch(BeginOpenIdLogin(input.provider, input.return_url, visit(info.context)))
        return BeginOpenIdLoginSuccess(
            url=begun.url, challenge=strawberry.ID(str(begun.challenge)), expires_at=begun.expires_at
        )

    @mutation
    async def login_with_open_id(self, info: Info, input: LoginWithOpenIdInput) -> LoginWithOpenIdResult:
        """Opens a session. The challenge is spent by the first answer, whatever it is worth: then begin again."""
        signed_in = await info.context.dispatch(
            LoginWithOpenId(_answer(input), visit(info.context), input.accepted_terms_version)
        )
        tokens, session, player = handed_over(info.context, signed_in)
        return LoginWithOpenIdSuccess(tokens=tokens, session=session, player=player)

    @mutation
    async def link_open_id(self, info: Info, input: LinkOpenIdInput) -> LinkOpenIdResult:
        """One more way into this account. Needs fresh proof: `stepUp`."""
        linked = await info.context.dispatch(LinkOpenId(info.context.signed_in(), _answer(input), visit(info.context)))
        return LinkOpenIdSuccess(linked_at=linked.linked_at, player=Player.of(linked.player_id))


def _answer(input: LoginWithOpenIdInput | LinkOpenIdInput) -> OpenIdAnswer:
    return OpenIdAnswer(challenge_id(input.challenge), input.state, input.code, input.issuer)
