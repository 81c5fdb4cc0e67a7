"""Game sessions: what lets a bet in."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime

from domain.shared import GameSessionId, PlayerId
from domain.wallet import Facet


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

    def key(self) -> Hashable:
        return self.token_digest
