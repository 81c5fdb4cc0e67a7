"""Time-outs and exclusions."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.postgres.responsible_gaming.exclusions import PostgresExclusions
from app.dispatch import Wiring
from app.platform import Platform
from app.wiring.identity.parts import IdentityParts
from app.wiring.responsible_gaming.exclusion_desk import exclusion_desk
from domain.responsible_gaming import (
    AnswerExclusionEnd,
    FindExclusions,
    ListExclusionEnds,
    RequestExclusionEnd,
    SelfExclude,
    TakeTimeOut,
)
from domain.responsible_gaming.use_cases.answer_exclusion_end import AnswerExclusionEndHandler, ListExclusionEndsHandler
from domain.responsible_gaming.use_cases.find_exclusions import FindExclusionsHandler
from domain.responsible_gaming.use_cases.request_exclusion_end import RequestExclusionEndHandler
from domain.responsible_gaming.use_cases.self_exclude import SelfExcludeHandler
from domain.responsible_gaming.use_cases.take_time_out import TakeTimeOutHandler


def wire_exclusions(platform: Platform) -> Wiring:
    handlers = ExclusionHandlers(platform, IdentityParts(platform))
    return {
        TakeTimeOut: handlers.take_time_out,
        SelfExclude: handlers.self_exclude,
        RequestExclusionEnd: handlers.request_exclusion_end,
        AnswerExclusionEnd: handlers.answer_exclusion_end,
        ListExclusionEnds: lambda session: ListExclusionEndsHandler(handlers.exclusions(session), platform.clock),
        FindExclusions: lambda session: FindExclusionsHandler(handlers.exclusions(session), platform.clock),
    }


@dataclass(frozen=True, slots=True)
class ExclusionHandlers:
    """Each method builds one handler around one session."""

    platform: Platform
    parts: IdentityParts

    def exclusions(self, session: AsyncSession) -> PostgresExclusions:
        return PostgresExclusions(session, self.platform.identity.cipher)

    def take_time_out(self, session: AsyncSession) -> TakeTimeOutHandler:
        parts, desk = self.parts, exclusion_desk(self.platform, session)
        return TakeTimeOutHandler(desk, parts.messenger(session), parts.journal(session), session.commit)

    def self_exclude(self, session: AsyncSession) -> SelfExcludeHandler:
        parts, desk = self.parts, exclusion_desk(self.platform, session)
        return SelfExcludeHandler(desk, parts.messenger(session), parts.journal(session), session.commit)

    def request_exclusion_end(self, session: AsyncSession) -> RequestExclusionEndHandler:
        parts, desk = self.parts, exclusion_desk(self.platform, session)
        return RequestExclusionEndHandler(desk, parts.messenger(session), parts.journal(session), session.commit)

    def answer_exclusion_end(self, session: AsyncSession) -> AnswerExclusionEndHandler:
        desk = exclusion_desk(self.platform, session)
        return AnswerExclusionEndHandler(desk, self.parts.messenger(session), session.commit)
