"""Whose rules hold, and how they change."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.postgres.identity.accounts import PostgresAccounts
from app.adapters.postgres.identity.rule_changes import PostgresRuleChanges, RuleRollout
from app.dispatch import Wiring
from app.platform import Platform
from app.wiring.identity.parts import IdentityParts
from domain.identity import AcceptJurisdiction
from domain.identity.use_cases.accept_jurisdiction import AcceptJurisdictionHandler


def wire_rules(parts: IdentityParts) -> Wiring:
    def accept_jurisdiction(session: AsyncSession) -> AcceptJurisdictionHandler:
        platform = parts.platform
        return AcceptJurisdictionHandler(
            profiles=parts.profiles,
            accounts=PostgresAccounts(session, parts.players(session), parts.services.cipher),
            changes=PostgresRuleChanges(session, platform.ids, parts.kyc(session)),
            journal=parts.journal(session),
            clock=platform.clock,
            commit=session.commit,
        )

    return {AcceptJurisdiction: accept_jurisdiction}


def rule_rollout(platform: Platform) -> RuleRollout:
    return RuleRollout(
        platform.pool,
        platform.sessions,
        IdentityParts(platform).kyc,
        platform.profiles,
        platform.clock,
        platform.ids,
        platform.live.player_news.tell,
    )
