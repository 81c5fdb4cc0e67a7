"""What the money commands of games have in common."""

from dataclasses import dataclass
from typing import TypeVar

from domain.games.round import RoundFacet
from domain.wallet import Command, FacetKey

R_co = TypeVar("R_co", covariant=True)


@dataclass(slots=True)
class GameCommand(Command[R_co]):
    """A provider's request about one round. ``caller`` is the provider's name, ``key`` its transaction id."""

    round_reference: str
    game_code: str
    closes_round: bool

    def round_key(self) -> tuple[object, ...]:
        return (self.player_id, self.caller, self.round_reference)

    def facet_keys(self) -> tuple[FacetKey, ...]:
        return ((RoundFacet, (self.player_id, self.caller, self.round_reference)),)


@dataclass(frozen=True, slots=True)
class GameBalance:
    """The answer to every money command of a game: what the player can stake now, and the wallet's sequence."""

    playable_minor: int
    sequence: int


@dataclass(frozen=True, slots=True)
class BetPlaced(GameBalance):
    pass


@dataclass(frozen=True, slots=True)
class WinSettled(GameBalance):
    pass


@dataclass(frozen=True, slots=True)
class RolledBack(GameBalance):
    pass


@dataclass(frozen=True, slots=True)
class RoundClosed(GameBalance):
    pass
