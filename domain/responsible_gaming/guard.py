"""The rules of play in front of procedures that know nothing of them, and their counting behind.

The composition root wraps the procedures of games and payments with these; the state travels in the decision's own
facets, so it commits with the money or not at all.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol, TypeVar

from domain.jurisdiction import JurisdictionProfile, profile_of
from domain.responsible_gaming.bet_rules import judge_bet, running
from domain.responsible_gaming.counting import after_bet, after_deposit, after_order, after_round, limit_events, moved
from domain.responsible_gaming.deposit_rules import judge_deposit
from domain.responsible_gaming.limits_in_force import counts, pending_euro_minor
from domain.responsible_gaming.play_state import PlayState
from domain.responsible_gaming.reference_rates import ReferenceRates
from domain.responsible_gaming.stake import PlayedRound, Stake
from domain.shared import Ids, PlayerId, Refusal
from domain.wallet import Decision, Position, Procedure, TransactionKind


class OfPlayer(Protocol):
    @property
    def player_id(self) -> PlayerId: ...

    @property
    def currency(self) -> str: ...


class Deposit(OfPlayer, Protocol):
    @property
    def amount_minor(self) -> int: ...


C = TypeVar("C", bound=OfPlayer)
D = TypeVar("D", bound=Deposit)

READS = (PlayState,)


def guard_bet(procedure: Procedure[C], stake_of: Callable[[Position, C], Stake], rates: ReferenceRates) -> Procedure[C]:
    """Judge the bet after its own rules; count it when it is placed."""

    def decide(position: Position, command: C, now: datetime, ids: Ids) -> Decision[object] | Refusal:
        profile, state, stake = _profile(position), _state(position), stake_of(position, command)
        wallets = position.wallets()
        session = running(state, wallets, profile, stake.sign_in, now)
        near = judge_bet(state, session, wallets, stake, profile, rates, now)
        if isinstance(near, Refusal):
            return near
        decision = procedure.decide(position, command, now, ids)
        if isinstance(decision, Decision):
            later = after_bet(state, session, wallets, stake, profile, now)
            if later is not state:
                decision.facet_changes += (later,)
            if near:
                decision.events += limit_events(state, wallets, near, profile, rates, now)
        return decision

    return replace(procedure, decide=decide, player_facets=(*procedure.player_facets, *READS))


def count_round(
    procedure: Procedure[C], round_of: Callable[[Position, C], PlayedRound], rates: ReferenceRates
) -> Procedure[C]:
    """Wins, rollbacks and ends of rounds always pass; they are counted."""

    def decide(position: Position, command: C, now: datetime, ids: Ids) -> Decision[object] | Refusal:
        decision = procedure.decide(position, command, now, ids)
        if isinstance(decision, Decision) and decision.kind is not None:
            profile, state, wallets = _profile(position), _state(position), position.wallets()
            kind, amount, currency = decision.kind, decision.amount_minor, command.currency
            later = after_round(state, wallets, kind, amount, currency, round_of(position, command), profile, now)
            if later is not state:
                decision.facet_changes += (later,)
            if kind is TransactionKind.WIN_ROLLBACK:  # alone, it can carry a loss over a mark
                found = counts(later, moved(wallets, kind, amount, currency), profile, rates, now)
                decision.events += limit_events(state, wallets, found, profile, rates, now)
        return decision

    return replace(procedure, decide=decide, player_facets=(*procedure.player_facets, *READS))


def guard_deposit_order(procedure: Procedure[D], rates: ReferenceRates) -> Procedure[D]:
    """Judge the order, and reserve its amount under the id of the payment that the decision names."""

    def decide(position: Position, command: D, now: datetime, ids: Ids) -> Decision[object] | Refusal:
        profile, state, wallets = _profile(position), _state(position), position.wallets()
        near = judge_deposit(state, command.currency, command.amount_minor, wallets, profile, rates, now)
        if isinstance(near, Refusal):
            return near
        decision = procedure.decide(position, command, now, ids)
        if isinstance(decision, Decision) and decision.payment_id is not None:
            deposit = str(decision.payment_id)
            decision.facet_changes += (
                after_order(state, deposit, command.currency, command.amount_minor, profile, now),
            )
            decision.events += limit_events(state, wallets, near, profile, rates, now)
        return decision

    return replace(procedure, decide=decide, player_facets=(*procedure.player_facets, *READS))


def count_deposit(procedure: Procedure[C], rates: ReferenceRates) -> Procedure[C]:
    """A confirmed deposit is money that arrived: it always passes, and is counted; a failed one frees its room."""

    def decide(position: Position, command: C, now: datetime, ids: Ids) -> Decision[object] | Refusal:
        decision = procedure.decide(position, command, now, ids)
        if isinstance(decision, Decision) and decision.payment_id is not None:
            profile, state = _profile(position), _state(position)
            credited = decision.amount_minor if decision.kind is TransactionKind.DEPOSIT else 0
            later = after_deposit(state, str(decision.payment_id), command.currency, credited, profile, now)
            if later is not state:
                decision.facet_changes += (later,)
                wallets = position.wallets()
                found = counts(later, wallets, profile, rates, now)
                decision.events += limit_events(state, wallets, found, profile, rates, now)
        return decision

    return replace(procedure, decide=decide, player_facets=(*procedure.player_facets, *READS))


def ordered_euro_minor(position: Position, rates: ReferenceRates, now: datetime) -> int:
    """What is ordered and may still be paid, in euro cents; for a command that ``guard_deposit_order`` guards."""
    return pending_euro_minor(_state(position), _profile(position), rates, now)


def _state(position: Position) -> PlayState:
    player_id = position.gate.player_id
    return position.facet(PlayState, player_id) or PlayState(player_id)


def _profile(position: Position) -> JurisdictionProfile:
    return profile_of(position.gate.jurisdiction, position.gate.profile_version)
