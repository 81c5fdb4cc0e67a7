"""A player's seat at one game: its session, and the token by which the provider names it."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.games.game import Device
from domain.shared import GameSessionId, PlayerId, SessionId

TOKEN_BYTES = 32
SESSION_LIFETIME = timedelta(hours=12)
"""After this a token places no more bets; wins and rollbacks are accepted for ever."""


@dataclass(frozen=True, slots=True)
class GameSession:
    """``currency`` never changes within a session; ``ended_at`` is set when the player leaves.

    ``sign_in`` is the identity session that launched it: bets end, lock and expire with that one.
    """

    id: GameSessionId
    player_id: PlayerId
    provider: str
    game_code: str
    currency: str
    opened_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None
    sign_in: SessionId | None = None


@dataclass(frozen=True, slots=True)
class Launch:
    """What one idempotency key of one player opened: the session, its token, and what was asked for."""

    key: str
    meaning: bytes
    session: GameSession
    token: str


@dataclass(frozen=True, slots=True)
class Seat:
    """What a provider is told to open a game. Without ``token`` and ``player`` it is a demonstration."""

    game_code: str
    currency: str | None
    token: str | None
    player: PlayerId | None
    country: str
    language: str
    device: Device
    return_url: str
    ip: str | None


def token_text(random: bytes) -> str:
    """base64url without padding: 43 characters for 32 bytes, which every provider's 10 to 255 admits."""
    return base64.urlsafe_b64encode(random).rstrip(b"=").decode()


def token_digest(token: str) -> bytes:
    """What is stored of a token: SHA-256, since the token itself is 256 random bits."""
    return hashlib.sha256(token.encode()).digest()
