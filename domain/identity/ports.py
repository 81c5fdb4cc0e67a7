"""What identity needs from outside. Every port of one handler shares that handler's transaction."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.identity.access import Access
from domain.identity.email_address import EmailAddress
from domain.identity.player import PasswordOnFile, Player
from domain.identity.session import Session
from domain.jurisdiction import SignInRules, ThrottleRule
from domain.shared import Page, PageRequest, PlayerId, SessionId


class Players(Protocol):
    async def add(self, player: Player, password_hash: str | None) -> None:
        """Raises EmailTaken or PersonTaken; the transaction can go on after it."""
        ...

    async def by_email(self, email: EmailAddress) -> Player | None: ...

    async def by_phone(self, phone: str) -> Player | None: ...

    async def save(self, player: Player) -> None:
        """Raises EmailTaken, PhoneTaken, PersonTaken or UsernameTaken; the transaction can go on after it."""
        ...

    async def set_locked(self, player_id: PlayerId, locked_at: datetime | None) -> bool:
        """Lock or unlock the account; whether that changed anything."""
        ...

    async def get(self, ids: Collection[PlayerId]) -> Mapping[PlayerId, Player]:
        """Those of ``ids`` that exist."""
        ...

    async def password_of(self, player_id: PlayerId) -> PasswordOnFile | None: ...

    async def password_by_email(self, email: EmailAddress) -> PasswordOnFile | None:
        """None: nobody has this address; a player without a password is found, with ``hash`` None."""
        ...

    async def replace_password(self, player_id: PlayerId, password_hash: str, now: datetime) -> None: ...


class PlayerGates(Protocol):
    """The row that the settlement lane locks and reads, in clear."""

    async def open(self, player_id: PlayerId, currency: str) -> None:
        """Give a new player every gate open, the profile of their record, and an empty wallet in this currency."""
        ...

    async def block(self, player_id: PlayerId, blocks: Collection[str]) -> None:
        """Close gates (``<gate>:<REASON>``), under the lock that the settlement lane takes."""
        ...

    async def unblock(self, player_id: PlayerId, blocks: Collection[str]) -> None:
        """Take back exactly these."""
        ...

    async def blocks(self, ids: Collection[PlayerId]) -> Mapping[PlayerId, tuple[str, ...]]:
        """``<gate>:<REASON>`` per player; nothing for one that does not exist."""
        ...


class Newcomers(Protocol):
    """Whoever else must know of a new player, in the transaction that makes them one."""

    async def welcome(self, player: Player) -> None:
        """The player's gates are there, and all open yet."""
        ...


class VerifiedDetails(Protocol):
    """Name and address, once somebody vouches for them."""

    async def may_change(self, player_id: PlayerId) -> bool:
        """False: they are under examination, or verified. It stays true until this transaction ends.

        Takes the player's gates; the account is held already.
        """
        ...


class Sessions(Protocol):
    async def add(self, session: Session) -> None: ...

    async def lock(self, session_id: SessionId) -> Session | None:
        """The session, held until this transaction ends, so that two refreshes take turns.

        The player's gates are held first, as the settlement lane holds them: once its end or its lock is committed, no
        bet that did not know of it can follow.
        """
        ...

    async def save(self, session: Session) -> None: ...

    async def get(self, ids: Collection[SessionId]) -> Mapping[SessionId, Session]: ...

    async def alive_of(self, player_id: PlayerId, now: datetime, request: PageRequest) -> Page[Session]:
        """The player's sessions that are open, newest first; the cursor is the session's id."""
        ...

    async def previous(self, session: SessionId, player_id: PlayerId) -> Session | None:
        """The player's sign-in before this one, open or not; QA sessions are none."""
        ...


class EndedSessions(Protocol):
    def announce(self, session_id: SessionId) -> None:
        """Let this process forget the session at once; others notice within a second. Called after the commit."""
        ...


class UnlockedSessions(Protocol):
    def unlocked(self, session_id: SessionId) -> None:
        """Let this process know at once; others notice within a second. Called after the commit."""
        ...


class AccessLog(Protocol):
    async def add(self, access: Access) -> None: ...

    async def sign_ins(self, player_id: PlayerId, request: PageRequest) -> Page[Access]:
        """The entries of ``SIGN_INS``, newest first; the cursor is the entry's id."""
        ...


class SignInAttempts(Protocol):
    """Failures at one subject (a normalised e-mail, ``player <id>``), known or not: the answer is the same."""

    async def take(self, subject: str, now: datetime, rules: SignInRules) -> int:
        """Count an attempt as failed until it is forgiven, so that parallel guesses cannot slip through.

        How many failures this one is within ``lock_window_seconds``. Raises TooManyAttempts past
        ``failures_per_subject``; then nothing was counted.
        """
        ...

    async def forgive(self, subject: str) -> None:
        """The attempt was good: the subject starts anew."""
        ...


class Throttle(Protocol):
    """Token buckets, shared by all processes that share a Redis; in memory otherwise. No transaction of anybody's."""

    async def take(self, bucket: str, key: str, rule: ThrottleRule) -> None:
        """Raises TooManyAttempts when ``key``'s bucket is empty; an empty key takes nothing."""
        ...

    async def give_back(self, bucket: str, key: str, rule: ThrottleRule) -> None:
        """What was taken turned out to be harmless."""
        ...


@dataclass(frozen=True, slots=True)
class Verdict:
    matches: bool
    outdated: bool = False
    """The hash was made with other parameters than today's: make it anew."""


class Passwords(Protocol):
    """Slow on purpose, off the event loop, bounded. Raises TryAgainLater when too many wait already."""

    async def hash(self, password: str) -> str: ...

    async def verify(self, password: str, hashed: str | None) -> Verdict:
        """``hashed`` None: nobody has this name. It takes as long, and never matches."""
        ...
