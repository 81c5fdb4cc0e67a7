"""Requirements: thresholds that were reached, and what closes until their level is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.jurisdiction import KycLevel, KycThreshold
from domain.shared import PlayerId

DEPOSITS, NET_DEPOSITS = "DEPOSITS", "NET_DEPOSITS"


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
class Movement:
    """Money that came in (positive) or was paid out (negative), in euro cents."""

    euro_minor: int
    at: datetime


def reached(threshold: KycThreshold, movements: Iterable[Movement], now: datetime) -> bool:
    """Whether the measure is at the threshold now. The window is ``days`` times 24 hours, its edge excluded."""
    since = None if threshold.days is None else now - timedelta(days=threshold.days)
    counted = [each.euro_minor for each in movements if (since is None or each.at > since) and each.at <= now]
    if threshold.measure == DEPOSITS:
        counted = [amount for amount in counted if amount > 0]
    return sum(counted) >= threshold.euro_minor


def opened(
    player_id: PlayerId,
    thresholds: Iterable[KycThreshold],
    known: Iterable[KycRequirement],
    movements: Iterable[Movement],
    now: datetime,
) -> Iterator[KycRequirement]:
    """The requirements that are new. One that was opened stays, whatever leaves the window later."""
    reasons = {requirement.reason for requirement in known}
    told = tuple(movements)
    for threshold in thresholds:
        if threshold.reason not in reasons and reached(threshold, told, now):
            due_at = now + timedelta(days=threshold.grace_days)
            yield KycRequirement(player_id, threshold.reason, threshold.level, threshold.closes, now, due_at)
