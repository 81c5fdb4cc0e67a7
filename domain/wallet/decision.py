"""Decisions: what a command will do, worked out before anything is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Generic, Never, Protocol, TypeVar
from uuid import UUID

from domain.shared import Ids, Refusal
from domain.wallet.account import Posting
from domain.wallet.command import Command, Facet
from domain.wallet.position import Position

R_co = TypeVar("R_co", covariant=True)
C_contra = TypeVar("C_contra", contravariant=True)


class TransactionKind(IntEnum):
    """What a ledger transaction was for; clients see the name."""

    DEPOSIT = 1
    BET = 2
    WIN = 3
    BET_ROLLBACK = 4
    WIN_ROLLBACK = 5
    ROUND_CLOSED = 6
    WITHDRAWAL_REQUESTED = 7
    WITHDRAWAL_PAID = 8
    WITHDRAWAL_REJECTED = 9
    ADJUSTMENT = 10


@dataclass(frozen=True, slots=True)
class Event:
    """A fact for other contexts, written to the outbox with the transaction that caused it; facts are JSON scalars."""

    name: str
    facts: dict[str, str | int | bool | None]


@dataclass(slots=True)
class Decision(Generic[R_co]):
    """The whole effect of one accepted command.

    With postings it becomes a ledger transaction, and the wallet's sequence grows by one; without, only the reply and
    the facets are stored. ``amount_minor`` is what cash changes by. ``owed`` allows cash to fall below zero.
    """

    reply: R_co
    postings: tuple[Posting, ...] = ()
    kind: TransactionKind | None = None
    amount_minor: int = 0
    round_id: UUID | None = None
    payment_id: UUID | None = None
    reason: str = ""
    owed: bool = False
    facet_changes: tuple[Facet, ...] = ()
    events: tuple[Event, ...] = ()
    closes: tuple[str, ...] = ()
    """Blocks that close gates of the player from here on, as ``PlayerGate`` has them. No decision opens one."""
    rolls_back: str | None = None
    """The key of this caller's settlement that this one undoes; unknown, it becomes a tombstone."""


class Rule(Protocol[C_contra]):
    """A pure check before a decision: a refusal, or None to let the command pass."""

    def __call__(self, position: Position, command: C_contra, now: datetime, /) -> Refusal | None: ...


@dataclass(frozen=True, slots=True)
class Procedure(Generic[C_contra]):
    """How one kind of command is judged: its rules in order, then the decision itself."""

    rules: tuple[Rule[C_contra], ...]
    decide: Callable[[Position, C_contra, datetime, Ids], Decision[object] | Refusal]
    player_facets: tuple[type[Facet], ...] = ()
    """Facets of the player, keyed by the player's id, that it reads beside those that the command names."""


Procedures = Mapping[type[Command[object]], Procedure[Never]]
"""Every kind of command with its procedure; each context exports its own, and the composition root joins them."""
