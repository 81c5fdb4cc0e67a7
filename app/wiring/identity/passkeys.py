"""Passkeys."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from app.dispatch import Wiring
from app.wiring.identity.parts import IdentityParts
from domain.identity import (
    BeginPasskeyLogin,
    BeginPasskeyProof,
    BeginPasskeyRegistration,
    LoginWithPasskey,
    RegisterPasskey,
)
from domain.identity.use_cases.begin_passkey_login import BeginPasskeyLoginHandler
from domain.identity.use_cases.begin_passkey_proof import BeginPasskeyProofHandler
from domain.identity.use_cases.begin_passkey_registration import BeginPasskeyRegistrationHandler
from domain.identity.use_cases.login_with_passkey import LoginWithPasskeyHandler
from domain.identity.use_cases.register_passkey import RegisterPasskeyHandler


def wire_passkeys(parts: IdentityParts) -> Wiring:
    handlers = PasskeyHandlers(parts)
    return {
        BeginPasskeyRegistration: handlers.begin_registration,
        RegisterPasskey: handlers.register,
        BeginPasskeyLogin: handlers.begin_login,
        LoginWithPasskey: handlers.login,
        BeginPasskeyProof: handlers.begin_proof,
    }


@dataclass(frozen=True, slots=True)
class PasskeyHandlers:
    """Each method builds one handler around one session."""

    parts: IdentityParts

    def begin_registration(self, session: AsyncSession) -> BeginPasskeyRegistrationHandler:
        parts = self.parts
        return BeginPasskeyRegistrationHandler(
            rules=parts.profile.sign_in,
            proof=parts.fresh_proof(session),
            players=parts.players(session),
            desk=parts.passkeys(session),
            commit=session.commit,
        )

    def register(self, session: AsyncSession) -> RegisterPasskeyHandler:
        parts = self.parts
        return RegisterPasskeyHandler(
            rules=parts.profile.sign_in,
            desk=parts.passkeys(session),
            linking=parts.linking(session),
            clock=parts.platform.clock,
            ids=parts.platform.ids,
            commit=session.commit,
        )

    def begin_login(self, session: AsyncSession) -> BeginPasskeyLoginHandler:
        parts = self.parts
        return BeginPasskeyLoginHandler(
            rules=parts.profile.sign_in,
            throttle=parts.services.throttle,
            desk=parts.passkeys(session),
            commit=session.commit,
        )

    def login(self, session: AsyncSession) -> LoginWithPasskeyHandler:
        parts = self.parts
        return LoginWithPasskeyHandler(
            rules=parts.profile.sign_in,
            throttle=parts.services.throttle,
            desk=parts.passkeys(session),
            reception=parts.reception(session),
            journal=parts.journal(session),
            commit=session.commit,
        )

    def begin_proof(self, session: AsyncSession) -> BeginPasskeyProofHandler:
        return BeginPasskeyProofHandler(self.parts.passkeys(session), session.commit)
