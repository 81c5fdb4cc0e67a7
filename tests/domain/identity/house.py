"""Identity's use cases around one set of fakes."""

from dataclasses import dataclass, field

from domain.identity import KeyDesk, Login, Register, SignedIn, VerifyEmail, Viewer
from domain.identity.code_desk import CodeDesk
from domain.identity.journal import Journal
from domain.identity.location import Locations
from domain.identity.lockout import Lockout
from domain.identity.passkeys import PasskeyProofs
from domain.identity.proof_methods import ProofMethods
from domain.identity.prover import Prover
from domain.identity.reception import Reception
from domain.identity.use_cases.login import LoginHandler
from domain.identity.use_cases.logout import LogoutHandler
from domain.identity.use_cases.open_qa_session import OpenQaSessionHandler
from domain.identity.use_cases.refresh_session import RefreshSessionHandler
from domain.identity.use_cases.register import RegisterHandler
from domain.identity.use_cases.require_fresh_proof import RequireFreshProofHandler
from domain.identity.use_cases.resend_email_verification import ResendEmailVerificationHandler
from domain.identity.use_cases.step_up import StepUpHandler
from domain.identity.use_cases.verify_email import VerifyEmailHandler
from domain.jurisdiction import GLI, PROFILES, JurisdictionProfile, Profiles
from tests.builders import PASSWORD, a_player, a_visit
from tests.fakes.consents import MemoryConsents
from tests.fakes.exclusions import NobodyExcluded
from tests.fakes.guards import OpenDoor, SomeCommonPasswords
from tests.fakes.identity import (
    MemoryAccessLog,
    MemoryAccessTokens,
    MemoryEndedSessions,
    MemoryGeography,
    MemoryNewcomers,
    MemoryPasswords,
    MemoryPlayerGates,
    MemoryPlayers,
    MemoryRefreshTokens,
    MemorySessions,
    MemorySignInAttempts,
)
from tests.fakes.linked_methods import MemoryLinkedMethods
from tests.fakes.second_factors import CountedRecoveryCodes, CountedTotp, MemorySecondFactors, NoPasskeys
from tests.fakes.shared import CountedCommits, CountedIds, CountedRandom, HeldClock
from tests.fakes.ways_in import CountedCodes, MemoryChallenges, MemoryCounter, MemoryMessenger, MemoryPlaces


