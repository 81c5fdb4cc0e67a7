"""What identity's handlers are built from, around one database session."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.doorway import InTurn, M, R
from app.adapters.postgres.identity.access_log import PostgresAccessLog
from app.adapters.postgres.identity.challenges import PostgresChallenges
from app.adapters.postgres.identity.linked_methods import PostgresLinkedMethods
from app.adapters.postgres.identity.messenger import PostgresMessenger
from app.adapters.postgres.identity.places import PostgresPlaces
from app.adapters.postgres.identity.player_gates import PostgresPlayerGates
from app.adapters.postgres.identity.players import PostgresPlayers
from app.adapters.postgres.identity.second_factors import PostgresSecondFactors
from app.adapters.postgres.identity.sessions import PostgresSessions
from app.adapters.postgres.identity.sign_in_attempts import PostgresSignInAttempts
from app.adapters.postgres.identity.spent_proofs import PostgresSpentProofs
from app.adapters.postgres.kyc.for_identity import KycForIdentity
from app.platform import Platform
from app.wiring.identity_services import IdentityServices
from app.wiring.kyc.parts import KycParts
from app.wiring.responsible_gaming.exclusion_desk import exclusion_watcher
from domain.identity import ExclusionWatch, KeyDesk
from domain.identity.code_desk import CodeDesk
from domain.identity.guards import BotCheck
from domain.identity.journal import Journal
from domain.identity.linking import Linking
from domain.identity.location import Locations
from domain.identity.lockout import Lockout
from domain.identity.messages import Messenger
from domain.identity.outside_desk import OutsideDesk
from domain.identity.passkey_desk import PasskeyDesk
from domain.identity.ports import Passwords
from domain.identity.proof_methods import ProofMethods
from domain.identity.prover import Prover
from domain.identity.reception import Reception
from domain.identity.single_use import SingleUse
from domain.identity.use_cases.require_fresh_proof import RequireFreshProofHandler
from domain.jurisdiction import GLI, JurisdictionProfile, Profiles
from domain.shared import Handler


@dataclass(frozen=True, slots=True)
class IdentityParts:
    """One of each, by the session that they share; nothing here opens a connection.

    ``post`` and ``bots`` take the place of the platform's own, where it talks to itself (``app.trial_players``).
    """

    platform: Platform
    post: Messenger | None = None
    bots: BotCheck | None = None

    @property
    def profile(self) -> JurisdictionProfile:
        """What holds before anybody is known, and is one for everybody: throttles, codes, challenges."""
        return GLI

    @property
    def profiles(self) -> Profiles:
        return self.platform.profiles

    @property
    def locations(self) -> Locations:
        return Locations(self.services.geography)

    @property
    def services(self) -> IdentityServices:
        return self.platform.identity

    @property
    def key_desk(self) -> KeyDesk:
        services = self.services
        return KeyDesk(services.access_tokens, services.refresh_tokens, self.platform.ids, self.profile.session)

    def players(self, session: AsyncSession) -> PostgresPlayers:
        services = self.services
        return PostgresPlayers(session, services.cipher, services.emails, services.phones, services.people)

    def gates(self, session: AsyncSession) -> PostgresPlayerGates:
        return PostgresPlayerGates(session)

    def kyc(self, session: AsyncSession) -> KycForIdentity:
        parts = KycParts(self.platform)
        return KycForIdentity(parts.files(session), parts.desk(session), self.platform.clock)

    def sessions(self, session: AsyncSession) -> PostgresSessions:
        return PostgresSessions(session, self.services.cipher)

    def access_log(self, session: AsyncSession) -> PostgresAccessLog:
        return PostgresAccessLog(session, self.services.cipher)

    def journal(self, session: AsyncSession) -> Journal:
        return Journal(self.access_log(session), self.platform.clock, self.platform.ids)

    def attempts(self, session: AsyncSession) -> PostgresSignInAttempts:
        return PostgresSignInAttempts(session, self.services.attempts)

    def challenges(self, session: AsyncSession) -> PostgresChallenges:
        return PostgresChallenges(session, self.services.cipher)

    def factors(self, session: AsyncSession) -> PostgresSecondFactors:
        return PostgresSecondFactors(session, self.services.cipher)

    def linked(self, session: AsyncSession) -> PostgresLinkedMethods:
        return PostgresLinkedMethods(session, self.services.cipher, self.services.subjects)

    def places(self, session: AsyncSession) -> PostgresPlaces:
        return PostgresPlaces(session, self.services.networks)

    def messenger(self, session: AsyncSession) -> Messenger:
        return self.post or PostgresMessenger(session, self.services.cipher, self.platform.clock, self.platform.ids)

    def exclusions(self, session: AsyncSession) -> ExclusionWatch:
        return exclusion_watcher(self.platform, session)

    def bot_check(self, session: AsyncSession) -> BotCheck:
        return self.bots or self.services.bot_checks(PostgresSpentProofs(session))

    def lockout(self, session: AsyncSession) -> Lockout:
        return Lockout(
            rules=self.profile.sign_in,
            players=self.players(session),
            messenger=self.messenger(session),
            journal=self.journal(session),
            clock=self.platform.clock,
        )

    def codes(self, session: AsyncSession) -> CodeDesk:
        return CodeDesk(
            challenges=self.challenges(session),
            codes=self.services.codes,
            messenger=self.messenger(session),
            throttle=self.services.throttle,
            rules=self.profile.codes,
            random=self.platform.random,
            clock=self.platform.clock,
            commit=session.commit,
        )

    def passkeys(self, session: AsyncSession) -> PasskeyDesk:
        return PasskeyDesk(
            authority=self.services.passkeys,
            linked=self.linked(session),
            codes=self.codes(session),
            single_use=self.single_use(session),
            clock=self.platform.clock,
        )

    def single_use(self, session: AsyncSession) -> SingleUse:
        return SingleUse(self.challenges(session), self.platform.clock, session.commit)

    def linking(self, session: AsyncSession) -> Linking:
        return Linking(self.linked(session), self.players(session), self.messenger(session), self.journal(session))

    def outside(self, session: AsyncSession) -> OutsideDesk:
        return OutsideDesk(
            linked=self.linked(session),
            codes=self.codes(session),
            reception=self.reception(session),
            clock=self.platform.clock,
            commit=session.commit,
        )

    def proof_methods(self, session: AsyncSession) -> ProofMethods:
        return ProofMethods(self.players(session), self.factors(session), self.passkeys(session))

    def prover(self, session: AsyncSession) -> Prover:
        return Prover(
            rules=self.profile.sign_in,
            methods=self.proof_methods(session),
            players=self.players(session),
            factors=self.factors(session),
            passkeys=self.passkeys(session),
            challenges=self.challenges(session),
            codes=self.services.codes,
            totp=self.services.totp,
            recovery_codes=self.services.recovery_codes,
            passwords=self.services.passwords,
            attempts=self.attempts(session),
            lockout=self.lockout(session),
            messenger=self.messenger(session),
            journal=self.journal(session),
            clock=self.platform.clock,
            commit=session.commit,
        )

    def fresh_proof(self, session: AsyncSession) -> RequireFreshProofHandler:
        return RequireFreshProofHandler(
            sessions=self.sessions(session),
            factors=self.factors(session),
            methods=self.proof_methods(session),
            rules=self.profile.session,
            clock=self.platform.clock,
        )

    def in_turn(self, build: Callable[[Passwords], Handler[M, R]]) -> InTurn[M, R]:
        return InTurn(self.services.doorway, self.services.passwords, build)

    def reception(self, session: AsyncSession) -> Reception:
        return Reception(
            profiles=self.profiles,
            locations=self.locations,
            players=self.players(session),
            gates=self.gates(session),
            sessions=self.sessions(session),
            factors=self.factors(session),
            places=self.places(session),
            attempts=self.attempts(session),
            messenger=self.messenger(session),
            exclusions=self.exclusions(session),
            journal=self.journal(session),
            desk=self.key_desk,
            codes=self.codes(session),
            random=self.platform.random,
            clock=self.platform.clock,
            commit=session.commit,
        )
