"""Tokens: what a client shows to be known."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from domain.identity.session import Session
from domain.shared import SessionId


@dataclass(frozen=True, slots=True)
class Tokens:
    issued_at: datetime
    access_token: str = field(repr=False)
    access_expires_at: datetime
    refresh_token: str = field(repr=False)
    refresh_expires_at: datetime
    device_token: str = field(default="", repr=False)
    """Names the device at its next sign-in; empty: it keeps the one it has."""


@dataclass(frozen=True, slots=True)
class PresentedRefresh:
    """A refresh token that one of our keys made: whose, which of the family, and the SHA-256 of its text."""

    session_id: SessionId
    generation: int
    digest: bytes


class AccessTokens(Protocol):
    def sign(self, session: Session, now: datetime, expires_at: datetime) -> str:
        """A token that names the session and its player, and needs no look-up to be believed."""
        ...


class RefreshTokens(Protocol):
    """Each is worked out from the session's id and its generation under a secret key.

    So two tabs that spend one token get the same next one, and a family never forks.
    """

    def make(self, session_id: SessionId, generation: int) -> tuple[str, bytes]:
        """The token's text and its SHA-256."""
        ...

    def again(self, session_id: SessionId, generation: int, digest: bytes) -> str | None:
        """The text of the token with this digest; None when the key that made it is gone."""
        ...

    def read(self, text: str) -> PresentedRefresh | None:
        """None for anything that no key of ours made."""
        ...
