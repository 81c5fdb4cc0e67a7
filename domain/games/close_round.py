"""A round ends without another win."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.games.game_command import GameCommand, RoundClosed
from domain.games.refusals import UnknownRound, WrongCurrency
from domain.games.round import RoundFacet, RoundState
from domain.shared import Ids, Refusal
from domain.wallet import Account, Decision, Position, Posting, TransactionKind


@dataclass(slots=True)
class CloseRound(GameCommand[RoundClosed]):
    """End the round: its held stake is lost. A round that is closed already stays as it is."""

    owes_player: ClassVar[bool] = True


def decide_close(position: Position, command: CloseRound, now: datetime, ids: Ids) -> Decision[RoundClosed] | Refusal:
    """in play → game result."""
    del ids
    wallet = position.wallet
    round_ = position.facet(RoundFacet, command.round_key())
    if round_ is None:
        return UnknownRound()
    if round_.wallet_id != wallet.wallet_id:
        return WrongCurrency()
    if round_.state is RoundState.CLOSED:
        return Decision(reply=RoundClosed(wallet.playable, wallet.sequence))
    lost = round_.in_play
    postings: tuple[Posting, ...] = ()
    if lost:
        postings = (Posting(Account.IN_PLAY, -lost), Posting(Account.GAME_RESULT, lost, command.caller))
    return Decision(
        reply=RoundClosed(wallet.playable, wallet.sequence + (1 if postings else 0)),
        postings=postings,
        kind=TransactionKind.ROUND_CLOSED,
        round_id=round_.round_id,
        facet_changes=(round_.after(now, in_play=-lost, closes=True),),
    )
