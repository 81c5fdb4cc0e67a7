"""Who is told that a batch is durable."""

from collections.abc import Sequence
from typing import Protocol

from domain.shared import PlayerId


class CommitListener(Protocol):
    def committed(self, batch_id: int, wallet_ids: Sequence[int], sequences: Sequence[int]) -> None:
        """The outbox row ``batch_id`` is committed: ``wallet_ids[i]`` reached ``sequences[i]``.

        Called on the event loop right after the commit; returns at once, keeps a bounded amount, never raises. A batch
        that it must drop stays unpublished in the outbox, and the relay publishes it.
        """
        ...

    def gates_closed(self, players: Sequence[PlayerId]) -> None:
        """It is committed that gates of these players were closed. Returns at once and never raises."""
        ...
