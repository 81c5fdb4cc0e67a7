"""An account, live: its gates, and what happens to its sessions."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import datetime
from typing import Annotated

import strawberry

from domain import identity as domain
from domain.shared import SessionId
from graphql_api.core import Info, InvalidInput, NotAllowed, NotSignedIn, Port, subscription
from graphql_api.core.merging import merged
from graphql_api.identity.gates import LOCKED, Gates
from graphql_api.identity.session import Session
from graphql_api.responsible_gaming import play_events
from graphql_api.responsible_gaming.play_events import (
    PLAY_FEED,
    LimitNear,
    LimitReached,
    RealityCheckDue,
    SessionSummaryTick,
)

ACCOUNT_FEED: Port[domain.AccountFeed] = Port("account_feed")

strawberry.enum(domain.EndReason, name="SessionEndReason", description="Why a session ended. Values may be added.")


@strawberry.type
class GatesChanged:
    """Where the gates stand now."""

    origin: strawberry.Private[domain.GatesChanged]

    @strawberry.field
    def gates(self) -> Gates:
        return Gates.of((*self.origin.blocks, *LOCKED) if self.origin.locked else self.origin.blocks)


@strawberry.type
class NewSignIn:
    """Somebody signed in to this account. Its owner who does not recognise it revokes the session."""

    at: datetime
    ip: str = strawberry.field(description="Empty when unknown.")
    user_agent: str = strawberry.field(description="Empty when unknown.")
    method: domain.SignInMethod
    session: Session


@strawberry.type
class SessionRevoked:
    """A session of this account has ended. The socket of that session itself closes with 4401 instead."""

    session: Session
    reason: domain.EndReason


@strawberry.type
class SessionLocked:
    """A session of this account lay idle for too long; `unlockSession` opens it again."""

    session: Session


GateEvent = Annotated[
    GatesChanged | NotSignedIn | NotAllowed | InvalidInput,
    strawberry.union("GateEvent", description="Members may be added: always select `... on UserError`."),
]
SessionEvent = Annotated[
    NewSignIn
    | SessionRevoked
    | SessionLocked
    | SessionSummaryTick
    | RealityCheckDue
    | LimitNear
    | LimitReached
    | NotSignedIn
    | NotAllowed
    | InvalidInput,
    strawberry.union("SessionEvent", description="Members may be added: always select `... on UserError`."),
]


@strawberry.type
class AccountSubscriptions:
    @subscription
    async def gate_changed(self, info: Info) -> AsyncGenerator[GateEvent, None]:
        """`Player.gates`: first where they stand in this session, then whenever they differ. Changes may coalesce."""
        viewer = info.context.signed_in(while_locked=True)
        async with aclosing(info.context.port(ACCOUNT_FEED).gates(viewer.player_id, viewer.session_id)) as events:
            async for event in events:
                yield GatesChanged(origin=event)

    @subscription
    async def session_events(self, info: Info) -> AsyncGenerator[SessionEvent, None]:
        """What happens to the account's sessions from now on, this one's included; `sessions` has those before.

        While somebody plays: first the session in play and a reality check that waits, then what comes.
        """
        viewer = info.context.signed_in(while_locked=True)
        account = info.context.port(ACCOUNT_FEED).sessions(viewer.player_id)
        play = info.context.port(PLAY_FEED).play(viewer.player_id, viewer.session_id)
        async with aclosing(merged(account, play)) as events:
            async for event in events:
                if not isinstance(event, domain.SessionEvent):
                    yield play_events.shown(event)
                elif (session := await _session(info, event.session_id)) is not None:
                    yield _shown(info, event, session)


async def _session(info: Info, session_id: SessionId) -> domain.Session | None:
    return (await info.context.dispatch(domain.FindSessions((session_id,)))).get(session_id)


def _shown(
    info: Info, event: domain.SessionEvent, session: domain.Session
) -> NewSignIn | SessionRevoked | SessionLocked:
    shown = Session.of(session, info.context.viewer)
    if isinstance(event, domain.SessionEnded):
        return SessionRevoked(session=shown, reason=event.reason)
    if isinstance(event, domain.SessionLocked):
        return SessionLocked(session=shown)
    visit = session.visit
    return NewSignIn(at=event.at, ip=visit.ip, user_agent=visit.user_agent, method=session.method, session=shown)
