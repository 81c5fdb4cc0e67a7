"""Live news of a player's limits and play, as typed events."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.responsible_gaming.limit_view import LimitView
from domain.responsible_gaming.play_view import SessionSummary
from domain.shared import PlayerId, SessionId


@dataclass(frozen=True, slots=True)
class SessionSummaryTick:
    """Time and money of the session in play, or that nobody plays any more."""

    summary: SessionSummary | None


@dataclass(frozen=True, slots=True)
class RealityCheckDue:
    """The next round waits until the player has acknowledged what is shown."""

    due_at: datetime
    summary: SessionSummary


@dataclass(frozen=True, slots=True)
class LimitNear:
    limit: LimitView


@dataclass(frozen=True, slots=True)
class LimitReached:
    limit: LimitView


PlayEvent = SessionSummaryTick | RealityCheckDue | LimitNear | LimitReached


@dataclass(frozen=True, slots=True)
class LimitsChanged:
    """All of them, as they are."""

    limits: tuple[LimitView, ...]


class PlayFeed(Protocol):
    """What a player's clients follow; each closes the generator when it leaves."""

    def play(self, player_id: PlayerId, session_id: SessionId) -> AsyncGenerator[PlayEvent, None]:
        """First the session in play and a reality check that waits; then ticks, checks, and limits that come near.

        A tick comes when money moved, and every minute; at most one every few seconds.
        """
        ...

    def limits(self, player_id: PlayerId) -> AsyncGenerator[LimitsChanged, None]:
        """First as they are, then whenever one is set, changed, offered or removed. A slow client gets the latest."""
        ...
