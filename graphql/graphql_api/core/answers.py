"""Resolvers that answer refusals as data: ``@mutation``, ``@subscription`` and ``@query``."""

import inspect
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from functools import wraps
from typing import Any

import strawberry
from prometheus_client import Counter
from strawberry.types.union import StrawberryUnion

from domain.shared import Refusal
from graphql_api.core.refusals import UserError, present
from graphql_api.core.text import refuse_unreadable, unreadable_paths

REFUSALS = Counter("croupier_refusals", "Refusals answered as data, by field and code", ["field", "code"])


class UndeclaredRefusal(Exception):
    """A refusal that the field's union does not list: a fault of ours, masked from the caller."""


def mutation(resolver: Callable[..., Awaitable[object]]) -> Any:
    """A mutation: one ``input`` argument, a union as result; refusals raised inside become members of that union."""

    @wraps(resolver)
    async def answered(self: object, info: object, **arguments: Any) -> object:
        try:
            refuse_unreadable(arguments)
            return await resolver(self, info, **arguments)
        except Refusal as refused:
            return _member(field, refused)

    field = strawberry.mutation(answered, description=inspect.getdoc(resolver))
    return field


def subscription(resolver: Callable[..., AsyncIterator[object]]) -> Any:
    """A subscription to a union of events; a refusal is sent once, as the last event."""

    @wraps(resolver)
    async def answered(self: object, info: object, **arguments: Any) -> AsyncIterator[object]:
        try:
            refuse_unreadable(arguments)
            async with aclosing(resolver(self, info, **arguments)) as events:  # type: ignore[type-var]
                async for event in events:
                    yield event
        except Refusal as refused:
            yield _member(field, refused)

    field = strawberry.subscription(answered, description=inspect.getdoc(resolver))
    return field


def query(unreadable: Callable[[], object] = lambda: None) -> Callable[[Callable[..., Awaitable[object]]], Any]:
    """A field that reads, with arguments: text that cannot be stored matches nothing.

    ``unreadable`` makes that answer: null by default, ``Connection.empty`` or ``list`` for fields that are never null.
    """

    def declare(resolver: Callable[..., Awaitable[object]]) -> Any:
        @wraps(resolver)
        async def answered(self: object, info: object, **arguments: Any) -> object:
            if next(unreadable_paths(arguments), None) is not None:
                return unreadable()
            return await resolver(self, info, **arguments)

        return strawberry.field(answered, description=inspect.getdoc(resolver))

    return declare


def _member(field: Any, refused: Refusal) -> UserError:
    shown = present(refused)
    if shown is None or not isinstance(field.type, StrawberryUnion) or type(shown) not in field.type.types:
        raise UndeclaredRefusal(f"{field.python_name} does not list {type(refused).__name__}") from refused
    REFUSALS.labels(field.python_name, refused.code).inc()
    return shown
