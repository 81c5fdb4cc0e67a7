"""Third parties' requests, for staff."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.postgres.responsible_gaming.exclusion_requests import PostgresExclusionRequests
from app.dispatch import Wiring
from app.platform import Platform
from app.wiring.identity.parts import IdentityParts
from app.wiring.responsible_gaming.exclusion_desk import exclusion_desk
from domain.responsible_gaming import (
    DeclineExclusionRequest,
    ExcludeOnRequest,
    ListExclusionRequests,
    RecordExclusionRequest,
    ViewExclusionRequest,
)
from domain.responsible_gaming.use_cases.decide_exclusion_request import (
    DeclineExclusionRequestHandler,
    ExcludeOnRequestHandler,
    RequestDecision,
)
from domain.responsible_gaming.use_cases.record_exclusion_request import (
    ListExclusionRequestsHandler,
    RecordExclusionRequestHandler,
    ViewExclusionRequestHandler,
)


def wire_exclusion_requests(platform: Platform) -> Wiring:
    parts, clock, ids = IdentityParts(platform), platform.clock, platform.ids

    def requests(session: AsyncSession) -> PostgresExclusionRequests:
        return PostgresExclusionRequests(session, platform.identity.cipher)

    def decision(session: AsyncSession) -> RequestDecision:
        return RequestDecision(exclusion_desk(platform, session), requests(session))

    def record(session: AsyncSession) -> RecordExclusionRequestHandler:
        return RecordExclusionRequestHandler(requests(session), parts.players(session), clock, ids, session.commit)

    def exclude(session: AsyncSession) -> ExcludeOnRequestHandler:
        return ExcludeOnRequestHandler(
            decision(session), parts.messenger(session), parts.journal(session), session.commit
        )

    return {
        RecordExclusionRequest: record,
        ListExclusionRequests: lambda session: ListExclusionRequestsHandler(requests(session)),
        ViewExclusionRequest: lambda session: ViewExclusionRequestHandler(
            requests(session), clock, ids, session.commit
        ),
        ExcludeOnRequest: exclude,
        DeclineExclusionRequest: lambda session: DeclineExclusionRequestHandler(decision(session), session.commit),
    }
