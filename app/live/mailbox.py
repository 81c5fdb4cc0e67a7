"""One mailbox per subscriber, bounded: a slow client never makes a queue grow."""

import asyncio
from collections import deque
from collections.abc import Sequence

from domain.wallet import BalanceChange, TransactionAdded

MAX_WAITING_TRANSACTIONS = 100


class BalanceMailbox:
    """Holds at most one change, which grows wider while nobody takes it."""

    def __init__(self) -> None:
        self._waiting: BalanceChange | None = None
        self._arrived = asyncio.Event()

    def put(self, change: BalanceChange) -> None:
        self._waiting = change if self._waiting is None else self._waiting.then(change)
        self._arrived.set()

    async def take(self) -> BalanceChange:
        while self._waiting is None:
            self._arrived.clear()
            await self._arrived.wait()
        change, self._waiting = self._waiting, None
        return change


class TransactionMailbox:
    """Holds a run of transactions without a hole; what does not fit, its owner reads from the ledger.

    Everything up to ``floor`` was taken or must be read; what waits follows it at once.
    """

    def __init__(self, floor: int) -> None:
        self.floor = floor
        self._waiting: deque[TransactionAdded] = deque()
        self._arrived = asyncio.Event()

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, added: Sequence[TransactionAdded], reached: int) -> None:
        """``added`` in order, the wallet being at ``reached``; what leaves a hole or no room moves the floor."""
        top = self.floor + len(self._waiting)
        fits = len(self._waiting) + len(added) <= MAX_WAITING_TRANSACTIONS
        if fits and added and added[0].sequence == top + 1 and added[-1].sequence == reached == top + len(added):
            self._waiting.extend(added)
        else:
            self._waiting.clear()
            self.floor = reached
        self._arrived.set()

    async def take(self, seen: int) -> TransactionAdded | None:
        """The next one after ``seen``; None as soon as the floor lies beyond ``seen``, and the ledger must be read."""
        while self.floor == seen and not self._waiting:
            self._arrived.clear()
            await self._arrived.wait()
        if self.floor != seen:
            return None
        self.floor += 1
        return self._waiting.popleft()
