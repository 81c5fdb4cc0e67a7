"""What was used of limits of play, kept against what the wallets have seen.

A wallet knows all that was ever staked and won, and changes with every bet. So the last bucket of each currency is
open: it holds its amounts less what the wallet has seen, and what the wallet has seen by now completes it. A bucket is
written when it begins and when it is followed by the next, not with every bet.
"""

from collections.abc import Callable, Iterable, Mapping

from domain.responsible_gaming.limit import Window
from domain.responsible_gaming.usage import Bucket, Played, Usage


def by_currency(wallets: Iterable[Played]) -> Mapping[str, Played]:
    return {wallet.currency: wallet for wallet in wallets}


def amounts(usage: Usage, wallets: Mapping[str, Played]) -> Usage:
    """The same in amounts, every bucket closed, as the wallets are now."""
    return {currency: _completed(buckets, wallets[currency], 1) for currency, buckets in usage.items()}


def against(usage: Usage, wallets: Mapping[str, Played]) -> Usage:
    """The reverse of ``amounts``: the last bucket of each currency kept against these wallets."""
    return {currency: _completed(buckets, wallets[currency], -1) for currency, buckets in usage.items()}


def rolled(usage: Usage, window: Window, wallet: Played) -> Usage:
    """The same for a stake or a win of now; ``wallet`` is as it was before. Mostly it is the very same.

    A clock that stands a little behind another counts into the bucket that is open.
    """
    buckets = usage.get(wallet.currency, ())
    if buckets and buckets[-1].start >= window.bucket_start:
        return usage
    closed = [bucket for bucket in _completed(buckets, wallet, 1) if bucket.end > window.start]
    begun = Bucket(window.bucket_start, window.bucket_end, -wallet.staked, -wallet.won)
    return {**usage, wallet.currency: (*closed, begun)}


def taken_back(
    usage: Usage,
    before: Mapping[str, Played],
    after: Mapping[str, Played],
    take: Callable[[Usage], Usage],
) -> Usage:
    """What ``take`` makes of the amounts, kept against the wallets as the movement leaves them."""
    taken = against(take(amounts(usage, before)), after)
    return usage if taken == usage else taken


def _completed(buckets: tuple[Bucket, ...], wallet: Played, sign: int) -> tuple[Bucket, ...]:
    if not buckets:
        return buckets
    last = buckets[-1]
    spent, won = last.spent + sign * wallet.staked, last.won + sign * wallet.won
    return (*buckets[:-1], Bucket(last.start, last.end, spent, won))
