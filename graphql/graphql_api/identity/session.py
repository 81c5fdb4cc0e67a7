"""Sessions for clients."""

from datetime import datetime
from uuid import UUID

import strawberry
from strawberry.dataloader import DataLoader

from domain import identity
from domain.identity import FindSessions, Viewer, device_name
from domain.identity import Session as DomainSession
from domain.shared import SessionId
from graphql_api.core import Context, CountryCode, Info, Node, global_id, node_loader
from graphql_api.identity.geography import country_of


@strawberry.type
class Session(Node):
    """One sign-in on one device."""

    created_at: datetime
    last_seen_at: datetime = strawberry.field(
        description="When it last got fresh tokens or its player last did something, to within a minute."
    )
    expires_at: datetime = strawberry.field(description="Then a full sign-in is needed again.")
    ip: str = strawberry.field(description="Where it was opened from; empty when unknown.")
    user_agent: str = strawberry.field(description="What it was opened with; empty when unknown.")
    device: str = strawberry.field(
        description="What it was opened with, in short: `Firefox on Windows`; else the user agent."
    )
    method: identity.SignInMethod = strawberry.field(description="How it was opened.")
    current: bool = strawberry.field(description="Whether this request belongs to it.")
    locked: bool = strawberry.field(
        description="Nobody used it for too long: it reads, and everything else waits for `unlockSession`."
    )

    @strawberry.field
    def country(self, info: Info) -> CountryCode | None:
        """Where it was opened from; null: not known."""
        return country_of(info, self.ip)

    @classmethod
    def of(cls, session: DomainSession, viewer: Viewer | None) -> "Session":
        return cls(
            id=global_id("Session", session.id),
            created_at=session.started_at,
            last_seen_at=max(session.last_seen_at, session.last_active_at or session.last_seen_at),
            expires_at=session.expires_at,
            ip=session.visit.ip,
            user_agent=session.visit.user_agent,
            device=device_name(session.visit.user_agent),
            method=session.method,
            locked=session.locked_at is not None,
            current=viewer is not None and viewer.session_id == session.id,
        )


class SessionsById(DataLoader[SessionId, DomainSession | None]):
    """Anybody's: who reads them looks whose they are."""

    def __init__(self, context: Context) -> None:
        async def load(ids: list[SessionId]) -> list[DomainSession | None]:
            found = await context.dispatch(FindSessions(tuple(ids)))
            return [found.get(id_) for id_ in ids]

        super().__init__(load)


@node_loader("Session")
async def load_session(context: Context, key: str) -> Session | None:
    """The viewer's own sessions, while they are open."""
    try:
        session_id = SessionId(UUID(key))
    except ValueError:
        return None
    viewer = context.viewer
    session = None if viewer is None else await context.loader(SessionsById).load(session_id)
    if viewer is None or session is None or session.player_id != viewer.player_id or session.ended_at is not None:
        return None
    return Session.of(session, viewer)
