"""The refusals that every context shares."""

from datetime import datetime

import strawberry
from strawberry.utils.str_converters import to_camel_case

from domain import shared
from graphql_api.core.refusals import UserError, refusal

_FIELD_TEXTS: dict[str, str] = {
    "MALFORMED": "This is not in the expected form.",
    "REQUIRED": "This is needed.",
    "TOO_SHORT": "This is too short.",
    "TOO_LONG": "This is too long.",
    "TOO_SMALL": "This is too small.",
    "TOO_LARGE": "This is too large.",
    "EXCESS_DIGITS": "This currency has fewer decimal digits.",
    "UNKNOWN_CURRENCY": "This currency is not known here.",
    "UNREADABLE_TEXT": "This text holds characters that cannot be stored.",
}
_ANY_FIELD_TEXT = "This value is not accepted."


def field_texts(texts: dict[str, str]) -> None:
    """Add a context's texts for the codes of its bad fields."""
    _FIELD_TEXTS.update(texts)


@strawberry.type
class FieldProblem:
    """One bad field of the input."""

    path: str = strawberry.field(description="Where in the input, by GraphQL names: `amount.currency`.")
    code: str = strawberry.field(description="Stable; codes may be added: `MALFORMED`, `EXCESS_DIGITS`, …")
    message: str = strawberry.field(description="For a person to read, in English.")

    @classmethod
    def of(cls, problem: shared.FieldProblem) -> "FieldProblem":
        path = ".".join(to_camel_case(part) for part in problem.path.split("."))
        return cls(path=path, code=problem.code, message=_FIELD_TEXTS.get(problem.code, _ANY_FIELD_TEXT))


@refusal(
    {shared.InvalidInput: "Some fields need another value."},
    reaction="Mark each field by its `path` and show its `message`; do not repeat unchanged.",
)
class InvalidInput(UserError):
    """The input has the right shape and a wrong meaning; every bad field is named."""

    fields: list[FieldProblem]

    @staticmethod
    def facts(refused: shared.InvalidInput) -> dict[str, object]:
        return {"fields": [FieldProblem.of(problem) for problem in refused.fields]}


@refusal(
    {shared.NotSignedIn: "Please sign in first."},
    reaction="Try `refreshSession` once; if that fails too, show the sign-in page and keep what was typed.",
)
class NotSignedIn(UserError):
    """There is no session, or it has ended."""


@refusal(
    {shared.NotAllowed: "This is not allowed now."},
    reaction="Show why by `reasons`, an unknown one as a plain no; do not repeat before `gateChanged` says so.",
)
class NotAllowed(UserError):
    """This session, or this player, may not do it."""

    reasons: list[str] = strawberry.field(description="Stable codes; more may be added.")
    until: datetime | None = strawberry.field(description="When it may by itself; null: not by itself.")

    @staticmethod
    def facts(refused: shared.NotAllowed) -> dict[str, object]:
        return {"reasons": list(refused.reasons), "until": refused.until}


@refusal(
    {shared.TooManyAttempts: "Too many attempts. Please wait {retry_after_seconds} seconds."},
    reaction="Disable the action for `retryAfterSeconds` and count down; do not repeat by itself.",
)
class TooManyAttempts(UserError):
    """A throttle on this kind of action."""

    retry_after_seconds: int


@refusal(
    {shared.IdempotencyConflict: "This idempotency key was used before, for something else."},
    reaction="A fault of the client: make a new key for every new intention.",
)
class IdempotencyConflict(UserError):
    """The key was used before with another input: nothing was done now."""


@refusal(
    {shared.TryAgainLater: "The service is busy. Please try again in a moment."},
    reaction="Repeat by itself after a second, then after twice as long, with the same idempotency key.",
)
class TryAgainLater(UserError):
    """Repeat it with the same idempotency key; it will not be done twice."""
