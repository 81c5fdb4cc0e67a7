"""Signing in and out, and who is signed in."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.doorway import InTurn
from app.dispatch import Wire, Wiring
from app.wiring.identity.parts import IdentityParts
from domain.identity import (
    FindPlayers,
    Login,
    Logout,
    OpenQaSession,
    RefreshSession,
    SignedIn,
)
from domain.identity.ports import Passwords
from domain.identity.use_cases.find_players import FindPlayersHandler
from domain.identity.use_cases.login import LoginHandler
from domain.identity.use_cases.logout import LogoutHandler
from domain.identity.use_cases.open_qa_session import OpenQaSessionHandler
from domain.identity.use_cases.refresh_session import RefreshSessionHandler
from domain.shared import Message


def wire_sign_in(parts: IdentityParts) -> Wiring:
    """A QA session cannot be opened in production: nobody handles the message there."""
    handlers = SignInHandlers(parts)
    wiring: dict[type[Message[Any]], Wire] = {
        Login: handlers.login,
        RefreshSession: handlers.refresh_session,
        Logout: handlers.logout,
        FindPlayers: handlers.find_players,
    }
    if not parts.platform.settings.production:
        wiring[OpenQaSession] = handlers.open_qa_session
    return wiring


@dataclass(frozen=True, slots=True)
class SignInHandlers:
    """Each method builds one handler around one session."""

    parts: IdentityParts

    def login(self, session: AsyncSession) -> InTurn[Login, SignedIn]:
        parts = self.parts

        def build(passwords: Passwords) -> LoginHandler:
            return LoginHandler(
                profile=parts.profile,
                players=parts.players(session),
                attempts=parts.attempts(session),
                throttle=parts.services.throttle,
                passwords=passwords,
                reception=parts.reception(session),
                lockout=parts.lockout(session),
                journal=parts.journal(session),
                clock=parts.platform.clock,
                commit=session.commit,
            )

        return parts.in_turn(build)

    def refresh_session(self, session: AsyncSession) -> RefreshSessionHandler:
        parts = self.parts
        return RefreshSessionHandler(
            sessions=parts.sessions(session),
            gates=parts.gates(session),
            ended=parts.services.ends,
            access_log=parts.access_log(session),
            refresh=parts.services.refresh_tokens,
            desk=parts.key_desk,
            clock=parts.platform.clock,
            ids=parts.platform.ids,
            commit=session.commit,
        )

    def logout(self, session: AsyncSession) -> LogoutHandler:
        parts = self.parts
        return LogoutHandler(
            sessions=parts.sessions(session),
            ended=parts.services.ends,
            access_log=parts.access_log(session),
            refresh=parts.services.refresh_tokens,
            clock=parts.platform.clock,
            ids=parts.platform.ids,
            commit=session.commit,
        )

    def find_players(self, session: AsyncSession) -> FindPlayersHandler:
        return FindPlayersHandler(self.parts.players(session), self.parts.gates(session), self.parts.platform.clock)

    def open_qa_session(self, session: AsyncSession) -> OpenQaSessionHandler:
        parts = self.parts
        return OpenQaSessionHandler(
            players=parts.players(session),
            sessions=parts.sessions(session),
            access_log=parts.access_log(session),
            desk=parts.key_desk,
            access=parts.services.access_tokens,
            clock=parts.platform.clock,
            ids=parts.platform.ids,
            commit=session.commit,
        )
