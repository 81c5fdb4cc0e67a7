"""What the games context needs from outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.games.game import Game, GameCategory, GameFilter, GameOrder, GameStudio, ListedGame
from domain.games.launch import GameSession, Launch, Seat
from domain.games.round_view import RoundFilter, RoundView
from domain.shared import GameId, GameSessionId, Page, PageRequest, PlayerId, RoundId, SessionId
from domain.wallet import PlayerGate


@dataclass(frozen=True, slots=True)
class CatalogueChange:
    """How many games a listing brought, and how many it no longer holds."""

    listed: int
    withdrawn: int


class Games(Protocol):
    """The catalogue. Readers see only the games on offer, except by id or code: history keeps its names."""

    async def by_slug(self, slug: str) -> Game | None: ...

    async def by_ids(self, ids: Sequence[GameId]) -> Mapping[GameId, Game]: ...

    async def by_codes(self, codes: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], Game]:
        """Keyed by (provider, code)."""
        ...

    async def page(self, wanted: GameFilter, order: GameOrder, page: PageRequest) -> Page[Game]: ...

    async def count(self, wanted: GameFilter) -> int: ...

    async def categories(self) -> tuple[GameCategory, ...]: ...

    async def studios(self) -> tuple[GameStudio, ...]: ...

    async def replace(self, provider: str, listed: Sequence[ListedGame]) -> CatalogueChange:
        """Make the provider's part of the catalogue what it lists now; a game keeps its id and slug for ever."""
        ...


class GameSessions(Protocol):
    """Sessions are read by bets, so they change only after ``lock``, in the same transaction."""

    async def lock(self, player_id: PlayerId) -> PlayerGate | None:
        """Take the player's lock until the transaction ends, then read the gate; None: no such player."""
        ...

    async def gate(self, player_id: PlayerId) -> PlayerGate | None:
        """As it stands now, without the lock; None: no such player."""
        ...

    async def has_wallet(self, player_id: PlayerId, currency: str) -> bool: ...

    async def launched(self, player_id: PlayerId, key: str) -> Launch | None: ...

    async def open(self, launch: Launch) -> None: ...

    async def pass_on(self, session_id: GameSessionId, sign_in: SessionId | None) -> None:
        """From here on it belongs to this sign-in."""
        ...

    async def find(self, player_id: PlayerId, session_id: GameSessionId) -> GameSession | None: ...

    async def end(self, session_id: GameSessionId, at: datetime) -> None: ...


class GameRounds(Protocol):
    async def page(self, player_id: PlayerId, wanted: RoundFilter, page: PageRequest) -> Page[RoundView]:
        """Newest first."""
        ...

    async def by_ids(self, player_id: PlayerId, ids: Sequence[RoundId]) -> Mapping[RoundId, RoundView]: ...


class GameProvider(Protocol):
    """A company that runs games; it speaks its own protocol, and calls our wallet by it."""

    async def catalogue(self) -> Sequence[ListedGame]: ...

    async def open_game(self, seat: Seat) -> str:
        """The address of the game's page.

        Raises GameProviderAway when there was no answer, GameUnavailable when the answer was no.
        """
        ...


GameProviders = Mapping[str, GameProvider]
