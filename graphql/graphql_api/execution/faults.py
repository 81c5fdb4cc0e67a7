"""Faults of ours: masked from the caller, logged once without personal data, counted."""

import logging
import traceback
from collections.abc import Callable
from typing import Any

from graphql import GraphQLError
from graphql.execution.values import get_argument_values

from graphql_api.execution.failures import Code, error, located

log = logging.getLogger("croupier.graphql")


class Faults:
    """``count`` is called with the exception's class name for each fault."""

    def __init__(self, count: Callable[[str], None] = lambda _kind: None) -> None:
        self._count = count

    def show(self, errors: list[GraphQLError], correlation_id: str) -> list[dict[str, Any]]:
        """What the caller may know of errors that execution met."""
        return [self._show(found, correlation_id) for found in errors]

    def masked(self, fault: BaseException, correlation_id: str, where: str) -> dict[str, Any]:
        """Log and count one fault. The log names types and places, never values: messages of libraries quote data."""
        self._count(type(fault).__name__)
        log.error("%s: %s [%s]\n%s", where, _chain(fault), correlation_id, _places(fault))
        return error(Code.INTERNAL, "Something went wrong on our side.", correlationId=correlation_id)

    def _show(self, found: GraphQLError, correlation_id: str) -> dict[str, Any]:
        cause = found.original_error or found
        if _is_the_callers(cause):
            return located(Code.BAD_USER_INPUT, found)
        path = ".".join(str(part) for part in found.path or ())
        shown = self.masked(cause, correlation_id, path)
        if found.path:
            shown["path"] = found.path
        return shown


def _is_the_callers(cause: Exception) -> bool:
    """Whether it arose while arguments were read: a variable's value made one wrong that its type allowed.

    The library uses one class for that and for results that do not fit the schema, so the place tells.
    """
    places = traceback.walk_tb(cause.__traceback__)
    return isinstance(cause, GraphQLError) and any(frame.f_code is get_argument_values.__code__ for frame, _ in places)


def _chain(fault: BaseException) -> str:
    names = [type(fault).__name__]
    while (cause := fault.__cause__ or fault.__context__) is not None and len(names) < 5:
        names.append(type(cause).__name__)
        fault = cause
    return " from ".join(names)


def _places(fault: BaseException) -> str:
    frames = traceback.extract_tb(fault.__traceback__)[-12:]
    return "\n".join(f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
