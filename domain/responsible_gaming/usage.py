"""What was used of a limit: per currency, in buckets that fall off as a whole.

Amounts stay in minor units of their own currency until they are judged: no rounding adds up, and what is taken back
takes away exactly what was counted, whatever rates did in between.
"""

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from domain.responsible_gaming.limit import LimitKind, LimitPeriod, Window
from domain.responsible_gaming.reference_rates import ReferenceRates, euro_up


class Flow(Enum):
    """Money that periodic limits count. PLAY serves LOSS and WAGER."""

    DEPOSIT = "DEPOSIT"
    PLAY = "PLAY"

    __hash__ = object.__hash__  # as in LimitKind


FLOW_OF = {LimitKind.DEPOSIT: Flow.DEPOSIT, LimitKind.LOSS: Flow.PLAY, LimitKind.WAGER: Flow.PLAY}


class Bucket(NamedTuple):
    """From ``start`` to before ``end`` (seconds since 1970), minor units: ``spent`` (staked, paid in) and ``won``."""

    start: int
    end: int
    spent: int
    won: int


Usage = Mapping[str, tuple[Bucket, ...]]
"""By currency; buckets in order of time."""
FlowKey = tuple[Flow, LimitPeriod]


def counted(usage: Usage, window: Window, currency: str, *, spent: int = 0, won: int = 0) -> Usage:
    """The same after a movement of now; what has fallen off is forgotten."""
    kept = [bucket for bucket in usage.get(currency, ()) if bucket.end > window.start]
    for index, bucket in enumerate(kept):
        if bucket.start == window.bucket_start and bucket.end == window.bucket_end:
            kept[index] = Bucket(bucket.start, bucket.end, bucket.spent + spent, bucket.won + won)
            break
    else:
        kept.append(Bucket(window.bucket_start, window.bucket_end, spent, won))
        kept.sort()
    return {**usage, currency: tuple(kept)}


def spent_back(usage: Usage, window: Window, currency: str, amount: int, since: int) -> Usage:
    """A stake that is taken back was never staked. It was staked at ``since`` (seconds) or later.

    It leaves the earliest buckets that it may be in, so that what remains falls off no sooner than it ought to. A stake
    that may be older than what is remembered leaves nothing: it takes no room from what came after.
    """
    kept = [bucket for bucket in usage.get(currency, ()) if bucket.end > window.start]
    if since < window.start and not any(bucket.start <= since < bucket.end for bucket in kept):
        return usage
    for index, bucket in enumerate(kept):
        taken = min(amount, bucket.spent) if bucket.end > since else 0
        kept[index] = bucket._replace(spent=bucket.spent - taken)
        amount -= taken
    return {**usage, currency: tuple(kept)}


def won_back(usage: Usage, window: Window, currency: str, amount: int) -> Usage:
    """A win that is taken back was never won; it leaves the latest buckets, so that room never comes too early."""
    kept = [bucket for bucket in usage.get(currency, ()) if bucket.end > window.start]
    for index in range(len(kept) - 1, -1, -1):
        taken = min(amount, kept[index].won)
        kept[index] = kept[index]._replace(won=kept[index].won - taken)
        amount -= taken
    return {**usage, currency: tuple(kept)}


def used_euro_minor(
    kind: LimitKind, usage: Usage, window: Window, rates: ReferenceRates, more: tuple[str, int] | None = None
) -> int:
    """What counts in the window, in euro cents; ``more`` is (currency, minor units) about to be spent.

    LOSS may be below zero: more was won than staked. Of a bucket that is partly older than the window all that was
    spent counts, and nothing of what was won.
    """
    total, start, net_of_wins = 0, window.start, kind is LimitKind.LOSS
    for currency, buckets in usage.items():
        net = 0
        for begins, ends, spent, won in buckets:
            if ends > start:
                net += spent - won if net_of_wins and begins >= start else spent
        if more is not None and currency == more[0]:
            net += more[1]
        total += euro_up(rates, currency, net)
    if more is not None and more[0] not in usage:
        total += euro_up(rates, *more)
    return total
