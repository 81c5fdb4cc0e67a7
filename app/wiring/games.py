"""The games context, wired."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.game_providers.hub88.messages import CALLER
from app.adapters.game_providers.hub88.routes import hub88_client
from app.adapters.postgres.games.catalogue import PostgresGames
from app.adapters.postgres.games.rounds import PostgresGameRounds
from app.adapters.postgres.games.sessions import PostgresGameSessions
from app.adapters.postgres.games.token_seal import TokenSeal
from app.dispatch import Wiring
from app.platform import Platform
from app.settings import Settings
from domain.games import (
    CountGames,
    CountGamesHandler,
    EndGameSession,
    EndGameSessionHandler,
    FindGame,
    FindGameHandler,
    FindGamesByCode,
    FindGamesByCodeHandler,
    FindGamesById,
    FindGamesByIdHandler,
    FindRounds,
    FindRoundsHandler,
    GameProviders,
    LaunchDemo,
    LaunchDemoHandler,
    LaunchGame,
    LaunchGameHandler,
    ListGameCategories,
    ListGameCategoriesHandler,
    ListGames,
    ListGamesHandler,
    ListGameStudios,
    ListGameStudiosHandler,
    ListRounds,
    ListRoundsHandler,
    SyncCatalogue,
    SyncCatalogueHandler,
)


def game_providers(settings: Settings) -> GameProviders:
    """Every game provider that is set up, by name."""
    hub88 = hub88_client(settings)
    return {} if hub88 is None else {CALLER: hub88}


def wire_games(platform: Platform) -> Wiring:
    providers = game_providers(platform.settings)
    seal = TokenSeal(platform.secrets.data)
    clock, ids, random = platform.clock, platform.ids, platform.random

    def games(session: AsyncSession) -> PostgresGames:
        return PostgresGames(session, ids)

    def seats(session: AsyncSession) -> PostgresGameSessions:
        return PostgresGameSessions(session, seal)

    return {
        ListGames: lambda session: ListGamesHandler(games(session)),
        CountGames: lambda session: CountGamesHandler(games(session)),
        ListGameCategories: lambda session: ListGameCategoriesHandler(games(session)),
        ListGameStudios: lambda session: ListGameStudiosHandler(games(session)),
        FindGame: lambda session: FindGameHandler(games(session)),
        FindGamesById: lambda session: FindGamesByIdHandler(games(session)),
        FindGamesByCode: lambda session: FindGamesByCodeHandler(games(session)),
        ListRounds: lambda session: ListRoundsHandler(PostgresGameRounds(session)),
        FindRounds: lambda session: FindRoundsHandler(PostgresGameRounds(session)),
        SyncCatalogue: lambda session: SyncCatalogueHandler(games(session), providers, session.commit),
        LaunchDemo: lambda session: LaunchDemoHandler(
            games(session), seats(session), providers, platform.profiles, clock
        ),
        LaunchGame: lambda session: LaunchGameHandler(
            games(session), seats(session), providers, clock, ids, random, session.commit
        ),
        EndGameSession: lambda session: EndGameSessionHandler(seats(session), clock, session.commit),
    }
