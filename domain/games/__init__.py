"""Games: the catalogue, sessions, rounds, and the money commands of their providers."""

from domain.games.close_round import CloseRound
from domain.games.game_command import BetPlaced, GameBalance, GameCommand, RolledBack, RoundClosed, WinSettled
from domain.games.game_session import GameSessionFacet
from domain.games.place_bet import PlaceBet
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
from domain.games.settle_win import SettleWin

__all__ = [
    "PROCEDURES",
    "BetPlaced",
    "CloseRound",
    "GameBalance",
    "GameCommand",
    "GameSessionEnded",
    "GameSessionFacet",
    "NotReversible",
    "PlaceBet",
    "RollBack",
    "RolledBack",
    "RoundClosed",
    "RoundFacet",
    "RoundIsClosed",
    "RoundState",
    "SettleWin",
    "UnknownBet",
    "UnknownGameSession",
    "UnknownRound",
    "WinSettled",
    "WrongCurrency",
    "WrongGame",
]
