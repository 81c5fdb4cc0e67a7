"""Recovery: resetting passwords, and taking off second factors that are lost."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.postgres.identity.accounts import PostgresAccounts
from app.adapters.postgres.identity.recovery_requests import PostgresRecoveryRequests
from app.dispatch import Wiring
from app.wiring.identity.parts import IdentityParts
from domain.identity import (
    FindRecoveryRequests,
    RequestPasswordReset,
    RequestSecondFactorReset,
    ResetPassword,
    ReviewRecovery,
    SettleRecoveries,
)
from domain.identity.accounts import SignOut
from domain.identity.use_cases.find_recovery_requests import FindRecoveryRequestsHandler
from domain.identity.use_cases.request_password_reset import RequestPasswordResetHandler
from domain.identity.use_cases.request_second_factor_reset import RequestSecondFactorResetHandler
from domain.identity.use_cases.reset_password import ResetPasswordHandler
from domain.identity.use_cases.review_recovery import ReviewRecoveryHandler
from domain.identity.use_cases.settle_recoveries import SettleRecoveriesHandler


def wire_recovery(parts: IdentityParts) -> Wiring:
    handlers = RecoveryHandlers(parts)
    return {
        RequestPasswordReset: handlers.request_password_reset,
        ResetPassword: handlers.reset_password,
        RequestSecondFactorReset: handlers.request_second_factor_reset,
        FindRecoveryRequests: lambda session: FindRecoveryRequestsHandler(handlers.requests(session)),
        ReviewRecovery: handlers.review_recovery,
        SettleRecoveries: handlers.settle_recoveries,
    }


@dataclass(frozen=True, slots=True)
class RecoveryHandlers:
    """Each method builds one handler, or one of its parts, around one session."""

    parts: IdentityParts

    def requests(self, session: AsyncSession) -> PostgresRecoveryRequests:
        return PostgresRecoveryRequests(session, self.parts.services.cipher)

    def accounts(self, session: AsyncSession) -> PostgresAccounts:
        return PostgresAccounts(session, self.parts.players(session), self.parts.services.cipher)

    def request_password_reset(self, session: AsyncSession) -> RequestPasswordResetHandler:
        parts = self.parts
        return RequestPasswordResetHandler(
            players=parts.players(session),
            codes=parts.codes(session),
            journal=parts.journal(session),
            commit=session.commit,
        )

    def reset_password(self, session: AsyncSession) -> ResetPasswordHandler:
        parts, accounts = self.parts, self.accounts(session)
        return ResetPasswordHandler(
            players=parts.players(session),
            factors=parts.factors(session),
            accounts=accounts,
            codes=parts.codes(session),
            prover=parts.prover(session),
            passwords=parts.services.passwords,
            common=parts.services.common_passwords,
            attempts=parts.attempts(session),
            sign_out=SignOut(accounts, parts.services.ends),
            messenger=parts.messenger(session),
            journal=parts.journal(session),
            clock=parts.platform.clock,
            commit=session.commit,
        )

    def request_second_factor_reset(self, session: AsyncSession) -> RequestSecondFactorResetHandler:
        parts = self.parts
        return RequestSecondFactorResetHandler(
            players=parts.players(session),
            factors=parts.factors(session),
            challenges=parts.challenges(session),
            requests=self.requests(session),
            messenger=parts.messenger(session),
            journal=parts.journal(session),
            clock=parts.platform.clock,
            ids=parts.platform.ids,
            commit=session.commit,
        )

    def review_recovery(self, session: AsyncSession) -> ReviewRecoveryHandler:
        parts = self.parts
        return ReviewRecoveryHandler(
            rules=parts.profile.account,
            players=parts.players(session),
            requests=self.requests(session),
            messenger=parts.messenger(session),
            journal=parts.journal(session),
            clock=parts.platform.clock,
            commit=session.commit,
        )

    def settle_recoveries(self, session: AsyncSession) -> SettleRecoveriesHandler:
        parts, accounts = self.parts, self.accounts(session)
        return SettleRecoveriesHandler(
            requests=self.requests(session),
            accounts=accounts,
            factors=parts.factors(session),
            sign_out=SignOut(accounts, parts.services.ends),
            messenger=parts.messenger(session),
            journal=parts.journal(session),
            clock=parts.platform.clock,
            commit=session.commit,
        )
