"""Live updates of a wallet, as typed events in order."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Protocol

from domain.shared import PlayerId
from domain.wallet.decision import TransactionKind
from domain.wallet.views import TransactionView, WalletView

MAX_BACKLOG = 1_000
"""How many changes a client may have missed and still be told of one by one."""

MAX_CAUSES = 20
"""How many causes one balance change names: the newest."""


@dataclass(frozen=True, slots=True)
class BalanceSnapshot:
    """Where the wallet stands; what follows are changes from here."""

    wallet: WalletView

    @property
    def sequence(self) -> int:
        return self.wallet.sequence


@dataclass(frozen=True, slots=True)
class BalanceCause:
    """One transaction that a balance change contains; ``amount_minor`` is signed as the player sees it."""

    sequence: int
    kind: TransactionKind
    amount_minor: int


@dataclass(frozen=True, slots=True)
class BalanceChange:
    """From ``previous_sequence`` to ``wallet.sequence`` in one step: changes may coalesce.

    ``delta_minor`` is what happened to cash, a deficit counted as negative cash; ``causes`` are the newest MAX_CAUSES.
    """

    previous_sequence: int
    delta_minor: int
    causes: tuple[BalanceCause, ...]
    wallet: WalletView

    @property
    def sequence(self) -> int:
        return self.wallet.sequence

    def then(self, later: "BalanceChange") -> "BalanceChange":
        """Both as one; ``later`` must begin where this one ends."""
        return BalanceChange(
            self.previous_sequence,
            self.delta_minor + later.delta_minor,
            (self.causes + later.causes)[-MAX_CAUSES:],
            later.wallet,
        )


@dataclass(frozen=True, slots=True)
class TransactionAdded:
    transaction: TransactionView

    @property
    def sequence(self) -> int:
        return self.transaction.sequence


@dataclass(frozen=True, slots=True)
class SnapshotRequired:
    """The last event: more than MAX_BACKLOG were missed; read the history, then follow from ``sequence``."""

    sequence: int


BalanceEvent = BalanceSnapshot | BalanceChange
TransactionEvent = TransactionAdded | SnapshotRequired


class WalletFeed(Protocol):
    """Follows one wallet of one player; the streams end only when their consumer closes them.

    At the first step both raise InvalidInput naming ``currency`` (UNKNOWN_CURRENCY, UNKNOWN_WALLET) or ``after``
    (MALFORMED, or FROM_THE_FUTURE for a sequence that the wallet has not reached).
    """

    def balance(
        self, player_id: PlayerId, currency: str, after: str | None = None
    ) -> AsyncGenerator[BalanceEvent, None]:
        """A snapshot, then changes; with ``after``, the last sequence seen, one change that covers what was missed.

        A client that missed more than MAX_BACKLOG changes gets a snapshot instead. A slow consumer gets fewer, wider
        changes.
        """
        ...

    def transactions(
        self, player_id: PlayerId, currency: str, after: str | None = None
    ) -> AsyncGenerator[TransactionEvent, None]:
        """Every transaction after ``after`` (by default after now), each sequence exactly once, in order."""
        ...
