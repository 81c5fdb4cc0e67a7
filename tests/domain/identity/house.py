"""Identity's use cases around one set of fakes."""

from dataclasses import dataclass, field

from domain.identity import KeyDesk, Login, Register, SignedIn, Viewer
from domain.identity.use_cases.login import LoginHandler
from domain.identity.use_cases.logout import LogoutHandler
from domain.identity.use_cases.open_qa_session import OpenQaSessionHandler
from domain.identity.use_cases.refresh_session import RefreshSessionHandler
from domain.identity.use_cases.register import RegisterHandler
from domain.identity.use_cases.require_fresh_proof import RequireFreshProofHandler
from domain.identity.use_cases.step_up import StepUpHandler
from domain.jurisdiction import GLI, JurisdictionProfile
from tests.builders import PASSWORD, a_player, a_visit
from tests.fakes.identity import (
    MemoryAccessLog,
    MemoryAccessTokens,
    MemoryEndedSessions,
    MemoryPasswords,
    MemoryPlayerGates,
    MemoryPlayers,
    MemoryRefreshTokens,
    MemorySessions,
    MemorySignInAttempts,
)
from tests.fakes.shared import CountedCommits, CountedIds, HeldClock


@dataclass
class House:
    profile: JurisdictionProfile = GLI
    clock: HeldClock = field(default_factory=HeldClock)
    ids: CountedIds = field(default_factory=CountedIds)
    commits: CountedCommits = field(default_factory=CountedCommits)
    players: MemoryPlayers = field(default_factory=MemoryPlayers)
    gates: MemoryPlayerGates = field(default_factory=MemoryPlayerGates)
    sessions: MemorySessions = field(default_factory=MemorySessions)
    ended: MemoryEndedSessions = field(default_factory=MemoryEndedSessions)
    access_log: MemoryAccessLog = field(default_factory=MemoryAccessLog)
    attempts: MemorySignInAttempts = field(default_factory=MemorySignInAttempts)
    passwords: MemoryPasswords = field(default_factory=MemoryPasswords)
    access: MemoryAccessTokens = field(default_factory=MemoryAccessTokens)
    refresh_tokens: MemoryRefreshTokens = field(default_factory=MemoryRefreshTokens)

    @property
    def desk(self) -> KeyDesk:
        return KeyDesk(self.access, self.refresh_tokens, self.ids, self.profile.session)

    @property
    def register(self) -> RegisterHandler:
        return RegisterHandler(
            self.profile,
            self.players,
            self.gates,
            self.attempts,
            self.access_log,
            self.passwords,
            self.clock,
            self.ids,
            self.commits,
        )

    @property
    def login(self) -> LoginHandler:
        return LoginHandler(
            self.profile,
            self.players,
            self.gates,
            self.sessions,
            self.attempts,
            self.access_log,
            self.passwords,
            self.desk,
            self.clock,
            self.ids,
            self.commits,
        )

    @property
    def refresh(self) -> RefreshSessionHandler:
        return RefreshSessionHandler(
            self.sessions,
            self.gates,
            self.ended,
            self.access_log,
            self.refresh_tokens,
            self.desk,
            self.clock,
            self.ids,
            self.commits,
        )

    @property
    def logout(self) -> LogoutHandler:
        return LogoutHandler(
            self.sessions, self.ended, self.access_log, self.refresh_tokens, self.clock, self.ids, self.commits
        )

    @property
    def step_up(self) -> StepUpHandler:
        return StepUpHandler(
            self.profile,
            self.players,
            self.sessions,
            self.attempts,
            self.access_log,
            self.passwords,
            self.clock,
            self.ids,
            self.commits,
        )

    @property
    def require_fresh_proof(self) -> RequireFreshProofHandler:
        return RequireFreshProofHandler(self.sessions, self.profile.session, self.clock)

    @property
    def open_qa_session(self) -> OpenQaSessionHandler:
        return OpenQaSessionHandler(
            self.players,
            self.sessions,
            self.access_log,
            self.desk,
            self.access,
            self.clock,
            self.ids,
            self.commits,
        )

    async def signed_in(self, registration: Register | None = None) -> SignedIn:
        """Somebody who registered and signed in."""
        registered = await self.register(registration or a_player())
        return await self.login(Login(registered.email, PASSWORD, a_visit()))


def viewer_of(signed_in: SignedIn) -> Viewer:
    return Viewer(signed_in.session.player_id, signed_in.session.id)
