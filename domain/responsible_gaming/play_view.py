"""The session in play as its player is shown it: time, money, and the reality check (UK RTS 2E, 13B)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.jurisdiction import JurisdictionProfile
from domain.responsible_gaming.bet_rules import check_seconds
from domain.responsible_gaming.play_state import PlayState
from domain.shared import SessionId


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """In euro cents by reference rates; ``net`` below zero is a loss."""

    started_at: datetime
    elapsed: timedelta
    wagered_euro_minor: int
    won_euro_minor: int

    @property
    def net_euro_minor(self) -> int:
        return self.won_euro_minor - self.wagered_euro_minor


@dataclass(frozen=True, slots=True)
class PlayView:
    summary: SessionSummary | None
    """None: nobody plays."""
    interval: timedelta | None
    """None: reality checks are off."""
    due_at: datetime | None
    """When the next check is due, or since when it waits; None without a session or without checks."""

    def due(self, now: datetime) -> bool:
        """Whether the next round waits for the player's word."""
        return self.due_at is not None and self.due_at <= now


def play_view(state: PlayState, profile: JurisdictionProfile, sign_in: SessionId | None, now: datetime) -> PlayView:
    """As the lane would judge a bet of now, placed by this sign-in session."""
    seconds = check_seconds(state, profile)
    interval = timedelta(seconds=seconds) if seconds else None
    session = state.session
    if session is None or session.ended(now, profile.session.idle_seconds, seconds, sign_in):
        return PlayView(None, interval, None)
    summary = SessionSummary(
        session.started_at, session.elapsed(now), session.wagered_euro_minor, session.won_euro_minor
    )
    return PlayView(summary, interval, session.check_due_at(seconds))
