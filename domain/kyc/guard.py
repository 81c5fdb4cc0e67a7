"""The thresholds in front of procedures that know nothing of them, and their counting behind.

The composition root wraps the procedures of payments with these. What is counted, opened and closed travels in the
decision, so it commits with the money or not at all.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol, TypeVar

from domain.jurisdiction import JurisdictionProfile, profile_of
from domain.kyc.file import OURS, overdue_blocks
from domain.kyc.requirement import Worth, measured, opened, windows
from domain.kyc.tally import KycTally
from domain.shared import Ids, PlayerId, Refusal
from domain.wallet import Decision, GateClosed, Position, Procedure, TransactionKind


class OfPlayer(Protocol):
    @property
    def player_id(self) -> PlayerId: ...

    @property
    def currency(self) -> str: ...


class Payment(OfPlayer, Protocol):
    @property
    def paid_minor(self) -> int: ...


C = TypeVar("C", bound=OfPlayer)
P = TypeVar("P", bound=Payment)

READS = (KycTally,)
DEPOSIT = "deposit"

Ordered = Callable[[Position, datetime], int]
"""What the player has ordered and not paid yet, in euro cents."""


def guard_order(procedure: Procedure[C], ordered: Ordered, worth: Worth) -> Procedure[C]:
    """No order once what was paid and what is ordered reach a threshold that closes deposits at once.

    The order that carries the total over is taken: its payment opens the requirement.
    """

    def rule(position: Position, command: C, now: datetime, /) -> Refusal | None:
        del command
        return judge_order(_tally(position), position, ordered(position, now), worth, now)

    return replace(procedure, rules=(*procedure.rules, rule), player_facets=(*procedure.player_facets, *READS))


def judge_order(
    tally: KycTally, position: Position, ordered_euro_minor: int, worth: Worth, now: datetime
) -> GateClosed | None:
    file = tally.file(position.gate)
    level, known = file.level(now), {requirement.reason for requirement in file.requirements}
    reasons = tuple(
        OURS + threshold.reason
        for threshold in _profile(position).kyc.thresholds
        if DEPOSIT in threshold.closes
        and not threshold.grace_days
        and threshold.level > level
        and threshold.reason not in known  # its own block judges it
        and measured(threshold, tally.paid, worth) + ordered_euro_minor >= threshold.euro_minor
    )
    return GateClosed(DEPOSIT, reasons, None) if reasons else None


def count_payment(procedure: Procedure[P], worth: Worth) -> Procedure[P]:
    """Money that moved is counted: a deposit opens the requirement that it reaches, and closes its gates."""

    def decide(position: Position, command: P, now: datetime, ids: Ids) -> Decision[object] | Refusal:
        decision = procedure.decide(position, command, now, ids)
        if isinstance(decision, Decision):
            if decision.kind is TransactionKind.DEPOSIT:
                _count(position, decision, command.currency, command.paid_minor, 0, worth, now)
            elif decision.kind is TransactionKind.WITHDRAWAL_PAID:
                _count(position, decision, command.currency, 0, command.paid_minor, worth, now)
        return decision

    return replace(procedure, decide=decide, player_facets=(*procedure.player_facets, *READS))


def _count(
    position: Position,
    decision: Decision[object],
    currency: str,
    deposited: int,
    paid_out: int,
    worth: Worth,
    now: datetime,
) -> None:
    thresholds = _profile(position).kyc.thresholds
    tally = _tally(position).counted(windows(thresholds), currency, deposited=deposited, paid_out=paid_out)
    file = tally.file(position.gate)
    new = tuple(opened(tally.player_id, thresholds, file.requirements, tally.paid, worth, now)) if deposited else ()
    decision.facet_changes = (*decision.facet_changes, replace(tally, opened=(*tally.opened, *new)))
    decision.closes = (*decision.closes, *overdue_blocks(file, new, now))


def _tally(position: Position) -> KycTally:
    player_id = position.gate.player_id
    return position.facet(KycTally, player_id) or KycTally(player_id)


def _profile(position: Position) -> JurisdictionProfile:
    return profile_of(position.gate.jurisdiction, position.gate.profile_version)
