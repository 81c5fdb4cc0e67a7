"""Refusals as GraphQL types: one registry from the domain's refusal to its type and its text.

Each context declares its own with ``@refusal`` in its ``types.py``; the text a person reads is written there.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar, dataclass_transform

import strawberry
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.enum import EnumValue

from domain import shared

T = TypeVar("T", bound="UserError")


@strawberry.enum(description="Why something was refused. Values may be added: treat an unknown one as a plain no.")
class ErrorCode(Enum):
    """Has no members of its own: every declared refusal adds its code."""


@strawberry.interface
class UserError:
    """An expected refusal. Members of result unions may be added: always select `... on UserError`."""

    code: ErrorCode
    message: str = strawberry.field(description="For a person to read, in English.")


@dataclass(frozen=True, slots=True)
class _Entry:
    graphql_type: type[UserError]
    text: str
    reaction: str


_entries: dict[type[shared.Refusal], _Entry] = {}


@dataclass_transform(kw_only_default=True, field_specifiers=(strawberry.field,))
def refusal(texts: Mapping[type[shared.Refusal], str], reaction: str = "") -> Callable[[type[T]], type[T]]:
    """Declare the GraphQL type of one or more domain refusals, each with the text that a person reads.

    ``reaction`` says what a client should do about it; it is published with the error codes.

    The type's own fields are facts: each is read from the refusal's attribute of the same name. ``{fact}`` in a text
    is filled in from the refusal. A type that needs more conversion defines ``facts(refusal) -> dict`` (static).
    """

    def declare(cls: type[T]) -> type[T]:
        declared = strawberry.type(cls)
        for kind, text in texts.items():
            also(kind, declared, text, reaction)
        return declared

    return declare


def also(kind: type[shared.Refusal], graphql_type: type[UserError], text: str, reaction: str = "") -> None:
    """Answer one more domain refusal with a type that exists already."""
    if not kind.code or kind in _entries:
        raise ValueError(f"{kind.__name__} has no code, or is declared twice")
    _entries[kind] = _Entry(graphql_type, text, reaction)
    values = ErrorCode.__strawberry_definition__.values  # type: ignore[attr-defined]
    if all(value.name != kind.code for value in values):
        values.append(EnumValue(kind.code, kind.code, description=_summary(kind) or _summary(graphql_type) or text))
        values.sort(key=lambda value: value.name)


def _summary(documented: type) -> str:
    text = inspect.cleandoc(documented.__doc__ or "")
    return "" if text.startswith(f"{documented.__name__}(") else text.partition("\n")[0].replace("``", "`")


def declared_refusals() -> dict[type[shared.Refusal], type[UserError]]:
    """The whole table, for the tests that prove it complete and for the page of error codes."""
    return {kind: entry.graphql_type for kind, entry in _entries.items()}


def refusal_text(kind: type[shared.Refusal]) -> str:
    return _entries[kind].text


def refusal_reaction(kind: type[shared.Refusal]) -> str:
    """What a client should do about it."""
    return _entries[kind].reaction


def present(refused: shared.Refusal) -> UserError | None:
    """The refusal as its GraphQL type; None when no context declared it."""
    entry = next((_entries[kind] for kind in type(refused).__mro__ if kind in _entries), None)
    if entry is None:
        return None
    facts = vars(refused)
    text = entry.text.format_map(facts) if "{" in entry.text else entry.text
    convert: Any = getattr(entry.graphql_type, "facts", None)
    shown = convert(refused) if convert else {name: facts[name] for name in _fact_names(entry.graphql_type)}
    return entry.graphql_type(code=refused.code, message=text, **shown)  # type: ignore[arg-type]


def _fact_names(graphql_type: type[UserError]) -> tuple[str, ...]:
    definition: StrawberryObjectDefinition = graphql_type.__strawberry_definition__  # type: ignore[attr-defined]
    return tuple(field.python_name for field in definition.fields if field.python_name not in ("code", "message"))
