"""A bet and a round as the rules of play see them, whatever game they come from."""

from dataclasses import dataclass
from datetime import datetime

from domain.shared import SessionId


@dataclass(slots=True)
class Stake:
    """``category`` is the profile's word (SLOTS, …); ``game`` and ``round`` are ``<provider>:<its own id>``."""

    minor: int
    currency: str
    category: str
    game: str
    game_session: str
    sign_in: SessionId | None
    round: str
    continues: bool
    """It raises the stake of a round that is open: no new game begins, so only money limits apply (UK RTS 13B)."""


@dataclass(slots=True)
class PlayedRound:
    """The round that money comes back to. ``opened_at`` None: it is not known."""

    round: str
    opened_at: datetime | None
    closes: bool
