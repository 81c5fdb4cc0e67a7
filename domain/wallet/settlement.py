"""The one door."""

from typing import Protocol, TypeVar

from domain.wallet.command import Command

R = TypeVar("R")


class Settlement(Protocol):
    async def settle(self, command: Command[R], /) -> R:
        """Decide the command under its player's lock, make it durable, then answer.

        Raises the refusal of the rule that said no; IdempotencyConflict when the key meant something else before;
        TryAgainLater when the queue is full or the database is away (then nothing was written, or a replay will tell).
        """
        ...
