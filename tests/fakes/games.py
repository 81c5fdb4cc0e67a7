"""The games' ports in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.games import (
    CatalogueChange,
    Game,
    GameCategory,
    GameFilter,
    GameOrder,
    GameSession,
    GameStudio,
    Launch,
    ListedGame,
    Seat,
)
from domain.shared import GameId, GameSessionId, Page, PageRequest, PlayerId, Refusal, SessionId
from domain.wallet import PlayerGate


@dataclass
class MemoryGames:
    """A catalogue of few games; what a suite does not ask of it is not here."""

    games: list[Game] = field(default_factory=list)

    async def by_slug(self, slug: str) -> Game | None:
        return next((game for game in self.games if game.slug == slug), None)

    async def by_ids(self, ids: Sequence[GameId]) -> Mapping[GameId, Game]:
        return {game.id: game for game in self.games if game.id in ids}

    async def by_codes(self, codes: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], Game]:
        return {(game.provider, game.code): game for game in self.games if (game.provider, game.code) in codes}

    async def page(self, wanted: GameFilter, order: GameOrder, page: PageRequest) -> Page[Game]:
        raise NotImplementedError

    async def count(self, wanted: GameFilter) -> int:
        raise NotImplementedError

    async def categories(self) -> tuple[GameCategory, ...]:
        raise NotImplementedError

    async def studios(self) -> tuple[GameStudio, ...]:
        raise NotImplementedError

    async def replace(self, provider: str, listed: Sequence[ListedGame]) -> CatalogueChange:
        raise NotImplementedError


@dataclass
class MemoryGameSessions:
    gates: dict[PlayerId, tuple[str, ...]] = field(default_factory=dict)
    wallets: set[tuple[PlayerId, str]] = field(default_factory=set)
    launches: dict[tuple[PlayerId, str], Launch] = field(default_factory=dict)
    sessions: dict[GameSessionId, GameSession] = field(default_factory=dict)

    async def lock(self, player_id: PlayerId) -> PlayerGate | None:
        return await self.gate(player_id)

    async def gate(self, player_id: PlayerId) -> PlayerGate | None:
        blocks = self.gates.get(player_id)
        return None if blocks is None else PlayerGate(player_id, blocks)

    async def has_wallet(self, player_id: PlayerId, currency: str) -> bool:
        return (player_id, currency) in self.wallets

    async def launched(self, player_id: PlayerId, key: str) -> Launch | None:
        launch = self.launches.get((player_id, key))
        return None if launch is None else replace(launch, session=self.sessions[launch.session.id])

    async def open(self, launch: Launch) -> None:
        self.launches[(launch.session.player_id, launch.key)] = launch
        self.sessions[launch.session.id] = launch.session

    async def pass_on(self, session_id: GameSessionId, sign_in: SessionId | None) -> None:
        self.sessions[session_id] = replace(self.sessions[session_id], sign_in=sign_in)

    async def find(self, player_id: PlayerId, session_id: GameSessionId) -> GameSession | None:
        session = self.sessions.get(session_id)
        return session if session is not None and session.player_id == player_id else None

    async def end(self, session_id: GameSessionId, at: datetime) -> None:
        self.sessions[session_id] = replace(self.sessions[session_id], ended_at=at)


@dataclass
class ScriptedProvider:
    """Notes every seat it is asked for; answers with the refusals told beforehand, else with an address."""

    refusals: list[Refusal] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)

    async def catalogue(self) -> Sequence[ListedGame]:
        return []

    async def open_game(self, seat: Seat) -> str:
        self.seats.append(seat)
        if self.refusals:
            raise self.refusals.pop(0)
        return f"https://games.test/{seat.game_code}"
