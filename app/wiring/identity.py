"""Identity's messages and who handles them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.postgres.identity.access_log import PostgresAccessLog
from app.adapters.postgres.identity.player_gates import PostgresPlayerGates
from app.adapters.postgres.identity.players import PostgresPlayers
from app.adapters.postgres.identity.sessions import PostgresSessions
from app.adapters.postgres.identity.sign_in_attempts import PostgresSignInAttempts
from app.dispatch import Wire, Wiring
from app.platform import Platform
from domain.identity import (
    FindOpenSessions,
    FindPlayers,
    FindSessions,
    KeyDesk,
    Login,
    Logout,
    OpenQaSession,
    RefreshSession,
    Register,
    RequireFreshProof,
    StepUp,
)
from domain.identity.use_cases.find_players import FindPlayersHandler
from domain.identity.use_cases.find_sessions import FindOpenSessionsHandler, FindSessionsHandler
from domain.identity.use_cases.login import LoginHandler
from domain.identity.use_cases.logout import LogoutHandler
from domain.identity.use_cases.open_qa_session import OpenQaSessionHandler
from domain.identity.use_cases.refresh_session import RefreshSessionHandler
from domain.identity.use_cases.register import RegisterHandler
from domain.identity.use_cases.require_fresh_proof import RequireFreshProofHandler
from domain.identity.use_cases.step_up import StepUpHandler
from domain.jurisdiction import GLI
from domain.shared import Message


def wire_identity(platform: Platform) -> Wiring:
    """A QA session cannot be opened in production: nobody handles the message there."""
    handlers = IdentityHandlers(platform)
    wiring: dict[type[Message[Any]], Wire] = {
        Register: handlers.register,
        Login: handlers.login,
        RefreshSession: handlers.refresh_session,
        Logout: handlers.logout,
        StepUp: handlers.step_up,
        RequireFreshProof: handlers.require_fresh_proof,
        FindPlayers: handlers.find_players,
        FindSessions: handlers.find_sessions,
        FindOpenSessions: handlers.find_open_sessions,
    }
    if not platform.settings.production:
        wiring[OpenQaSession] = handlers.open_qa_session
    return wiring


@dataclass(frozen=True, slots=True)
class IdentityHandlers:
    """Each method builds one handler around one session."""

    platform: Platform

    def register(self, session: AsyncSession) -> RegisterHandler:
        platform = self.platform
        return RegisterHandler(
            profile=GLI,
            players=self._players(session),
            gates=PostgresPlayerGates(session),
            attempts=PostgresSignInAttempts(session, platform.identity.attempts),
            access_log=self._access_log(session),
            passwords=platform.identity.passwords,
            clock=platform.clock,
            ids=platform.ids,
            commit=session.commit,
        )

    def login(self, session: AsyncSession) -> LoginHandler:
        platform = self.platform
        return LoginHandler(
            profile=GLI,
            players=self._players(session),
            gates=PostgresPlayerGates(session),
            sessions=self._sessions(session),
            attempts=PostgresSignInAttempts(session, platform.identity.attempts),
            access_log=self._access_log(session),
            passwords=platform.identity.passwords,
            desk=self._desk,
            clock=platform.clock,
            ids=platform.ids,
            commit=session.commit,
        )

    def refresh_session(self, session: AsyncSession) -> RefreshSessionHandler:
        platform = self.platform
        return RefreshSessionHandler(
            sessions=self._sessions(session),
            gates=PostgresPlayerGates(session),
            ended=platform.identity.ends,
            access_log=self._access_log(session),
            refresh=platform.identity.refresh_tokens,
            desk=self._desk,
            clock=platform.clock,
            ids=platform.ids,
            commit=session.commit,
        )

    def logout(self, session: AsyncSession) -> LogoutHandler:
        platform = self.platform
        return LogoutHandler(
            sessions=self._sessions(session),
            ended=platform.identity.ends,
            access_log=self._access_log(session),
            refresh=platform.identity.refresh_tokens,
            clock=platform.clock,
            ids=platform.ids,
            commit=session.commit,
        )

    def step_up(self, session: AsyncSession) -> StepUpHandler:
        platform = self.platform
        return StepUpHandler(
            profile=GLI,
            players=self._players(session),
            sessions=self._sessions(session),
            attempts=PostgresSignInAttempts(session, platform.identity.attempts),
            access_log=self._access_log(session),
            passwords=platform.identity.passwords,
            clock=platform.clock,
            ids=platform.ids,
            commit=session.commit,
        )

    def require_fresh_proof(self, session: AsyncSession) -> RequireFreshProofHandler:
        return RequireFreshProofHandler(self._sessions(session), GLI.session, self.platform.clock)

    def find_players(self, session: AsyncSession) -> FindPlayersHandler:
        return FindPlayersHandler(self._players(session), PostgresPlayerGates(session))

    def find_sessions(self, session: AsyncSession) -> FindSessionsHandler:
        return FindSessionsHandler(self._sessions(session))

    def find_open_sessions(self, session: AsyncSession) -> FindOpenSessionsHandler:
        return FindOpenSessionsHandler(self._sessions(session), self.platform.clock)

    def open_qa_session(self, session: AsyncSession) -> OpenQaSessionHandler:
        platform = self.platform
        return OpenQaSessionHandler(
            players=self._players(session),
            sessions=self._sessions(session),
            access_log=self._access_log(session),
            desk=self._desk,
            access=platform.identity.access_tokens,
            clock=platform.clock,
            ids=platform.ids,
            commit=session.commit,
        )

    @property
    def _desk(self) -> KeyDesk:
        services = self.platform.identity
        return KeyDesk(services.access_tokens, services.refresh_tokens, self.platform.ids, GLI.session)

    def _players(self, session: AsyncSession) -> PostgresPlayers:
        return PostgresPlayers(session, self.platform.identity.cipher, self.platform.identity.emails)

    def _sessions(self, session: AsyncSession) -> PostgresSessions:
        return PostgresSessions(session, self.platform.identity.cipher)

    def _access_log(self, session: AsyncSession) -> PostgresAccessLog:
        return PostgresAccessLog(session, self.platform.identity.cipher)
