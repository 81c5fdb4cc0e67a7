"""Ending sessions from another one."""

from datetime import datetime
from enum import Enum
from typing import Annotated

import strawberry

from domain.identity import RevokeOtherSessions, RevokeSession
from domain.shared import SessionId
from graphql_api.core import Info, InvalidInput, NotAllowed, NotSignedIn, global_id, mutation, require_uuid
from graphql_api.identity.refusals import UnknownSession
from graphql_api.identity.signed_in import visit


@strawberry.type
class RevokeSessionSuccess:
    """Its tokens are worth nothing, its open sockets close, its games take no more bets."""

    session_id: strawberry.ID
    ended_at: datetime


@strawberry.type
class RevokeOtherSessionsSuccess:
    """Only this session is left."""

    session_ids: list[strawberry.ID] = strawberry.field(description="The ones that were ended.")


@strawberry.input
class RevokeSessionInput:
    session_id: strawberry.ID


@strawberry.enum(description="Which sessions end. Values may be added.")
class SessionsToEnd(Enum):
    OTHERS = strawberry.enum_value("OTHERS", description="Every one but the session that asks.")


@strawberry.input
class RevokeOtherSessionsInput:
    which: SessionsToEnd = SessionsToEnd.OTHERS


RevokeSessionResult = Annotated[
    RevokeSessionSuccess | UnknownSession | NotAllowed | NotSignedIn | InvalidInput,
    strawberry.union("RevokeSessionResult"),
]
RevokeOtherSessionsResult = Annotated[
    RevokeOtherSessionsSuccess | NotAllowed | NotSignedIn | InvalidInput,
    strawberry.union("RevokeOtherSessionsResult"),
]


@strawberry.type
class SessionMutations:
    @mutation
    async def revoke_session(self, info: Info, input: RevokeSessionInput) -> RevokeSessionResult:
        """Ends one session of this player, wherever it is."""
        viewer = info.context.signed_in()
        session_id = SessionId(require_uuid("Session", input.session_id, "session_id"))
        revoked = await info.context.dispatch(RevokeSession(viewer, session_id, visit(info.context)))
        return RevokeSessionSuccess(session_id=global_id("Session", revoked.session_id), ended_at=revoked.ended_at)

    @mutation
    async def revoke_other_sessions(self, info: Info, input: RevokeOtherSessionsInput) -> RevokeOtherSessionsResult:
        """Ends every session of this player but this one."""
        del input
        viewer = info.context.signed_in()
        ended = await info.context.dispatch(RevokeOtherSessions(viewer, visit(info.context)))
        return RevokeOtherSessionsSuccess(session_ids=[global_id("Session", session_id) for session_id in ended])
