"""Sessions: one sign-in on one device, until it is ended or 30 days have passed."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum

from domain.identity.linked_method import SignInMethod
from domain.jurisdiction import SessionRules
from domain.shared import PlayerId, SessionId

_REMEMBERED_ROTATIONS = 32
"""Enough for every tab of a person; a client that spends tokens faster than this within the grace is no person."""


class SessionKind(Enum):
    PLAYER = "PLAYER"
    QA = "QA"
    """Opened from the command line for tests: outlives ``logout``, and the edge counts no budget against it."""


class EndReason(Enum):
    SIGNED_OUT = "SIGNED_OUT"
    TOKEN_REUSED = "TOKEN_REUSED"  # noqa: S105 - a reason, not a secret
    """A spent refresh token came back after its grace: a copy is in other hands, so the whole family ends."""
    REVOKED = "REVOKED"
    """Its player ended it from another one."""
    CREDENTIALS_CHANGED = "CREDENTIALS_CHANGED"
    """The password was changed or reset elsewhere."""
    ACCOUNT_CLOSED = "ACCOUNT_CLOSED"
    EXCLUDED = "EXCLUDED"
    """A time-out or an exclusion began."""


class Refreshing(Enum):
    """What a refresh token that is genuine is worth now."""

    ROTATE = "ROTATE"
    REPEAT = "REPEAT"
    """Spent a moment ago: the answer was lost, or another tab was first. It gets the token that is current now."""
    REUSED = "REUSED"
    WORTHLESS = "WORTHLESS"


@dataclass(frozen=True, slots=True)
class Visit:
    """Where a request comes from, as the edge saw it."""

    ip: str = field(default="", repr=False)
    user_agent: str = field(default="", repr=False)
    device: str = field(default="", repr=False)
    """The device token that came with it; empty: none."""


@dataclass(frozen=True, slots=True)
class Session:
    """``generation`` counts the refresh tokens that were given out; only the newest one's digest is kept.

    ``spent_at`` tells when the tokens just before it were spent, newest first, for as long as grace needs it.
    """

    id: SessionId
    player_id: PlayerId
    kind: SessionKind
    visit: Visit
    started_at: datetime
    expires_at: datetime
    last_seen_at: datetime
    generation: int
    refresh_digest: bytes
    spent_at: tuple[datetime, ...] = ()
    proved_at: datetime | None = None
    ended_at: datetime | None = None
    end_reason: EndReason | None = None
    method: SignInMethod = SignInMethod.PASSWORD
    last_active_at: datetime | None = None
    """When its player last did something, to within a minute; None: at its start."""
    locked_at: datetime | None = None
    """Idle for too long: until ``unlockSession`` nothing moves (GLI-19 2.5.4)."""

    def alive(self, now: datetime) -> bool:
        return self.ended_at is None and now < self.expires_at

    def as_of(self, now: datetime, rules: SessionRules) -> "Session":
        """With the lock that falls when nobody was there for too long, noticed or not. A QA session never locks."""
        locks_at = (self.last_active_at or self.started_at) + timedelta(seconds=rules.idle_seconds)
        if self.kind is SessionKind.QA or self.locked_at is not None or now <= locks_at:
            return self
        return replace(self, locked_at=locks_at)

    def unlocked(self, now: datetime) -> "Session":
        """Its player has proved to be there."""
        return replace(self, locked_at=None, last_active_at=now)

    def judge(self, generation: int, digest: bytes, now: datetime, rules: SessionRules) -> Refreshing:
        """What a genuine token of this ``generation`` may do; the caller holds the session's row."""
        if not self.alive(now) or generation > self.generation:
            return Refreshing.WORTHLESS
        if generation == self.generation:
            return Refreshing.ROTATE if digest == self.refresh_digest else Refreshing.WORTHLESS
        rotations_ago = self.generation - generation - 1
        spent_at = self.spent_at[rotations_ago] if rotations_ago < len(self.spent_at) else None
        grace = timedelta(seconds=rules.refresh_grace_seconds)
        return Refreshing.REPEAT if spent_at is not None and now - spent_at <= grace else Refreshing.REUSED

    def rotated(self, digest: bytes, now: datetime, rules: SessionRules) -> "Session":
        """The next generation, whose token has this digest."""
        grace = timedelta(seconds=rules.refresh_grace_seconds)
        recent = tuple(spent for spent in self.spent_at if now - spent <= grace)
        return replace(
            self,
            generation=self.generation + 1,
            refresh_digest=digest,
            spent_at=(now, *recent)[:_REMEMBERED_ROTATIONS],
            last_seen_at=now,
        )

    def ended(self, reason: EndReason, now: datetime) -> "Session":
        return replace(self, ended_at=now, end_reason=reason)

    def proved(self, now: datetime) -> "Session":
        return replace(self, proved_at=now, last_seen_at=now)

    def proof_holds(self, now: datetime, rules: SessionRules) -> bool:
        return self.proved_at is not None and now - self.proved_at <= timedelta(seconds=rules.proof_seconds)
