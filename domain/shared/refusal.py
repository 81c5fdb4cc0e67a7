"""Refusals: expected answers that say no, each a plain fact with a stable code and typed facts."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


class Refusal(Exception):
    """An expected no. ``code`` is what clients decide by; an edge writes the text that a person reads."""

    code: ClassVar[str] = ""


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One bad field of an input: its path in the input (``amount.currency``) and a stable code."""

    path: str
    code: str


@dataclass(eq=False)
class InvalidInput(Refusal):
    """The input has the right shape and a wrong meaning; every bad field is named."""

    code: ClassVar[str] = "INVALID_INPUT"
    fields: tuple[FieldProblem, ...]

    @classmethod
    def of(cls, path: str, code: str) -> "InvalidInput":
        return cls((FieldProblem(path, code),))


class NotSignedIn(Refusal):
    code = "NOT_SIGNED_IN"


@dataclass(eq=False)
class NotAllowed(Refusal):
    """This session, or this player, may not do it; ``reasons`` are stable codes.

    ``until``: when it may by itself; None: not by itself.
    """

    code: ClassVar[str] = "NOT_ALLOWED"
    reasons: tuple[str, ...]
    until: datetime | None = None


@dataclass(eq=False)
class TooManyAttempts(Refusal):
    code: ClassVar[str] = "TOO_MANY_ATTEMPTS"
    retry_after_seconds: int


class IdempotencyConflict(Refusal):
    """The key was used before, for something else."""

    code = "IDEMPOTENCY_CONFLICT"


class TryAgainLater(Refusal):
    """Refused before anything was written, because a bound of ours was reached or a server of ours is away."""

    code = "TRY_AGAIN_LATER"
