"""One execution of an event for all subscribers who ask the same of it.

An event takes part when its type has ``origin``: the domain's event, the same object for everyone who is told of it.
What then decides the result is the operation, the player, and the variables used below the root field, whose own
arguments chose the stream and have nothing to do with its events.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Iterator
from typing import Any

from graphql import (
    ExecutionResult,
    Executor,
    FieldNode,
    Node,
    SelectionSetNode,
    VariableNode,
    execute_subscription_event,
)

from domain.shared import PlayerId
from graphql_api.execution.documents import Document, Operation

ENTRIES = 2_000

Executed = ExecutionResult | Awaitable[ExecutionResult]
ExecuteEvent = Callable[[Executor[Any]], Executed]


class SharedExecutions:
    """Keeps the latest executions, and their origins with them so that no address is used anew meanwhile."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, tuple[object, asyncio.Future[ExecutionResult]]] = OrderedDict()

    def executing(
        self, document: Document, operation: Operation, variables: dict[str, Any] | None, player_id: PlayerId | None
    ) -> ExecuteEvent:
        """How one subscription executes its events."""
        given = variables or {}
        used = sorted(set(_used_below_root(operation, document)) & given.keys())
        scope = (id(document), operation.name, player_id, repr([(name, given[name]) for name in used]))

        def execute(executor: Executor[Any]) -> Executed:
            event = executor.root_value
            origin = getattr(event, "origin", None)
            if origin is None:
                return execute_subscription_event(executor)
            key = (scope, type(event), id(origin))
            found = self._kept.get(key)
            if found is None:
                future = self._begin(executor)
                self._keep(key, (document, origin), future)
            else:
                future = found[1]
            return future.result() if future.done() else _whole(future)

        return execute

    def _begin(self, executor: Executor[Any]) -> "asyncio.Future[ExecutionResult]":
        result = execute_subscription_event(executor)
        if isinstance(result, ExecutionResult):
            done: asyncio.Future[ExecutionResult] = asyncio.get_running_loop().create_future()
            done.set_result(result)
            return done
        return asyncio.ensure_future(result)

    def _keep(self, key: Hashable, held: object, future: "asyncio.Future[ExecutionResult]") -> None:
        self._kept[key] = (held, future)
        if len(self._kept) > ENTRIES:
            self._kept.popitem(last=False)


async def _whole(future: "asyncio.Future[ExecutionResult]") -> ExecutionResult:
    """A subscriber who leaves does not take the execution away from the others."""
    return await asyncio.shield(future)


def _used_below_root(operation: Operation, document: Document) -> Iterator[str]:
    below: list[Node] = list(document.fragments.values())
    pending: list[SelectionSetNode] = [operation.node.selection_set]
    while pending:
        for selection in pending.pop().selections:
            if isinstance(selection, FieldNode):
                below.extend(node for node in (selection.selection_set, *(selection.directives or ())) if node)
            else:
                below.append(selection)
    while below:
        node = below.pop()
        if isinstance(node, VariableNode):
            yield node.name.value
        for name in node.keys:
            child = getattr(node, name, None)
            if isinstance(child, Node):
                below.append(child)
            elif isinstance(child, list | tuple):
                below.extend(item for item in child if isinstance(item, Node))
