"""Limits: their kinds, their periods, and the windows in which they count. All times are UTC."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

HOUR = 3_600
DAY = 24 * HOUR


class LimitKind(Enum):
    """The values are the names in jurisdiction profiles (``LimitRules.kinds``)."""

    DEPOSIT = "DEPOSIT"
    """Gross: everything paid in, and everything ordered and not yet paid (UK RTS 12B)."""
    LOSS = "LOSS"
    """Net: stakes less what came back."""
    WAGER = "WAGER"
    """All stakes."""
    STAKE = "STAKE"
    """One bet."""
    BALANCE = "BALANCE"
    """What the player holds in all currencies; no deposit may carry it higher."""
    SESSION_TIME = "SESSION_TIME"
    """Seconds of play without a pause."""

    __hash__ = object.__hash__  # each member is one object; Enum's own hash is a call in Python, and this one is hot


class LimitPeriod(Enum):
    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"

    __hash__ = object.__hash__


LimitKey = tuple[LimitKind, LimitPeriod | None]
"""DEPOSIT, LOSS and WAGER hold for a period, each period for itself; the other kinds have none."""

PERIODIC = frozenset((LimitKind.DEPOSIT, LimitKind.LOSS, LimitKind.WAGER))


@dataclass(frozen=True, slots=True)
class Limit:
    """What holds for one kind and period: in euro cents, or in seconds for SESSION_TIME; None: not set."""

    player: int | None = None
    operator: int | None = None
    """Staff's word; None leaves what the profile says for everybody."""

    def holds(self, profile: int | None = None) -> int | None:
        """The stricter of the player's and the operator's (GLI-19 2.5.5)."""
        operator = profile if self.operator is None else self.operator
        if operator is None or self.player is None:
            return self.player if operator is None else operator
        return min(self.player, operator)


class Window(NamedTuple):
    """Where a period counts, and the bucket that a movement of now falls into; seconds since 1970.

    A calendar window is one bucket. A rolling window's bucket is a 24th of the period (an hour, seven hours, 31 hours)
    and counts until it is wholly older than the window: never too little, by at most one bucket too long.
    """

    start: int
    bucket_start: int
    bucket_end: int


@lru_cache(maxsize=64)  # one batch asks for the same few windows again and again
def window(period: LimitPeriod, now: datetime, *, rolling: bool) -> Window:
    """The period that ``now`` is in: from midnight, Monday or the first; rolling, the 24 hours, 7 days or month before.

    The month before 31 March, at noon, begins on the last day of February, at noon.
    """
    if rolling:
        width = _WIDTHS[period]
        start = int(now.timestamp()) // width * width
        return Window(int(_before(period, now).timestamp()), start, start + width)
    begins = _begins(period, now)
    start = int(begins.timestamp())
    return Window(start, start, int(after(period, begins).timestamp()))


def after(period: LimitPeriod, moment: datetime) -> datetime:
    """One period later; a month later than 31 January is the last day of February."""
    if period is LimitPeriod.DAY:
        return moment + timedelta(days=1)
    if period is LimitPeriod.WEEK:
        return moment + timedelta(days=7)
    return _months(moment, 1)


_WIDTHS = {LimitPeriod.DAY: HOUR, LimitPeriod.WEEK: 7 * HOUR, LimitPeriod.MONTH: 31 * HOUR}


def _begins(period: LimitPeriod, now: datetime) -> datetime:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if period is LimitPeriod.DAY:
        return midnight
    if period is LimitPeriod.WEEK:
        return midnight - timedelta(days=midnight.weekday())
    return midnight.replace(day=1)


def _before(period: LimitPeriod, now: datetime) -> datetime:
    if period is LimitPeriod.DAY:
        return now - timedelta(days=1)
    if period is LimitPeriod.WEEK:
        return now - timedelta(days=7)
    return _months(now, -1)


def _months(moment: datetime, months: int) -> datetime:
    count = moment.year * 12 + moment.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))