@dataclass
class House:
    profile: JurisdictionProfile = GLI
    geography: MemoryGeography = field(default_factory=MemoryGeography)
    clock: HeldClock = field(default_factory=HeldClock)
    ids: CountedIds = field(default_factory=CountedIds)
    commits: CountedCommits = field(default_factory=CountedCommits)
    players: MemoryPlayers = field(default_factory=MemoryPlayers)
    gates: MemoryPlayerGates = field(default_factory=MemoryPlayerGates)
    newcomers: MemoryNewcomers = field(default_factory=MemoryNewcomers)
    sessions: MemorySessions = field(default_factory=MemorySessions)
    ended: MemoryEndedSessions = field(default_factory=MemoryEndedSessions)
    access_log: MemoryAccessLog = field(default_factory=MemoryAccessLog)
    attempts: MemorySignInAttempts = field(default_factory=MemorySignInAttempts)
    passwords: MemoryPasswords = field(default_factory=MemoryPasswords)
    access: MemoryAccessTokens = field(default_factory=MemoryAccessTokens)
    refresh_tokens: MemoryRefreshTokens = field(default_factory=MemoryRefreshTokens)
    random: CountedRandom = field(default_factory=CountedRandom)
    challenges: MemoryChallenges = field(default_factory=MemoryChallenges)
    typed: CountedCodes = field(default_factory=CountedCodes)
    places: MemoryPlaces = field(default_factory=MemoryPlaces)
    messenger: MemoryMessenger = field(default_factory=MemoryMessenger)
    factors: MemorySecondFactors = field(default_factory=MemorySecondFactors)
    linked: MemoryLinkedMethods = field(default_factory=MemoryLinkedMethods)
    consents: MemoryConsents = field(default_factory=MemoryConsents)
    exclusions: NobodyExcluded = field(default_factory=NobodyExcluded)
    common: SomeCommonPasswords = field(default_factory=SomeCommonPasswords)
    bots: OpenDoor = field(default_factory=OpenDoor)
    passkeys: PasskeyProofs = field(default_factory=NoPasskeys)
    totp: CountedTotp = field(default_factory=CountedTotp)
    recovery_codes: CountedRecoveryCodes = field(default_factory=CountedRecoveryCodes)

    def __post_init__(self) -> None:
        self.throttle = MemoryCounter(self.clock)

    @property
    def profiles(self) -> Profiles:
        return Profiles({**PROFILES, self.profile.code: self.profile})

    @property
    def desk(self) -> KeyDesk:
        return KeyDesk(self.access, self.refresh_tokens, self.ids, self.profile.session)

    @property
    def journal(self) -> Journal:
        return Journal(self.access_log, self.clock, self.ids)

    @property
    def codes(self) -> CodeDesk:
        return CodeDesk(
            self.challenges,
            self.typed,
            self.messenger,
            self.throttle,
            self.profile.codes,
            self.random,
            self.clock,
            self.commits,
        )

    @property
    def lockout(self) -> Lockout:
        return Lockout(self.profile.sign_in, self.players, self.messenger, self.journal, self.clock)

    @property
    def reception(self) -> Reception:
        return Reception(
            profiles=self.profiles,
            locations=Locations(self.geography),
            players=self.players,
            gates=self.gates,
            sessions=self.sessions,
            factors=self.factors,
            places=self.places,
            attempts=self.attempts,
            messenger=self.messenger,
            exclusions=self.exclusions,
            journal=self.journal,
            desk=self.desk,
            codes=self.codes,
            random=self.random,
            clock=self.clock,
            commit=self.commits,
        )

    @property
    def register(self) -> RegisterHandler:
        return RegisterHandler(
            profiles=self.profiles,
            locations=Locations(self.geography),
            players=self.players,
            passwords=self.passwords,
            common=self.common,
            bots=self.bots,
            throttle=self.throttle,
            codes=self.codes,
            messenger=self.messenger,
            journal=self.journal,
            clock=self.clock,
            commit=self.commits,
        )

    @property
    def verify_email(self) -> VerifyEmailHandler:
        return VerifyEmailHandler(
            players=self.players,
            gates=self.gates,
            newcomers=self.newcomers,
            places=self.places,
            linked=self.linked,
            consents=self.consents,
            codes=self.codes,
            messenger=self.messenger,
            exclusions=self.exclusions,
            journal=self.journal,
            clock=self.clock,
            ids=self.ids,
            commit=self.commits,
        )

    @property
    def resend(self) -> ResendEmailVerificationHandler:
        return ResendEmailVerificationHandler(self.players, self.codes, self.messenger, self.clock, self.commits)

    @property
    def login(self) -> LoginHandler:
        return LoginHandler(
            profile=self.profile,
            players=self.players,
            attempts=self.attempts,
            throttle=self.throttle,
            passwords=self.passwords,
            reception=self.reception,
            lockout=self.lockout,
            journal=self.journal,
            clock=self.clock,
            commit=self.commits,
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
    def proof_methods(self) -> ProofMethods:
        return ProofMethods(self.players, self.factors, self.passkeys)

    @property
    def prover(self) -> Prover:
        return Prover(
            rules=self.profile.sign_in,
            methods=self.proof_methods,
            players=self.players,
            factors=self.factors,
            passkeys=self.passkeys,
            challenges=self.challenges,
            codes=self.typed,
            totp=self.totp,
            recovery_codes=self.recovery_codes,
            passwords=self.passwords,
            attempts=self.attempts,
            lockout=self.lockout,
            messenger=self.messenger,
            journal=self.journal,
            clock=self.clock,
            commit=self.commits,
        )

    @property
    def step_up(self) -> StepUpHandler:
        return StepUpHandler(self.profile.session, self.sessions, self.prover, self.journal, self.clock, self.commits)

    @property
    def require_fresh_proof(self) -> RequireFreshProofHandler:
        return RequireFreshProofHandler(
            self.sessions, self.factors, self.proof_methods, self.profile.session, self.clock
        )

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

    async def registered(self, registration: Register | None = None) -> Register:
        """Somebody with an account, known where ``a_visit`` comes from."""
        registration = registration or a_player()
        asked = await self.register(registration)
        await self.verify_email(VerifyEmail(asked.challenge, self.messenger.code, a_visit()))
        return registration

    async def signed_in(self, registration: Register | None = None) -> SignedIn:
        """Somebody who registered and signed in."""
        registered = await self.registered(registration)
        return await self.login(Login(registered.email, PASSWORD, a_visit()))


def viewer_of(signed_in: SignedIn) -> Viewer:
    return Viewer(signed_in.session.player_id, signed_in.session.id)
