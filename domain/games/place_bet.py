"""A player stakes money on a round."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.games.game_command import BetPlaced, GameCommand
from domain.games.game_session import GameSessionFacet
from domain.games.refusals import GameSessionEnded, RoundIsClosed, UnknownGameSession, WrongCurrency, WrongGame
from domain.games.round import RoundFacet, RoundState
from domain.jurisdiction import profile_of
from domain.shared import Ids, InvalidInput, Refusal, RoundId
from domain.wallet import (
    Account,
    Decision,
    Facet,
    FacetKey,
    GateClosed,
    InsufficientFunds,
    Position,
    Posting,
    TransactionKind,
)


@dataclass(slots=True)
class PlaceBet(GameCommand[BetPlaced]):
    """Stake ``stake_minor`` (zero for a free round, never less) under the session of this token."""

    token_digest: bytes
    stake_minor: int

    def facet_keys(self) -> tuple[FacetKey, ...]:
        return (
            (RoundFacet, (self.player_id, self.caller, self.round_reference)),
            (GameSessionFacet, self.token_digest),
        )


def session_lets_in(position: Position, command: PlaceBet, now: datetime, /) -> Refusal | None:
    """Bets, and only bets, need a live session of this player, provider, game and currency."""
    session = position.facet(GameSessionFacet, command.token_digest)
    if session is None or session.player_id != command.player_id or session.provider != command.caller:
        return UnknownGameSession()
    if session.ended_at is not None or session.expires_at <= now:
        return GameSessionEnded()
    if session.game_code != command.game_code:
        return WrongGame()
    if session.currency != command.currency:
        return WrongCurrency()
    return None


def sign_in_holds(position: Position, command: PlaceBet, now: datetime, /) -> Refusal | None:
    """Whoever signed out, or was signed out, plays no more; nor does who was idle, until they prove to be there; nor
    does who plays on while nobody has looked from where.

    GLI-19 2.5.4, 2.7. Wins and rollbacks of what was staked before pass.
    """
    session = position.facet(GameSessionFacet, command.token_digest)
    sign_in = None if session is None else session.sign_in
    if sign_in is None:
        return None
    if sign_in.ended_at is not None or sign_in.expires_at <= now:
        return GameSessionEnded()
    profile = profile_of(position.gate.jurisdiction, position.gate.profile_version)
    if sign_in.locked_at is not None or now - sign_in.active_at > timedelta(seconds=profile.session.idle_seconds):
        return GateClosed("bet", ("SESSION_LOCKED",))
    longest = timedelta(minutes=profile.location.recheck_minutes)
    if sign_in.located_at is not None and now - sign_in.located_at > longest:
        return GateClosed("bet", ("LOCATION_UNCHECKED",))
    return None


def stake_is_covered(position: Position, command: PlaceBet, now: datetime, /) -> Refusal | None:
    del now
    if position.wallet.playable < command.stake_minor:
        return InsufficientFunds(position.wallet.playable, command.currency)
    return None


def decide_bet(position: Position, command: PlaceBet, now: datetime, ids: Ids) -> Decision[BetPlaced] | Refusal:
    """cash → in play, and in play → game result at once where the bet also ends its round."""
    wallet, stake, closes = position.wallet, command.stake_minor, command.closes_round
    if stake < 0:
        return InvalidInput.of("stake", "NEGATIVE")
    round_ = position.facet(RoundFacet, command.round_key())
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
    elif round_.state is RoundState.CLOSED:
        return RoundIsClosed()
    elif round_.game_code != command.game_code:
        return WrongGame()
    elif round_.wallet_id != wallet.wallet_id:
        return WrongCurrency()
    session = position.facet(GameSessionFacet, command.token_digest)
    played = None if session is None else session.played(now)
    changed: tuple[Facet, ...] = () if played is None else (played,)
    lost = round_.in_play + stake if closes else 0
    postings: tuple[Posting, ...] = ()
    if stake:
        postings = (Posting(Account.CASH, -stake), Posting(Account.IN_PLAY, stake))
    if lost:
        postings += (Posting(Account.IN_PLAY, -lost), Posting(Account.GAME_RESULT, lost, command.caller))
    return Decision(
        reply=BetPlaced(wallet.playable - stake, wallet.sequence + (1 if postings else 0)),
        postings=postings,
        kind=TransactionKind.BET,
        amount_minor=-stake,
        round_id=round_.round_id,
        facet_changes=(round_.after(now, in_play=stake - lost, staked=stake, closes=closes), *changed),
    )
