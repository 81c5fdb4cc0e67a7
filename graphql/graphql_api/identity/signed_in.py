"""A session that was opened or goes on, as clients get it: tokens in the answer, or in cookies."""

import re
from datetime import datetime

import strawberry

from domain import identity
from domain.identity import SignedIn, Viewer, Visit
from graphql_api.core import Context
from graphql_api.identity.cookies import SESSION_COOKIES
from graphql_api.identity.player import Player
from graphql_api.identity.session import Session

DEVICE_HEADER = "x-croupier-device"
_DEVICE_TOKEN = re.compile("[0-9a-f]{48}")


@strawberry.type
class Tokens:
    """What a bearer client keeps. Send the access token as `Authorization: Bearer …`."""

    access_token: str
    access_expires_at: datetime
    refresh_token: str = strawberry.field(description="Good for one `refreshSession`; keep the one it answers.")
    refresh_expires_at: datetime
    device_token: str | None = strawberry.field(
        description="After a sign-in: keep it for good, and send it as `X-Croupier-Device` when somebody signs in here."
    )

    @classmethod
    def of(cls, tokens: identity.Tokens) -> "Tokens":
        return cls(
            access_token=tokens.access_token,
            access_expires_at=tokens.access_expires_at,
            refresh_token=tokens.refresh_token,
            refresh_expires_at=tokens.refresh_expires_at,
            device_token=tokens.device_token or None,
        )


@strawberry.type
class SignedInSuccess:
    tokens: Tokens | None = strawberry.field(description="Null in cookie mode: the cookies carry them.")
    session: Session
    player: Player


def visit(context: Context) -> Visit:
    """Where the request comes from, and the device it names, if it names one as we do."""
    request, cookies = context.request, context.port(SESSION_COOKIES)
    device = request.headers.get(DEVICE_HEADER, "")
    if cookies.asked_for(request):
        device = request.cookies.get(cookies.device_name, device)
    return Visit(request.ip, request.user_agent, device if _DEVICE_TOKEN.fullmatch(device) else "")


def handed_over(context: Context, signed_in: SignedIn) -> tuple[Tokens | None, Session, Player]:
    """The sign-in as GraphQL objects; the viewer of the fields below is the one who just signed in."""
    session = signed_in.session
    viewer = Viewer(session.player_id, session.id, locked=session.locked_at is not None)
    context.become(viewer)
    cookies = context.port(SESSION_COOKIES)
    if in_cookies := cookies.asked_for(context.request):
        cookies.set(context, signed_in.tokens)
    tokens = None if in_cookies else Tokens.of(signed_in.tokens)
    return tokens, Session.of(session, viewer), Player.of(session.player_id)
