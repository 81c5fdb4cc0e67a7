"""Who is asking."""

from dataclasses import dataclass

from domain.shared import PlayerId, SessionId


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in player within one session."""

    player_id: PlayerId
    session_id: SessionId
    locked: bool = False
    """Nobody was there for too long: reads go on, everything else waits for ``unlockSession``."""
