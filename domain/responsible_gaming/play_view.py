"""The session in play as its player is shown it: time, money, and the reality check (UK RTS 2E, 13B)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.jurisdiction import JurisdictionProfile
from domain.responsible_gaming.bet_rules import check_seconds, running
from domain.responsible_gaming.play_state import PlaySession, PlayState
from domain.responsible_gaming.reference_rates import ReferenceRates, euro_down, euro_up
from domain.responsible_gaming.usage import Played
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
    ends_at: datetime | None = None
    """When the session ends by itself, if there is no other bet; None: nobody plays."""

    def due(self, now: datetime) -> bool:
        """Whether the next round waits for the player's word."""
        return self.due_at is not None and self.due_at <= now


def play_view(
    state: PlayState,
    wallets: Collection[Played],
    profile: JurisdictionProfile,
    rates: ReferenceRates,
    sign_in: SessionId | None,
    now: datetime,
) -> PlayView:
    """As the lane would judge a bet of now, placed by this sign-in session."""
    seconds = check_seconds(state, profile)
    interval = timedelta(seconds=seconds) if seconds else None
    session = running(state, wallets, profile, sign_in, now)
    if session is None:
        return PlayView(None, interval, None)
    summary = session_summary(session, wallets, rates, now)
    ends_at = session.last_bet_at(wallets) + timedelta(seconds=profile.session.idle_seconds)
    return PlayView(summary, interval, session.check_due_at(seconds), ends_at)


def session_summary(
    session: PlaySession, wallets: Iterable[Played], rates: ReferenceRates, now: datetime
) -> SessionSummary:
    """Stakes rounded up and wins down, never below zero: what is taken back may be older than the session."""
    wagered = won = 0
    for wallet in wallets:
        staked_before, won_before = session.before.get(wallet.currency, (0, 0))
        wagered += euro_up(rates, wallet.currency, wallet.staked - staked_before)
        won += euro_down(rates, wallet.currency, wallet.won - won_before)
    return SessionSummary(session.started_at, session.elapsed(now), max(wagered, 0), max(won, 0))
