"""Games as players see them, and as a provider lists them."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, IntEnum

from domain.shared import GameId


class Volatility(IntEnum):
    """How unevenly a game pays: 1 often and little, 6 seldom and much."""

    LOW = 1
    MEDIUM_LOW = 2
    MEDIUM = 3
    MEDIUM_HIGH = 4
    HIGH = 5
    VERY_HIGH = 6


class Device(Enum):
    DESKTOP = "DESKTOP"
    MOBILE = "MOBILE"


@dataclass(frozen=True, slots=True)
class ListedGame:
    """A game as its provider lists it.

    ``code`` is the provider's own name for it; ``studio`` the company that made it, as a title; ``category`` a title.
    ``rtp_basis_points`` is the theoretical return to player in hundredths of a percent (9612 is 96.12 %).
    ``currencies`` are those in which it can be launched without losing a digit.
    """

    code: str
    title: str
    studio: str
    category: str
    tags: tuple[str, ...]
    features: tuple[str, ...]
    rtp_basis_points: int | None
    volatility: Volatility | None
    currencies: tuple[str, ...]
    demo: bool
    thumbnail_url: str | None
    background_url: str | None
    released_on: date | None


@dataclass(frozen=True, slots=True)
class Game(ListedGame):
    """``slug`` is its address for ever; ``provider`` the company whose protocol carries its bets (``hub88``)."""

    id: GameId
    slug: str
    provider: str


@dataclass(frozen=True, slots=True)
class GameCategory:
    slug: str
    title: str
    games: int


@dataclass(frozen=True, slots=True)
class GameStudio:
    slug: str
    title: str
    games: int


class GameOrder(Enum):
    TITLE = "TITLE"
    NEWEST = "NEWEST"
    RTP = "RTP"
    """Highest return to player first; games that do not say theirs come last."""


@dataclass(frozen=True, slots=True)
class GameFilter:
    """Every condition given must hold; of ``tags`` and ``features`` each one must be present.

    ``category`` and ``studio`` are slugs; ``search`` matches a part of the title or of the studio's, whatever the case.
    """

    search: str | None = None
    category: str | None = None
    studio: str | None = None
    tags: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
