"""A provider takes a bet or a win back."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.games.game_command import BetPlaced, GameCommand, RolledBack, WinSettled
from domain.games.refusals import NotReversible
from domain.games.round import RoundFacet, RoundState
from domain.shared import Ids, Refusal
from domain.wallet import Account, Decision, Position, Posting, SettlementState, TransactionKind


@dataclass(slots=True)
class RollBack(GameCommand[RolledBack]):
    """Undo the settlement ``original_key``. Always succeeds for a bet or a win, however often and however early.

    One never seen leaves a tombstone, and the original that comes late moves nothing. A win that was spent leaves a
    deficit: the shown balance is clamped to zero, and later credits repay it.
    """

    owes_player: ClassVar[bool] = True

    original_key: str

    def references(self) -> tuple[str, ...]:
        return (self.original_key,)


def decide_rollback(position: Position, command: RollBack, now: datetime, ids: Ids) -> Decision[RolledBack] | Refusal:
    del ids
    wallet = position.wallet
    original = position.settled(command.caller, command.original_key)
    if original is None:
        return Decision(reply=RolledBack(wallet.playable, wallet.sequence), rolls_back=command.original_key)
    if original.player_id != command.player_id:
        return NotReversible()
    if original.state is not SettlementState.SETTLED:
        return Decision(reply=RolledBack(wallet.playable, wallet.sequence))
    round_ = position.facet(RoundFacet, command.round_key())
    if round_ is None or original.round_id != round_.round_id or round_.wallet_id != wallet.wallet_id:
        return NotReversible()
    if isinstance(original.reply, BetPlaced):
        return _bet_back(position, command, round_, -original.amount_minor, now)
    if isinstance(original.reply, WinSettled):
        return _win_back(position, command, round_, original.amount_minor, now)
    return NotReversible()


def _bet_back(
    position: Position, command: RollBack, round_: RoundFacet, stake: int, now: datetime
) -> Decision[RolledBack]:
    """in play → cash; once the round was closed, the house gives the stake back."""
    wallet = position.wallet
    held = round_.state is RoundState.OPEN
    rest = round_.in_play - stake if held and command.closes_round else 0
    postings: tuple[Posting, ...] = ()
    if stake:
        source = Posting(Account.IN_PLAY, -stake) if held else Posting(Account.GAME_RESULT, -stake, command.caller)
        postings = (source, Posting(Account.CASH, stake))
    if rest:
        postings += (Posting(Account.IN_PLAY, -rest), Posting(Account.GAME_RESULT, rest, command.caller))
    return Decision(
        reply=RolledBack(max(wallet.cash + stake, 0), wallet.sequence + (1 if postings else 0)),
        postings=postings,
        kind=TransactionKind.BET_ROLLBACK,
        amount_minor=stake,
        round_id=round_.round_id,
        owed=True,
        facet_changes=(
            round_.after(now, in_play=-(stake if held else 0) - rest, staked=-stake, closes=command.closes_round),
        ),
        rolls_back=command.original_key,
    )


def _win_back(
    position: Position, command: RollBack, round_: RoundFacet, win: int, now: datetime
) -> Decision[RolledBack]:
    """cash → game result, below zero if the win was spent."""
    wallet = position.wallet
    lost = round_.in_play if command.closes_round else 0
    postings: tuple[Posting, ...] = ()
    if win:
        postings = (Posting(Account.CASH, -win), Posting(Account.GAME_RESULT, win, command.caller))
    if lost:
        postings += (Posting(Account.IN_PLAY, -lost), Posting(Account.GAME_RESULT, lost, command.caller))
    return Decision(
        reply=RolledBack(max(wallet.cash - win, 0), wallet.sequence + (1 if postings else 0)),
        postings=postings,
        kind=TransactionKind.WIN_ROLLBACK,
        amount_minor=-win,
        round_id=round_.round_id,
        owed=True,
        facet_changes=(round_.after(now, in_play=-lost, won=-win, closes=command.closes_round),),
        rolls_back=command.original_key,
    )
