"""Signing in by Telegram and by wallets; ways in that are linked to an account."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.ethereum.proofs import SignedMessages
from app.adapters.postgres.identity.accounts import PostgresAccounts
from app.adapters.postgres.identity.spent_proofs import PostgresSpentProofs
from app.adapters.telegram.bot import telegram_proofs
from app.adapters.ton.proofs import MAINNET, TESTNET, StateInitProofs
from app.dispatch import Wiring
from app.platform import Platform
from app.wiring.identity.parts import IdentityParts
from domain.identity import (
    BeginWalletLogin,
    FindSignInMethods,
    LinkSignInMethod,
    LoginWithProof,
    SignInMethod,
    UnlinkSignInMethod,
)
from domain.identity.outside_proof import EthereumProofs, TelegramProofs, TonProofs
from domain.identity.proof_desk import ProofDesk
from domain.identity.use_cases.begin_wallet_login import BeginWalletLoginHandler
from domain.identity.use_cases.find_sign_in_methods import FindSignInMethodsHandler
from domain.identity.use_cases.link_sign_in_method import LinkSignInMethodHandler
from domain.identity.use_cases.login_with_proof import LoginWithProofHandler
from domain.identity.use_cases.unlink_sign_in_method import UnlinkSignInMethodHandler
from domain.jurisdiction import GLI


def wire_outside(parts: IdentityParts) -> Wiring:
    handlers = OutsideHandlers(parts, *outside_proofs(parts.platform), offered_methods(parts.platform))
    return {
        BeginWalletLogin: handlers.begin_wallet_login,
        LoginWithProof: handlers.login_with_proof,
        LinkSignInMethod: handlers.link_sign_in_method,
        UnlinkSignInMethod: handlers.unlink_sign_in_method,
        FindSignInMethods: handlers.find_sign_in_methods,
    }


def offered_methods(platform: Platform) -> tuple[SignInMethod, ...]:
    """What the jurisdiction offers and this installation can do, in the jurisdiction's order."""
    settings = platform.settings
    telegram, _, _ = outside_proofs(platform)
    able = {
        SignInMethod.SMS_CODE: settings.sends_sms,
        SignInMethod.TELEGRAM: telegram is not None,
        SignInMethod.ETHEREUM: "ETHEREUM" in settings.wallet_chains,
        SignInMethod.TON: "TON" in settings.wallet_chains,
        SignInMethod.OPENID_CONNECT: bool(platform.identity.openid.names),
    }
    return tuple(method for method in map(SignInMethod, GLI.sign_in.methods) if able.get(method, True))


def outside_proofs(platform: Platform) -> tuple[TelegramProofs | None, EthereumProofs, TonProofs]:
    settings, age_limit = platform.settings, timedelta(seconds=GLI.sign_in.outside_proof_seconds)
    domains = settings.wallet_domains or (urlsplit(settings.base_url).netloc,)
    network = MAINNET if settings.ton_network == "mainnet" else TESTNET
    return (
        telegram_proofs(settings, platform.secrets.data, age_limit),
        SignedMessages(domains, settings.ethereum_chain_ids, f"{settings.base_url}/"),
        StateInitProofs(domains, network, age_limit),
    )


@dataclass(frozen=True, slots=True)
class OutsideHandlers:
    """Each method builds one handler around one session."""

    parts: IdentityParts
    telegram: TelegramProofs | None
    ethereum: EthereumProofs
    ton: TonProofs
    offered: Collection[SignInMethod]

    def begin_wallet_login(self, session: AsyncSession) -> BeginWalletLoginHandler:
        parts = self.parts
        return BeginWalletLoginHandler(self._desk(session), parts.codes(session), parts.platform.random, session.commit)

    def login_with_proof(self, session: AsyncSession) -> LoginWithProofHandler:
        parts = self.parts
        return LoginWithProofHandler(
            self._desk(session), parts.outside(session), parts.journal(session), session.commit
        )

    def link_sign_in_method(self, session: AsyncSession) -> LinkSignInMethodHandler:
        parts = self.parts
        return LinkSignInMethodHandler(
            proof=parts.fresh_proof(session),
            desk=self._desk(session),
            accounts=PostgresAccounts(session, parts.players(session), parts.services.cipher),
            linking=parts.linking(session),
            clock=parts.platform.clock,
            ids=parts.platform.ids,
            commit=session.commit,
        )

    def unlink_sign_in_method(self, session: AsyncSession) -> UnlinkSignInMethodHandler:
        parts = self.parts
        return UnlinkSignInMethodHandler(
            proof=parts.fresh_proof(session),
            offered=self.offered,
            accounts=PostgresAccounts(session, parts.players(session), parts.services.cipher),
            linked=parts.linked(session),
            players=parts.players(session),
            messenger=parts.messenger(session),
            journal=parts.journal(session),
            commit=session.commit,
        )

    def find_sign_in_methods(self, session: AsyncSession) -> FindSignInMethodsHandler:
        return FindSignInMethodsHandler(self.parts.linked(session))

    def _desk(self, session: AsyncSession) -> ProofDesk:
        parts = self.parts
        return ProofDesk(
            rules=parts.profile.sign_in,
            offered=self.offered,
            telegram=self.telegram,
            ethereum=self.ethereum,
            ton=self.ton,
            challenges=parts.challenges(session),
            spent=PostgresSpentProofs(session),
            throttle=parts.services.throttle,
            clock=parts.platform.clock,
            commit=session.commit,
        )
