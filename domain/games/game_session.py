"""Game sessions: what lets a bet in."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.shared import GameSessionId, PlayerId, SessionId
from domain.wallet import Facet

ACTIVITY_STEP = timedelta(minutes=1)
"""A sign-in's last activity is kept to within this, so that it is not written with every bet."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a bet has to know of the identity session that launched its game."""

    session_id: SessionId
    expires_at: datetime
    ended_at: datetime | None
    locked_at: datetime | None
    active_at: datetime
    located_at: datetime | None = None
    """When its place was last judged; None: nothing is known of places here."""


@dataclass(slots=True)
class GameSessionFacet(Facet):
    """A launched real-money session, found by the SHA-256 digest of the token that the provider was given."""

    session_id: GameSessionId
    token_digest: bytes
    player_id: PlayerId
    provider: str
    game_code: str
    currency: str
    expires_at: datetime
    ended_at: datetime | None
    sign_in: SignIn | None = None
    """None: it was opened before sign-ins were kept with it."""
    category: str = ""
    """The slug of its game's category; empty: the catalogue has never held the game."""

    def key(self) -> Hashable:
        return self.token_digest

    def played(self, now: datetime) -> "GameSessionFacet | None":
        """The same after a bet, which is a sign of its player; None: not worth writing yet."""
        sign_in = self.sign_in
        if sign_in is None or now - sign_in.active_at < ACTIVITY_STEP:
            return None
        return replace(self, sign_in=replace(sign_in, active_at=now))
