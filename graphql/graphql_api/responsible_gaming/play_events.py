"""What happens while a player plays, as events of ``sessionEvents``."""

from datetime import datetime

import strawberry

from domain import responsible_gaming as domain
from graphql_api.core import Port
from graphql_api.responsible_gaming.limit import Limit
from graphql_api.responsible_gaming.play import SessionSummary

PLAY_FEED: Port[domain.PlayFeed] = Port("play_feed")


@strawberry.type
class SessionSummaryTick:
    """Time and money of the session in play: when money moves, and every minute; at most one every few seconds."""

    session_summary: SessionSummary | None = strawberry.field(description="Null: nobody plays any more.")


@strawberry.type
class RealityCheckDue:
    """Show this until the player has acknowledged it (`acknowledgeRealityCheck`); the next round waits for that."""

    due_at: datetime
    summary: SessionSummary


@strawberry.type
class LimitNear:
    """A good part of a limit is used."""

    limit: Limit


@strawberry.type
class LimitReached:
    """Nothing is left of a limit."""

    limit: Limit


PlayEvent = SessionSummaryTick | RealityCheckDue | LimitNear | LimitReached


def shown(event: domain.PlayEvent) -> PlayEvent:
    if isinstance(event, domain.SessionSummaryTick):
        summary = event.summary
        return SessionSummaryTick(session_summary=None if summary is None else SessionSummary.of(summary))
    if isinstance(event, domain.RealityCheckDue):
        return RealityCheckDue(due_at=event.due_at, summary=SessionSummary.of(event.summary))
    kind = LimitNear if isinstance(event, domain.LimitNear) else LimitReached
    return kind(limit=Limit.of(event.limit))
