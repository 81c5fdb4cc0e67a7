"""A saved-up budget of query cost per player, in memory."""

import time
from collections import OrderedDict
from collections.abc import Callable
from uuid import UUID

from graphql_api.execution.failures import Code, Failure
from graphql_api.execution.limits import Limits

_PLAYERS = 100_000


class Budgets:
    """Token buckets; the least recently seen player is forgotten, which at worst gives a full bucket back."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = limits.budget
        self._rate = limits.restore_per_second
        self._clock = clock
        self._buckets: OrderedDict[UUID, tuple[float, float]] = OrderedDict()

    def take(self, player: UUID, cost: int) -> dict[str, int]:
        """Spend, and say what is left for ``extensions.cost``. Raises Failure RATE_LIMITED, spending nothing."""
        now = self._clock()
        saved, since = self._buckets.pop(player, (float(self._size), now))
        saved = min(float(self._size), saved + (now - since) * self._rate)
        enough = saved >= cost
        self._buckets[player] = (saved - cost if enough else saved, now)
        if len(self._buckets) > _PLAYERS:
            self._buckets.popitem(last=False)
        if not enough:
            seconds = int((cost - saved) / self._rate) + 1
            raise Failure.of(Code.RATE_LIMITED, "The budget is spent; it refills by itself.", retryAfterSeconds=seconds)
        return {"requested": cost, "remaining": int(saved - cost), "restoreRate": self._rate}
