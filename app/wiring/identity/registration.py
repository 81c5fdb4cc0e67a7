"""Registering."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.doorway import InTurn
from app.adapters.postgres.identity.consents import PostgresConsents
from app.dispatch import Wiring
from app.wiring.identity.parts import IdentityParts
from app.wiring.responsible_gaming.limits import limit_desk
from app.wiring.responsible_gaming.newcomers import EveryWelcome, LimitsForNewcomers
from domain.identity import Register, Registered, ResendEmailVerification, VerifyEmail
from domain.identity.ports import Passwords
from domain.identity.use_cases.offer_bot_check import OfferBotCheck, OfferBotCheckHandler
from domain.identity.use_cases.register import RegisterHandler
from domain.identity.use_cases.resend_email_verification import ResendEmailVerificationHandler
from domain.identity.use_cases.verify_email import VerifyEmailHandler


def wire_registration(parts: IdentityParts) -> Wiring:
    handlers = RegistrationHandlers(parts)
    return {
        Register: handlers.register,
        VerifyEmail: handlers.verify_email,
        ResendEmailVerification: handlers.resend_email_verification,
        OfferBotCheck: handlers.offer_bot_check,
    }


@dataclass(frozen=True, slots=True)
class RegistrationHandlers:
    """Each method builds one handler around one session."""

    parts: IdentityParts

    def register(self, session: AsyncSession) -> InTurn[Register, Registered]:
        parts = self.parts

        def build(passwords: Passwords) -> RegisterHandler:
            return RegisterHandler(
                profiles=parts.profiles,
                locations=parts.locations,
                players=parts.players(session),
                passwords=passwords,
                common=parts.services.common_passwords,
                bots=parts.bot_check(session),
                throttle=parts.services.throttle,
                codes=parts.codes(session),
                messenger=parts.messenger(session),
                journal=parts.journal(session),
                clock=parts.platform.clock,
                commit=session.commit,
            )

        return parts.in_turn(build)

    def verify_email(self, session: AsyncSession) -> VerifyEmailHandler:
        parts = self.parts
        return VerifyEmailHandler(
            players=parts.players(session),
            gates=parts.gates(session),
            newcomers=EveryWelcome((parts.kyc(session), LimitsForNewcomers(limit_desk(parts, session)))),
            places=parts.places(session),
            linked=parts.linked(session),
            consents=PostgresConsents(session),
            codes=parts.codes(session),
            messenger=parts.messenger(session),
            exclusions=parts.exclusions(session),
            journal=parts.journal(session),
            clock=parts.platform.clock,
            ids=parts.platform.ids,
            commit=session.commit,
        )

    def resend_email_verification(self, session: AsyncSession) -> ResendEmailVerificationHandler:
        parts = self.parts
        return ResendEmailVerificationHandler(
            players=parts.players(session),
            codes=parts.codes(session),
            messenger=parts.messenger(session),
            clock=parts.platform.clock,
            commit=session.commit,
        )

    def offer_bot_check(self, session: AsyncSession) -> OfferBotCheckHandler:
        return OfferBotCheckHandler(self.parts.bot_check(session), self.parts.platform.clock)
