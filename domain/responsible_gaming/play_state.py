"""What the settlement lane knows of a player's limits and play: one facet, one row."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from domain.responsible_gaming.limit import Limit, LimitKey
from domain.responsible_gaming.usage import FlowKey, Played, Usage
from domain.shared import PlayerId, SessionId
from domain.wallet import Facet


class Pending(NamedTuple):
    """A deposit that was ordered and whose end is not known: ``minor`` units are reserved."""

    currency: str
    minor: int
    at: int
    """Seconds since 1970."""


class Cycle(NamedTuple):
    """The last game cycle of one game, or of all slots where only one may be played at a time."""

    started_ms: int
    """Milliseconds since 1970."""
    round: str
    """``<provider>:<its reference>``."""
    game_session: str
    open: bool


@lru_cache(maxsize=1_024)  # the same few with every bet
def _span(seconds: int) -> timedelta:
    return timedelta(seconds=seconds)


@dataclass(slots=True)
class PlaySession:
    """Play without a pause: from the first bet, until no bet came for the profile's idle time.

    Never changed in place; unfrozen, as its facet, only because one is read for every bet.

    It outlives a sign-out: whoever signs in anew, or on a second device, within the idle time plays on in the same
    session, so that neither a session limit nor a reality check is escaped by it.

    What is played in it is in the wallets, which change with every bet; the session itself seldom does.
    """

    sign_in: SessionId | None
    """The sign-in session of the last bet."""
    started_at: datetime
    noted_bet_at: datetime
    """The last bet that no wallet tells of: the first, or one that cost nothing."""
    acknowledged_at: datetime | None = None
    """When the player last confirmed a reality check of this session."""
    before: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """By currency, what had been staked and won when it began."""

    def last_bet_at(self, wallets: Iterable[Played]) -> datetime:
        latest = self.noted_bet_at
        for wallet in wallets:
            if wallet.last_bet_at is not None and wallet.last_bet_at > latest:
                latest = wallet.last_bet_at
        return latest

    def elapsed(self, now: datetime) -> timedelta:
        return max(now - self.started_at, timedelta())

    def check_due_at(self, interval_seconds: int) -> datetime | None:
        """When the next reality check is due; None: checks are off."""
        if not interval_seconds:
            return None
        return (self.acknowledged_at or self.started_at) + _span(interval_seconds)

    def ended(
        self,
        now: datetime,
        idle_seconds: int,
        interval_seconds: int,
        sign_in: SessionId | None,
        wallets: Iterable[Played],
    ) -> bool:
        """Whether a bet of now begins another session.

        A check that became due while the session lasted is not escaped by waiting: the same sign-in must confirm it.
        """
        lasted_until = self.last_bet_at(wallets) + _span(idle_seconds)
        if now < lasted_until:
            return False
        due = self.check_due_at(interval_seconds)
        return due is None or due > lasted_until or sign_in != self.sign_in


@dataclass(slots=True)
class PlayState(Facet):
    """One player's limits, what was used of them, and the present session. Never changed in place.

    Read and written under the player's lock only, by the lane and by who changes limits.
    """

    player_id: PlayerId
    limits: Mapping[LimitKey, Limit] = field(default_factory=dict)
    usage: Mapping[FlowKey, Usage] = field(default_factory=dict)
    """Only for what a limit counts; begun from the ledger when the first limit of that flow and period is set.

    That of play is kept against the wallets (``play_usage``), that of deposits in amounts.
    """
    pending: Mapping[str, Pending] = field(default_factory=dict)
    """Ordered deposits by their id."""
    cycles: Mapping[str, Cycle] = field(default_factory=dict)
    session: PlaySession | None = None
    check_seconds: int | None = None
    """The player's reality-check interval; None: the profile's, 0: off where the profile allows it."""
    cap_age: int | None = None
    """The last age bound of the profile's stake caps that the player is known to have reached; None: the strictest.

    Written by ``domain.responsible_gaming.cap_age``: the lane reads no birth date.
    """

    def key(self) -> Hashable:
        return self.player_id
