"""Requirements: thresholds that were reached, and what closes until their level is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.jurisdiction import KycLevel, KycThreshold
from domain.shared import PlayerId

DEPOSITS, NET_DEPOSITS = "DEPOSITS", "NET_DEPOSITS"

Worth = Callable[[str, int], int]
"""What minor units of a currency are in euro cents by reference rates, rounded up: against the player's risk."""


@dataclass(frozen=True, slots=True)
class KycRequirement:
    """``level`` is due at ``due_at``; from then on, and until it is reached, the gates in ``closes`` are closed."""

    player_id: PlayerId
    reason: str
    level: KycLevel
    closes: tuple[str, ...]
    opened_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Paid:
    """Money of one currency that came in and was paid out within ``days`` (None: ever), in minor units.

    The window is ``days`` times 24 hours, its edge excluded.
    """

    days: int | None
    currency: str
    deposited: int
    paid_out: int


def windows(thresholds: Iterable[KycThreshold]) -> frozenset[int | None]:
    """Within which days they count."""
    return frozenset(threshold.days for threshold in thresholds)


def measured(threshold: KycThreshold, paid: Iterable[Paid], worth: Worth) -> int:
    """Where the measure stands, in euro cents; deposits are rounded up and payouts down."""
    counted = [each for each in paid if each.days == threshold.days]
    total = sum(worth(each.currency, each.deposited) for each in counted)
    if threshold.measure == NET_DEPOSITS:
        total += sum(worth(each.currency, -each.paid_out) for each in counted)
    return total


def opened(
    player_id: PlayerId,
    thresholds: Iterable[KycThreshold],
    known: Iterable[KycRequirement],
    paid: Iterable[Paid],
    worth: Worth,
    now: datetime,
) -> Iterator[KycRequirement]:
    """The requirements that are new. One that was opened stays, whatever leaves the window later."""
    reasons = {requirement.reason for requirement in known}
    told = tuple(paid)
    for threshold in thresholds:
        if threshold.reason not in reasons and measured(threshold, told, worth) >= threshold.euro_minor:
            due_at = now + timedelta(days=threshold.grace_days)
            yield KycRequirement(player_id, threshold.reason, threshold.level, threshold.closes, now, due_at)
