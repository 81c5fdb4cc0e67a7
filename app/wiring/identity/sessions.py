"""Sessions as their player sees and ends them, and the history of sign-ins."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.postgres.identity.accounts import PostgresAccounts
from app.dispatch import Wiring
from app.wiring.identity.parts import IdentityParts
from domain.identity import (
    FindOpenSessions,
    FindPreviousSignIn,
    FindSessions,
    FindSignIns,
    RevokeOtherSessions,
    RevokeSession,
)
from domain.identity.accounts import SignOut
from domain.identity.use_cases.find_sessions import FindOpenSessionsHandler, FindSessionsHandler
from domain.identity.use_cases.find_sign_ins import FindPreviousSignInHandler, FindSignInsHandler
from domain.identity.use_cases.revoke_other_sessions import RevokeOtherSessionsHandler
from domain.identity.use_cases.revoke_session import RevokeSessionHandler


def wire_sessions(parts: IdentityParts) -> Wiring:
    handlers = SessionHandlers(parts)
    return {
        FindSessions: handlers.find_sessions,
        FindOpenSessions: handlers.find_open_sessions,
        FindSignIns: lambda session: FindSignInsHandler(parts.access_log(session)),
        FindPreviousSignIn: lambda session: FindPreviousSignInHandler(parts.sessions(session)),
        RevokeSession: handlers.revoke_session,
        RevokeOtherSessions: handlers.revoke_other_sessions,
    }


@dataclass(frozen=True, slots=True)
class SessionHandlers:
    """Each method builds one handler around one session."""

    parts: IdentityParts

    def find_sessions(self, session: AsyncSession) -> FindSessionsHandler:
        parts = self.parts
        return FindSessionsHandler(parts.sessions(session), parts.profile.session, parts.platform.clock)

    def find_open_sessions(self, session: AsyncSession) -> FindOpenSessionsHandler:
        parts = self.parts
        return FindOpenSessionsHandler(parts.sessions(session), parts.profile.session, parts.platform.clock)

    def revoke_session(self, session: AsyncSession) -> RevokeSessionHandler:
        parts = self.parts
        return RevokeSessionHandler(
            sessions=parts.sessions(session),
            ended=parts.services.ends,
            journal=parts.journal(session),
            clock=parts.platform.clock,
            commit=session.commit,
        )

    def revoke_other_sessions(self, session: AsyncSession) -> RevokeOtherSessionsHandler:
        parts = self.parts
        accounts = PostgresAccounts(session, parts.players(session), parts.services.cipher)
        return RevokeOtherSessionsHandler(
            sign_out=SignOut(accounts, parts.services.ends),
            journal=parts.journal(session),
            clock=parts.platform.clock,
            commit=session.commit,
        )
