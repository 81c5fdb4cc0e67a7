"""Bets and rounds as the rules of play see them."""

from functools import lru_cache

from domain.games.close_round import CloseRound
from domain.games.game_command import GameCommand
from domain.games.game_session import GameSessionFacet
from domain.games.place_bet import PlaceBet
from domain.games.round import RoundFacet, RoundState
from domain.responsible_gaming import PlayedRound, Stake
from domain.wallet import Position


def stake_of(position: Position, command: PlaceBet) -> Stake:
    """After ``session_lets_in``: the session is there. A round that only a promotion opened has not begun yet."""
    session = position.facet(GameSessionFacet, command.token_digest)
    round_ = position.facet(RoundFacet, command.round_key())
    sign_in = None if session is None else session.sign_in
    return Stake(
        command.stake_minor,
        command.currency,
        regulated(session.category if session is not None else ""),
        f"{command.caller}:{command.game_code}",
        str(session.session_id) if session is not None else "",
        None if sign_in is None else sign_in.session_id,
        f"{command.caller}:{command.round_reference}",
        continues=round_ is not None and round_.state is RoundState.OPEN and round_.staked > 0,
    )


def round_of(position: Position, command: GameCommand[object]) -> PlayedRound:
    round_ = position.facet(RoundFacet, command.round_key())
    return PlayedRound(
        f"{command.caller}:{command.round_reference}",
        None if round_ is None else round_.opened_at,
        command.closes_round or isinstance(command, CloseRound),
    )


@lru_cache(maxsize=256)
def regulated(category: str) -> str:
    """A category's slug as profiles name it: every kind of slot game (``video-slots``) is SLOTS."""
    return "SLOTS" if "slot" in category else category.upper().replace("-", "_")
