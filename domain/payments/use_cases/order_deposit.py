"""A deposit is ordered: gates and limits are asked under the player's lock, before any provider is."""

from dataclasses import dataclass
from datetime import datetime

from domain.shared import Ids, Refusal
from domain.wallet import Command, Decision, Position


@dataclass(frozen=True, slots=True)
class DepositOrdered:
    deposit_id: str


@dataclass(slots=True)
class OrderDeposit(Command[DepositOrdered]):
    """Take room for a deposit of ``amount_minor``. No money moves; the order's id is made here, so a replay has it."""

    amount_minor: int


def decide_order(
    position: Position, command: OrderDeposit, now: datetime, ids: Ids
) -> Decision[DepositOrdered] | Refusal:
    del position, command, now
    deposit_id = ids.new()
    return Decision(reply=DepositOrdered(str(deposit_id)), payment_id=deposit_id)
