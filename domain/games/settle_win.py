"""A round pays out."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.games.game_command import BetPlaced, GameCommand, WinSettled
from domain.games.refusals import UnknownBet, WrongCurrency, WrongGame
from domain.games.round import RoundFacet, RoundState
from domain.shared import Ids, InvalidInput, Refusal, RoundId
from domain.wallet import (
    Account,
    AlreadyRolledBack,
    Decision,
    Position,
    Posting,
    SettlementState,
    TransactionKind,
)


@dataclass(slots=True)
class SettleWin(GameCommand[WinSettled]):
    """Pay ``win_minor`` (zero tells a loss). Accepted after session, player or round were closed: it is owed.

    ``bet_key`` names the bet it answers; None where the protocol allows a win without one (a provider's promotion).
    """

    owes_player: ClassVar[bool] = True

    bet_key: str | None
    win_minor: int

    def references(self) -> tuple[str, ...]:
        return (self.bet_key,) if self.bet_key is not None else ()


def decide_win(position: Position, command: SettleWin, now: datetime, ids: Ids) -> Decision[WinSettled] | Refusal:
    """game result → cash; with the end of the round, the held stake goes in play → game result first."""
    wallet, win = position.wallet, command.win_minor
    if win < 0:
        return InvalidInput.of("win", "NEGATIVE")
    round_ = position.facet(RoundFacet, command.round_key())
    refusal = _bet_is_known(position, command, round_)
    if refusal is not None:
        return refusal
    if round_ is None:
        round_ = RoundFacet(
            RoundId(ids.new()),
            command.player_id,
            command.caller,
            command.round_reference,
            wallet.wallet_id,
            command.game_code,
            RoundState.OPEN,
            0,
            0,
            0,
            now,
            None,
        )
    elif round_.game_code != command.game_code:
        return WrongGame()
    elif round_.wallet_id != wallet.wallet_id:
        return WrongCurrency()
    lost = round_.in_play if command.closes_round else 0
    postings: tuple[Posting, ...] = ()
    if lost:
        postings = (Posting(Account.IN_PLAY, -lost), Posting(Account.GAME_RESULT, lost, command.caller))
    if win:
        postings += (Posting(Account.GAME_RESULT, -win, command.caller), Posting(Account.CASH, win))
    return Decision(
        reply=WinSettled(max(wallet.cash + win, 0), wallet.sequence + (1 if postings else 0)),
        postings=postings,
        kind=TransactionKind.WIN if win else TransactionKind.ROUND_CLOSED,
        amount_minor=win,
        round_id=round_.round_id,
        facet_changes=(round_.after(now, in_play=-lost, won=win, closes=command.closes_round),),
    )


def _bet_is_known(position: Position, command: SettleWin, round_: RoundFacet | None) -> Refusal | None:
    if command.bet_key is None:
        return None
    bet = position.settled(command.caller, command.bet_key)
    if bet is None or round_ is None:
        return UnknownBet()
    if bet.state is not SettlementState.SETTLED:
        return AlreadyRolledBack()
    if not isinstance(bet.reply, BetPlaced) or bet.round_id != round_.round_id:
        return UnknownBet()
    return None
