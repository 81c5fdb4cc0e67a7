"""Withdrawals: a player's order to be paid out, and what may become of it."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, IntEnum

from domain.payments.refusals import WithdrawalMovedOn
from domain.shared import Money, PlayerId, WithdrawalId
from domain.wallet import Facet


class WithdrawalState(IntEnum):
    REQUESTED = 1
    """Held, and waiting for a review: by staff, or automatic when small."""
    APPROVED = 2
    SUBMITTED = 3
    """The provider has it, or may have it: only news of the payout ends it."""
    PAID = 4
    REJECTED = 5
    """Staff said no; the hold was returned."""
    FAILED = 6
    """The payout failed for good; the hold was returned."""


class WithdrawalStep(Enum):
    APPROVE = "APPROVE"
    SUBMIT = "SUBMIT"
    SETTLE = "SETTLE"
    REJECT = "REJECT"
    FAIL = "FAIL"


class Answer(Enum):
    """What a step that moves nothing is told."""

    NOTHING_TO_DO = "NOTHING_TO_DO"
    REFUSED = "REFUSED"


_STATE, _DONE, _NO = WithdrawalState, Answer.NOTHING_TO_DO, Answer.REFUSED

_ROWS: Mapping[WithdrawalStep, tuple[WithdrawalState | Answer, ...]] = {
    # in state              REQUESTED        APPROVED         SUBMITTED         PAID   REJECTED FAILED
    WithdrawalStep.APPROVE: (_STATE.APPROVED, _DONE, _DONE, _DONE, _NO, _NO),
    WithdrawalStep.SUBMIT: (_NO, _STATE.SUBMITTED, _DONE, _DONE, _NO, _NO),
    WithdrawalStep.SETTLE: (_NO, _NO, _STATE.PAID, _DONE, _NO, _NO),
    WithdrawalStep.REJECT: (_STATE.REJECTED, _STATE.REJECTED, _NO, _NO, _DONE, _NO),
    WithdrawalStep.FAIL: (_NO, _NO, _STATE.FAILED, _NO, _NO, _DONE),
}

WITHDRAWAL_TABLE: Mapping[tuple[WithdrawalStep, WithdrawalState], WithdrawalState | Answer] = {
    (step, state): row[state - 1] for step, row in _ROWS.items() for state in WithdrawalState
}
"""The whole rule: the next state, or that there is nothing to do, or that the step is refused (WithdrawalMovedOn).

Staff can reject until the payout is submitted: from then on the money may be on its way, and only the provider's news
(or staff who have asked the provider, with FAIL) ends it. A payout's news that contradicts an earlier end is refused
and opens a staff case: the hold was spent already, so no rule may take the money again.
"""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A withdrawal as it is stored and shown."""

    withdrawal_id: WithdrawalId
    player_id: PlayerId
    idempotency_key: str
    method: str
    provider: str
    amount: Money
    state: WithdrawalState
    reason: str
    """Why it was rejected or failed; shown to the player; empty otherwise."""
    payout_reference: str | None
    worker_tries: bool
    """Whether the worker will try, or try again, to move it on; otherwise it waits for staff or for a notice."""
    requested_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class WithdrawalFacet(Facet):
    """A withdrawal as decisions see it; of these, only ``state``, ``reason`` and ``ended_at`` ever change."""

    withdrawal_id: WithdrawalId
    player_id: PlayerId
    idempotency_key: str
    method: str
    provider: str
    amount_minor: int
    currency: str
    state: WithdrawalState
    reason: str
    requested_at: datetime
    ended_at: datetime | None
    worker_tries: bool = True
    """As in Withdrawal. The worker sets it without the player's lock, but before it submits, which takes the lock."""

    def key(self) -> Hashable:
        return self.withdrawal_id

    def takes(
        self, step: WithdrawalStep, now: datetime, reason: str = ""
    ) -> "WithdrawalFacet | WithdrawalMovedOn | None":
        """The withdrawal after a step; None where there is nothing to do; a refusal where the step does not fit."""
        answer = WITHDRAWAL_TABLE[step, self.state]
        if isinstance(answer, WithdrawalState):
            return replace(self, state=answer, reason=reason, ended_at=now if answer in ENDED else None)
        return None if answer is Answer.NOTHING_TO_DO else WithdrawalMovedOn(self.state.name)


ENDED = frozenset({WithdrawalState.PAID, WithdrawalState.REJECTED, WithdrawalState.FAILED})
