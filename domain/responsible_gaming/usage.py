"""What was used of a limit: per currency, in buckets that fall off as a whole.

Amounts stay in minor units of their own currency until they are judged: no rounding adds up, and what is taken back
takes away exactly what was counted, whatever rates did in between.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import NamedTuple, Protocol

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


class Played(Protocol):
    """What one of a player's wallets has seen of play, in minor units: all that was ever staked and won."""

    @property
    def currency(self) -> str: ...

    @property
    def staked(self) -> int: ...

    @property
    def won(self) -> int: ...

    @property
    def last_bet_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class PlayedWallet:
    """Implements Played."""

    currency: str
    staked: int
    won: int
    last_bet_at: datetime | None


class Totals(NamedTuple):
    """In euro cents. ``net`` of wins may be below zero: more was won than staked."""

    gross: int
    net: int

    def of(self, kind: LimitKind) -> int:
        """What counts against a limit of this kind."""
        return self.net if kind is LimitKind.LOSS else self.gross


def totals(
    usage: Usage,
    window: Window,
    rates: ReferenceRates,
    wallets: Mapping[str, Played],
    more: tuple[str, int] | None = None,
) -> Totals:
    """What counts in the window; ``more`` is (currency, minor units) about to be spent.

    ``wallets``: those that the usage is kept against (``play_usage``); none: it is in amounts. Of a bucket that is
    partly older than the window all that was spent counts, and nothing of what was won.
    """
    gross = net = 0
    start = window.start
    if more is not None and more[0] not in usage:
        gross = net = euro_up(rates, *more)
    for currency, buckets in usage.items():
        spent = more[1] if more is not None and currency == more[0] else 0
        returned = 0
        for bucket_start, bucket_end, bucket_spent, bucket_won in buckets:
            if bucket_end > start:
                spent += bucket_spent
                if bucket_start >= start:
                    returned += bucket_won
        if buckets and wallets and bucket_end > start:  # of the last one, which is open
            spent += wallets[currency].staked
            if bucket_start >= start:
                returned += wallets[currency].won
        gross += euro_up(rates, currency, spent)
        net += euro_up(rates, currency, spent - returned)
    return Totals(gross, net)
