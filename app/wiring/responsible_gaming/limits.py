"""Limits, what players are asked about them, and reality checks."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.postgres.identity.player_gates import PostgresPlayerGates
from app.adapters.postgres.responsible_gaming.limit_settings import (
    PostgresLimitAnswers,
    PostgresLimitSettings,
    PostgresRealityChecks,
)
from app.adapters.postgres.responsible_gaming.play_states import PostgresPlayStates
from app.dispatch import Wiring
from app.platform import Platform
from app.wiring.identity.parts import IdentityParts
from domain.responsible_gaming import (
    AcknowledgeLimitReview,
    AcknowledgeRealityCheck,
    ConfirmLimitChange,
    DeclineLimits,
    FindLimits,
    ImposeLimit,
    LiftLimit,
    RemoveLimit,
    SetLimit,
    SetRealityCheck,
)
from domain.responsible_gaming.limit_desk import LimitDesk
from domain.responsible_gaming.use_cases.acknowledge_limit_review import AcknowledgeLimitReviewHandler
from domain.responsible_gaming.use_cases.acknowledge_reality_check import AcknowledgeRealityCheckHandler
from domain.responsible_gaming.use_cases.confirm_limit_change import ConfirmLimitChangeHandler
from domain.responsible_gaming.use_cases.decline_limits import DeclineLimitsHandler
from domain.responsible_gaming.use_cases.find_limits import FindLimitsHandler
from domain.responsible_gaming.use_cases.impose_limit import ImposeLimitHandler, LiftLimitHandler
from domain.responsible_gaming.use_cases.remove_limit import RemoveLimitHandler
from domain.responsible_gaming.use_cases.set_limit import SetLimitHandler
from domain.responsible_gaming.use_cases.set_reality_check import SetRealityCheckHandler


def wire_limits(platform: Platform) -> Wiring:
    handlers = LimitHandlers(platform, IdentityParts(platform))
    return {
        SetLimit: lambda session: SetLimitHandler(handlers.desk(session), platform.rates, session.commit),
        RemoveLimit: lambda session: RemoveLimitHandler(handlers.desk(session), session.commit),
        ConfirmLimitChange: lambda session: ConfirmLimitChangeHandler(handlers.desk(session), session.commit),
        ImposeLimit: lambda session: ImposeLimitHandler(handlers.desk(session), session.commit),
        LiftLimit: lambda session: LiftLimitHandler(handlers.desk(session), session.commit),
        FindLimits: handlers.find_limits,
        DeclineLimits: lambda session: DeclineLimitsHandler(
            handlers.desk(session), PostgresLimitAnswers(session), session.commit
        ),
        AcknowledgeLimitReview: lambda session: AcknowledgeLimitReviewHandler(
            handlers.desk(session), PostgresLimitAnswers(session), session.commit
        ),
        SetRealityCheck: lambda session: SetRealityCheckHandler(handlers.desk(session), session.commit),
        AcknowledgeRealityCheck: lambda session: AcknowledgeRealityCheckHandler(
            handlers.desk(session), PostgresRealityChecks(session), session.commit
        ),
    }


def limit_desk(parts: IdentityParts, session: AsyncSession) -> LimitDesk:
    return LimitDesk(
        players=parts.players(session),
        gates=PostgresPlayerGates(session),
        states=PostgresPlayStates(session),
        settings=PostgresLimitSettings(session),
        profiles=parts.platform.profiles,
        rates=parts.platform.rates,
        clock=parts.platform.clock,
        ids=parts.platform.ids,
    )


@dataclass(frozen=True, slots=True)
class LimitHandlers:
    platform: Platform
    parts: IdentityParts

    def desk(self, session: AsyncSession) -> LimitDesk:
        return limit_desk(self.parts, session)

    def find_limits(self, session: AsyncSession) -> FindLimitsHandler:
        return FindLimitsHandler(
            players=self.parts.players(session),
            states=PostgresPlayStates(session),
            settings=PostgresLimitSettings(session),
            answers=PostgresLimitAnswers(session),
            profiles=self.platform.profiles,
            rates=self.platform.rates,
            clock=self.platform.clock,
        )
