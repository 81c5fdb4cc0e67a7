"""The account: credentials, the player's record, terms, consents, leaving."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.export_links import SignedExportLinks
from app.adapters.postgres.identity.accounts import PostgresAccounts, PostgresHoldings
from app.adapters.postgres.identity.consents import PostgresConsents
from app.adapters.postgres.identity.data_exports import PostgresDataExports
from app.adapters.postgres.identity.erasure import PostgresErasure
from app.dispatch import Wiring
from app.platform import Platform
from app.wiring.identity.parts import IdentityParts
from domain.identity import (
    AcceptTerms,
    ChangeEmail,
    ChangePassword,
    CloseAccount,
    EraseAccount,
    FetchDataExport,
    FindConsents,
    MayContact,
    RequestDataExport,
    RevertEmailChange,
    SettleClosure,
    UpdateConsents,
    UpdateProfile,
    VerifyEmailChange,
)
from domain.identity.accounts import SignOut
from domain.identity.email_revert import EmailReverts
from domain.identity.use_cases.accept_terms import AcceptTermsHandler
from domain.identity.use_cases.change_email import ChangeEmailHandler
from domain.identity.use_cases.change_password import ChangePasswordHandler
from domain.identity.use_cases.close_account import CloseAccountHandler
from domain.identity.use_cases.erase_account import EraseAccountHandler
from domain.identity.use_cases.fetch_data_export import FetchDataExportHandler
from domain.identity.use_cases.find_consents import FindConsentsHandler
from domain.identity.use_cases.may_contact import MayContactHandler
from domain.identity.use_cases.request_data_export import RequestDataExportHandler
from domain.identity.use_cases.revert_email_change import RevertEmailChangeHandler
from domain.identity.use_cases.settle_closure import SettleClosureHandler
from domain.identity.use_cases.update_consents import UpdateConsentsHandler
from domain.identity.use_cases.update_profile import UpdateProfileHandler
from domain.identity.use_cases.verify_email_change import VerifyEmailChangeHandler


def wire_account(parts: IdentityParts) -> Wiring:
    handlers = AccountHandlers(parts)
    leaving = LeavingHandlers(parts)
    return {
        ChangePassword: handlers.change_password,
        ChangeEmail: handlers.change_email,
        VerifyEmailChange: handlers.verify_email_change,
        RevertEmailChange: handlers.revert_email_change,
        UpdateProfile: handlers.update_profile,
        AcceptTerms: handlers.accept_terms,
        UpdateConsents: handlers.update_consents,
        FindConsents: lambda session: FindConsentsHandler(PostgresConsents(session)),
        MayContact: handlers.may_contact,
        CloseAccount: leaving.close_account,
        SettleClosure: leaving.settle_closure,
        EraseAccount: leaving.erase_account,
        RequestDataExport: leaving.request_data_export,
        FetchDataExport: leaving.fetch_data_export,
    }


def export_links(platform: Platform) -> SignedExportLinks:
    return SignedExportLinks(platform.secrets.data, platform.settings.base_url)


def _accounts(parts: IdentityParts, session: AsyncSession) -> PostgresAccounts:
    return PostgresAccounts(session, parts.players(session), parts.services.cipher)


def _sign_out(parts: IdentityParts, session: AsyncSession) -> SignOut:
    return SignOut(_accounts(parts, session), parts.services.ends)


@dataclass(frozen=True, slots=True)
class AccountHandlers:
    """Each method builds one handler around one session."""

    parts: IdentityParts

    def change_password(self, session: AsyncSession) -> ChangePasswordHandler:
        parts = self.parts
        return ChangePasswordHandler(
            proof=parts.fresh_proof(session),
            players=parts.players(session),
            accounts=_accounts(parts, session),
            sessions=parts.sessions(session),
            challenges=parts.challenges(session),
            passwords=parts.services.passwords,
            common=parts.services.common_passwords,
            sign_out=_sign_out(parts, session),
            messenger=parts.messenger(session),
            journal=parts.journal(session),
            clock=parts.platform.clock,
            commit=session.commit,
        )

    def change_email(self, session: AsyncSession) -> ChangeEmailHandler:
        parts = self.parts
        return ChangeEmailHandler(
            proof=parts.fresh_proof(session),
            players=parts.players(session),
            codes=parts.codes(session),
            messenger=parts.messenger(session),
            commit=session.commit,
        )

    def verify_email_change(self, session: AsyncSession) -> VerifyEmailChangeHandler:
        parts = self.parts
        codes = parts.codes(session)
        return VerifyEmailChangeHandler(
            players=parts.players(session),
            accounts=_accounts(parts, session),
            codes=codes,
            reverts=EmailReverts(codes, parts.profile.account),
            journal=parts.journal(session),
            clock=parts.platform.clock,
            commit=session.commit,
        )

    def revert_email_change(self, session: AsyncSession) -> RevertEmailChangeHandler:
        parts = self.parts
        return RevertEmailChangeHandler(
            players=parts.players(session),
            accounts=_accounts(parts, session),
            linked=parts.linked(session),
            codes=parts.codes(session),
            sign_out=_sign_out(parts, session),
            messenger=parts.messenger(session),
            journal=parts.journal(session),
            clock=parts.platform.clock,
            commit=session.commit,
        )

    def update_profile(self, session: AsyncSession) -> UpdateProfileHandler:
        parts = self.parts
        return UpdateProfileHandler(
            profiles=parts.profiles,
            rules=parts.profile.account,
            proof=parts.fresh_proof(session),
            players=parts.players(session),
            accounts=_accounts(parts, session),
            throttle=parts.services.throttle,
            verified=parts.kyc(session),
            messenger=parts.messenger(session),
            exclusions=parts.exclusions(session),
            journal=parts.journal(session),
            commit=session.commit,
        )

    def accept_terms(self, session: AsyncSession) -> AcceptTermsHandler:
        parts = self.parts
        return AcceptTermsHandler(
            profiles=parts.profiles,
            players=parts.players(session),
            accounts=_accounts(parts, session),
            gates=parts.gates(session),
            journal=parts.journal(session),
            clock=parts.platform.clock,
            commit=session.commit,
        )

    def update_consents(self, session: AsyncSession) -> UpdateConsentsHandler:
        platform = self.parts.platform
        accounts, consents = _accounts(self.parts, session), PostgresConsents(session)
        return UpdateConsentsHandler(accounts, consents, platform.clock, platform.ids, session.commit)

    def may_contact(self, session: AsyncSession) -> MayContactHandler:
        parts, consents = self.parts, PostgresConsents(session)
        watch, clock = parts.exclusions(session), parts.platform.clock
        return MayContactHandler(parts.players(session), parts.gates(session), consents, watch, clock)


@dataclass(frozen=True, slots=True)
class LeavingHandlers:
    """Each method builds one handler around one session."""

    parts: IdentityParts

    def close_account(self, session: AsyncSession) -> CloseAccountHandler:
        parts = self.parts
        return CloseAccountHandler(
            proof=parts.fresh_proof(session),
            players=parts.players(session),
            accounts=_accounts(parts, session),
            gates=parts.gates(session),
            holdings=PostgresHoldings(session),
            sign_out=_sign_out(parts, session),
            messenger=parts.messenger(session),
            journal=parts.journal(session),
            clock=parts.platform.clock,
            commit=session.commit,
        )

    def settle_closure(self, session: AsyncSession) -> SettleClosureHandler:
        parts = self.parts
        return SettleClosureHandler(
            accounts=_accounts(parts, session),
            gates=parts.gates(session),
            holdings=PostgresHoldings(session),
            sign_out=_sign_out(parts, session),
            clock=parts.platform.clock,
            commit=session.commit,
        )

    def erase_account(self, session: AsyncSession) -> EraseAccountHandler:
        parts = self.parts
        return EraseAccountHandler(
            accounts=_accounts(parts, session),
            gates=parts.gates(session),
            holdings=PostgresHoldings(session),
            erasure=PostgresErasure(session, parts.services.cipher, parts.platform.random),
            sign_out=_sign_out(parts, session),
            journal=parts.journal(session),
            clock=parts.platform.clock,
            commit=session.commit,
        )

    def request_data_export(self, session: AsyncSession) -> RequestDataExportHandler:
        parts = self.parts
        return RequestDataExportHandler(
            rules=parts.profile.account,
            proof=parts.fresh_proof(session),
            accounts=_accounts(parts, session),
            exports=PostgresDataExports(session),
            links=export_links(parts.platform),
            messenger=parts.messenger(session),
            journal=parts.journal(session),
            clock=parts.platform.clock,
            ids=parts.platform.ids,
            commit=session.commit,
        )

    def fetch_data_export(self, session: AsyncSession) -> FetchDataExportHandler:
        return FetchDataExportHandler(
            exports=PostgresDataExports(session),
            journal=self.parts.journal(session),
            clock=self.parts.platform.clock,
            commit=session.commit,
        )
