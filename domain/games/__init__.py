"""Games: the catalogue, launches, sessions, rounds, and the money commands of their providers."""

from domain.games.close_round import CloseRound
from domain.games.game import (
    Device,
    Game,
    GameCategory,
    GameFilter,
    GameOrder,
    GameStudio,
    ListedGame,
    Volatility,
)
from domain.games.game_command import BetPlaced, GameBalance, GameCommand, RolledBack, RoundClosed, WinSettled
from domain.games.game_session import GameSessionFacet, SignIn
from domain.games.launch import SESSION_LIFETIME, GameSession, Launch, Seat, token_digest, token_text
from domain.games.launch_refusals import (
    CurrencyNotSupported,
    DemoNotAvailable,
    GameProviderAway,
    GameUnavailable,
    UnknownGame,
)
from domain.games.place_bet import PlaceBet
from domain.games.play_facts import round_of, stake_of
from domain.games.ports import CatalogueChange, GameProvider, GameProviders, GameRounds, Games, GameSessions
from domain.games.procedures import PROCEDURES
from domain.games.refusals import (
    GameSessionEnded,
    NotReversible,
    RoundIsClosed,
    UnknownBet,
    UnknownGameSession,
    UnknownRound,
    WrongCurrency,
    WrongGame,
)
from domain.games.roll_back import RollBack
from domain.games.round import RoundFacet, RoundState
from domain.games.round_view import RoundFilter, RoundView
from domain.games.settle_win import SettleWin
from domain.games.use_cases.end_game_session import EndGameSession, EndGameSessionHandler
from domain.games.use_cases.find_games import (
    FindGame,
    FindGameHandler,
    FindGamesByCode,
    FindGamesByCodeHandler,
    FindGamesById,
    FindGamesByIdHandler,
)
from domain.games.use_cases.launch_demo import DemoLaunched, LaunchDemo, LaunchDemoHandler
from domain.games.use_cases.launch_game import GameLaunched, LaunchGame, LaunchGameHandler
from domain.games.use_cases.list_games import (
    CountGames,
    CountGamesHandler,
    ListGameCategories,
    ListGameCategoriesHandler,
    ListGames,
    ListGamesHandler,
    ListGameStudios,
    ListGameStudiosHandler,
)
from domain.games.use_cases.list_rounds import (
    FindRounds,
    FindRoundsHandler,
    ListRounds,
    ListRoundsHandler,
)
from domain.games.use_cases.sync_catalogue import SyncCatalogue, SyncCatalogueHandler

__all__ = [
    "PROCEDURES",
    "SESSION_LIFETIME",
    "BetPlaced",
    "CatalogueChange",
    "CloseRound",
    "CountGames",
    "CountGamesHandler",
    "CurrencyNotSupported",
    "DemoLaunched",
    "DemoNotAvailable",
    "Device",
    "EndGameSession",
    "EndGameSessionHandler",
    "FindGame",
    "FindGameHandler",
    "FindGamesByCode",
    "FindGamesByCodeHandler",
    "FindGamesById",
    "FindGamesByIdHandler",
    "FindRounds",
    "FindRoundsHandler",
    "Game",
    "GameBalance",
    "GameCategory",
    "GameCommand",
    "GameFilter",
    "GameLaunched",
    "GameOrder",
    "GameProvider",
    "GameProviderAway",
    "GameProviders",
    "GameRounds",
    "GameSession",
    "GameSessionEnded",
    "GameSessionFacet",
    "GameSessions",
    "GameStudio",
    "GameUnavailable",
    "Games",
    "Launch",
    "LaunchDemo",
    "LaunchDemoHandler",
    "LaunchGame",
    "LaunchGameHandler",
    "ListGameCategories",
    "ListGameCategoriesHandler",
    "ListGameStudios",
    "ListGameStudiosHandler",
    "ListGames",
    "ListGamesHandler",
    "ListRounds",
    "ListRoundsHandler",
    "ListedGame",
    "NotReversible",
    "PlaceBet",
    "RollBack",
    "RolledBack",
    "RoundClosed",
    "RoundFacet",
    "RoundFilter",
    "RoundIsClosed",
    "RoundState",
    "RoundView",
    "Seat",
    "SettleWin",
    "SignIn",
    "SyncCatalogue",
    "SyncCatalogueHandler",
    "UnknownBet",
    "UnknownGame",
    "UnknownGameSession",
    "UnknownRound",
    "Volatility",
    "WinSettled",
    "WrongCurrency",
    "WrongGame",
    "round_of",
    "stake_of",
    "token_digest",
    "token_text",
]
