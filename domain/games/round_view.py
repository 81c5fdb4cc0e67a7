"""Rounds as a player looks back on them."""

from dataclasses import dataclass
from datetime import datetime

from domain.games.round import RoundState
from domain.shared import RoundId


@dataclass(frozen=True, slots=True)
class RoundView:
    """Amounts in minor units of ``currency``; ``provider`` and ``game_code`` name the game."""

    id: RoundId
    provider: str
    game_code: str
    reference: str
    currency: str
    state: RoundState
    in_play: int
    staked: int
    won: int
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class RoundFilter:
    """``None`` lets everything through."""

    currency: str | None = None
    state: RoundState | None = None
