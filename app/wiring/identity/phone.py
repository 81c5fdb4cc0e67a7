"""The phone number of an account."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.postgres.identity.accounts import PostgresAccounts
from app.dispatch import Wiring
from app.wiring.identity.parts import IdentityParts
from domain.identity.phone_desk import PhoneDesk
from domain.identity.use_cases.change_phone import ChangePhone, ChangePhoneHandler
from domain.identity.use_cases.request_phone_code import RequestPhoneCode, RequestPhoneCodeHandler
from domain.identity.use_cases.verify_phone import VerifyPhone, VerifyPhoneHandler


def wire_phone(parts: IdentityParts) -> Wiring:
    handlers = PhoneHandlers(parts)
    return {
        RequestPhoneCode: handlers.request_phone_code,
        ChangePhone: handlers.change_phone,
        VerifyPhone: handlers.verify_phone,
    }


@dataclass(frozen=True, slots=True)
class PhoneHandlers:
    """Each method builds one handler around one session."""

    parts: IdentityParts

    def request_phone_code(self, session: AsyncSession) -> RequestPhoneCodeHandler:
        return RequestPhoneCodeHandler(
            self.parts.fresh_proof(session), self.parts.players(session), self._desk(session)
        )

    def change_phone(self, session: AsyncSession) -> ChangePhoneHandler:
        return ChangePhoneHandler(self.parts.fresh_proof(session), self.parts.players(session), self._desk(session))

    def verify_phone(self, session: AsyncSession) -> VerifyPhoneHandler:
        parts = self.parts
        players = parts.players(session)
        return VerifyPhoneHandler(
            players=players,
            accounts=PostgresAccounts(session, players, parts.services.cipher),
            codes=parts.codes(session),
            messenger=parts.messenger(session),
            exclusions=parts.exclusions(session),
            journal=parts.journal(session),
            clock=parts.platform.clock,
            commit=session.commit,
        )

    def _desk(self, session: AsyncSession) -> PhoneDesk:
        parts = self.parts
        sends_sms = parts.platform.settings.sends_sms
        return PhoneDesk(
            parts.players(session), parts.codes(session), parts.messenger(session), session.commit, sends_sms
        )
