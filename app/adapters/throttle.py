"""Token buckets in this process's memory.

A bucket is one number (GCRA, the generic cell rate algorithm of ITU-T I.371): the moment at which it is full again.
Taking a token moves it by the time that one token takes to come back; it may lie at most a whole bucket ahead.
"""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from heapq import nsmallest

from app.adapters.networks import customer_of
from domain.jurisdiction import ThrottleRule
from domain.shared import Clock, TooManyAttempts

MAX_BUCKETS = 50_000
"""Beyond it those are forgotten that are full, or will be soonest: a flood of strangers empties nobody's count."""

SECOND_US = 1_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def token_us(rule: ThrottleRule) -> int:
    """How long one token takes to come back, in microseconds."""
    return whole_us(rule) // rule.burst


def whole_us(rule: ThrottleRule) -> int:
    """How long an empty bucket takes to fill."""
    return rule.seconds * SECOND_US


def microseconds(now: datetime) -> int:
    """Since 1970."""
    return (now - _EPOCH) // timedelta(microseconds=1)


def bucket_key(bucket: str, key: str) -> str:
    """Addresses of the internet count as one customer's, and a bucket's name holds no line feed."""
    return f"{bucket}\n{customer_of(key)}"


def too_many(wait_us: int) -> TooManyAttempts:
    return TooManyAttempts(retry_after_seconds=-(-wait_us // SECOND_US))


class MemoryThrottle:
    """Implements Throttle for one process, or while Redis is away."""

    def __init__(self, clock: Clock, max_buckets: int = MAX_BUCKETS) -> None:
        self._clock = clock
        self._max_buckets = max_buckets
        self._full_at_us: dict[bytes, int] = {}

    def __len__(self) -> int:
        return len(self._full_at_us)

    async def take(self, bucket: str, key: str, rule: ThrottleRule) -> None:
        if not key:
            return
        digest, now_us = _digest(bucket, key), microseconds(self._clock.now())
        full_at_us = max(self._full_at_us.get(digest, now_us), now_us) + token_us(rule)
        wait_us = full_at_us - now_us - whole_us(rule)
        if wait_us > 0:
            raise too_many(wait_us)
        self._full_at_us[digest] = full_at_us
        if len(self._full_at_us) > self._max_buckets:
            self._forget()

    async def give_back(self, bucket: str, key: str, rule: ThrottleRule) -> None:
        digest = _digest(bucket, key)
        if key and digest in self._full_at_us:
            self._full_at_us[digest] -= token_us(rule)

    def _forget(self) -> None:
        """A tenth at once, so that a bucket more costs little on the average."""
        fullest = nsmallest(1 + self._max_buckets // 10, self._full_at_us.items(), key=lambda item: item[1])
        for digest, _ in fullest:
            del self._full_at_us[digest]


def _digest(bucket: str, key: str) -> bytes:
    return sha256(bucket_key(bucket, key).encode("utf-8", "surrogatepass")).digest()[:16]
