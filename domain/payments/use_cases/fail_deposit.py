"""A provider says that a deposit will not be paid."""

from dataclasses import dataclass
from datetime import datetime

from domain.payments.deposit import DEPOSIT_TABLE, DepositFacet, DepositNews
from domain.payments.refusals import UnknownDeposit
from domain.payments.use_cases.confirm_deposit import deposit_event
from domain.shared import DepositId, Ids, Refusal
from domain.wallet import Command, Decision, FacetKey, Position


@dataclass(frozen=True, slots=True)
class DepositFailed:
    """``changed`` is false where the deposit had ended before."""

    deposit_id: str
    changed: bool


@dataclass(slots=True)
class FailDeposit(Command[DepositFailed]):
    """End a deposit without money; a confirmation that comes later still credits it."""

    deposit_id: DepositId
    provider: str
    reason: str

    def facet_keys(self) -> tuple[FacetKey, ...]:
        return ((DepositFacet, self.deposit_id),)


def decide_fail(position: Position, command: FailDeposit, now: datetime, ids: Ids) -> Decision[DepositFailed] | Refusal:
    del ids
    deposit = position.facet(DepositFacet, command.deposit_id)
    if deposit is None or deposit.player_id != command.player_id or deposit.provider != command.provider:
        return UnknownDeposit()
    state = DEPOSIT_TABLE[DepositNews.FAILED, deposit.state]
    if state is None:
        return Decision(reply=DepositFailed(str(deposit.deposit_id), False))
    return Decision(
        reply=DepositFailed(str(deposit.deposit_id), True),
        payment_id=deposit.deposit_id,
        facet_changes=(deposit.failed(state, command.reason, now),),
        events=(deposit_event(deposit, state),),
    )
