"""Second factors, one-time codes, step-up and unlocking."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from app.dispatch import Wiring
from app.wiring.identity.parts import IdentityParts
from domain.identity import (
    BeginTwoFactorSetup,
    CompleteLogin,
    ConfirmTwoFactorSetup,
    DisableTwoFactor,
    FindTwoFactor,
    LoginWithCode,
    RegenerateRecoveryCodes,
    RequestLoginCode,
    RequestSecondFactorCode,
    RequestStepUpCode,
    RequireFreshProof,
    StepUp,
    UnlockSession,
)
from domain.identity.use_cases.begin_two_factor_setup import BeginTwoFactorSetupHandler
from domain.identity.use_cases.complete_login import CompleteLoginHandler
from domain.identity.use_cases.confirm_two_factor_setup import ConfirmTwoFactorSetupHandler
from domain.identity.use_cases.disable_two_factor import DisableTwoFactorHandler
from domain.identity.use_cases.find_two_factor import FindTwoFactorHandler
from domain.identity.use_cases.login_with_code import LoginWithCodeHandler
from domain.identity.use_cases.regenerate_recovery_codes import RegenerateRecoveryCodesHandler
from domain.identity.use_cases.request_login_code import RequestLoginCodeHandler
from domain.identity.use_cases.request_second_factor_code import RequestSecondFactorCodeHandler
from domain.identity.use_cases.request_step_up_code import RequestStepUpCodeHandler
from domain.identity.use_cases.step_up import StepUpHandler
from domain.identity.use_cases.unlock_session import UnlockSessionHandler


def wire_two_factor(parts: IdentityParts) -> Wiring:
    handlers = TwoFactorHandlers(parts)
    return {
        CompleteLogin: handlers.complete_login,
        RequestSecondFactorCode: handlers.request_second_factor_code,
        RequestLoginCode: handlers.request_login_code,
        LoginWithCode: handlers.login_with_code,
        StepUp: handlers.step_up,
        RequestStepUpCode: handlers.request_step_up_code,
        UnlockSession: handlers.unlock_session,
        RequireFreshProof: parts.fresh_proof,
        BeginTwoFactorSetup: handlers.begin_two_factor_setup,
        ConfirmTwoFactorSetup: handlers.confirm_two_factor_setup,
        DisableTwoFactor: handlers.disable_two_factor,
        RegenerateRecoveryCodes: handlers.regenerate_recovery_codes,
        FindTwoFactor: handlers.find_two_factor,
    }


@dataclass(frozen=True, slots=True)
class TwoFactorHandlers:
    """Each method builds one handler around one session."""

    parts: IdentityParts

    def complete_login(self, session: AsyncSession) -> CompleteLoginHandler:
        return CompleteLoginHandler(self.parts.prover(session), self.parts.reception(session))

    def request_second_factor_code(self, session: AsyncSession) -> RequestSecondFactorCodeHandler:
        parts = self.parts
        return RequestSecondFactorCodeHandler(
            players=parts.players(session),
            codes=parts.codes(session),
            clock=parts.platform.clock,
            commit=session.commit,
        )

    def request_login_code(self, session: AsyncSession) -> RequestLoginCodeHandler:
        parts = self.parts
        return RequestLoginCodeHandler(
            rules=parts.profile.sign_in,
            players=parts.players(session),
            places=parts.places(session),
            codes=parts.codes(session),
            commit=session.commit,
        )

    def login_with_code(self, session: AsyncSession) -> LoginWithCodeHandler:
        parts = self.parts
        return LoginWithCodeHandler(
            rules=parts.profile.sign_in,
            throttle=parts.services.throttle,
            codes=parts.codes(session),
            reception=parts.reception(session),
            journal=parts.journal(session),
            clock=parts.platform.clock,
            commit=session.commit,
        )

    def step_up(self, session: AsyncSession) -> StepUpHandler:
        parts = self.parts
        return StepUpHandler(
            rules=parts.profile.session,
            sessions=parts.sessions(session),
            prover=parts.prover(session),
            journal=parts.journal(session),
            clock=parts.platform.clock,
            commit=session.commit,
        )

    def request_step_up_code(self, session: AsyncSession) -> RequestStepUpCodeHandler:
        parts = self.parts
        return RequestStepUpCodeHandler(
            players=parts.players(session),
            methods=parts.proof_methods(session),
            codes=parts.codes(session),
            clock=parts.platform.clock,
            commit=session.commit,
        )

    def unlock_session(self, session: AsyncSession) -> UnlockSessionHandler:
        parts = self.parts
        return UnlockSessionHandler(
            rules=parts.profile.session,
            sessions=parts.sessions(session),
            announced=parts.services.activity,
            prover=parts.prover(session),
            journal=parts.journal(session),
            clock=parts.platform.clock,
            commit=session.commit,
        )

    def begin_two_factor_setup(self, session: AsyncSession) -> BeginTwoFactorSetupHandler:
        parts = self.parts
        return BeginTwoFactorSetupHandler(
            players=parts.players(session),
            factors=parts.factors(session),
            proof=parts.fresh_proof(session),
            codes=parts.codes(session),
            totp=parts.services.totp,
            commit=session.commit,
        )

    def confirm_two_factor_setup(self, session: AsyncSession) -> ConfirmTwoFactorSetupHandler:
        parts = self.parts
        return ConfirmTwoFactorSetupHandler(
            rules=parts.profile.codes,
            players=parts.players(session),
            factors=parts.factors(session),
            challenges=parts.challenges(session),
            totp=parts.services.totp,
            recovery_codes=parts.services.recovery_codes,
            messenger=parts.messenger(session),
            journal=parts.journal(session),
            clock=parts.platform.clock,
            commit=session.commit,
        )

    def disable_two_factor(self, session: AsyncSession) -> DisableTwoFactorHandler:
        parts = self.parts
        return DisableTwoFactorHandler(
            players=parts.players(session),
            factors=parts.factors(session),
            proof=parts.fresh_proof(session),
            messenger=parts.messenger(session),
            journal=parts.journal(session),
            clock=parts.platform.clock,
            commit=session.commit,
        )

    def regenerate_recovery_codes(self, session: AsyncSession) -> RegenerateRecoveryCodesHandler:
        parts = self.parts
        return RegenerateRecoveryCodesHandler(
            rules=parts.profile.codes,
            factors=parts.factors(session),
            recovery_codes=parts.services.recovery_codes,
            proof=parts.fresh_proof(session),
            journal=parts.journal(session),
            commit=session.commit,
        )

    def find_two_factor(self, session: AsyncSession) -> FindTwoFactorHandler:
        return FindTwoFactorHandler(self.parts.factors(session), self.parts.proof_methods(session))
