"""One operation, from its request to its answer, whatever the transport.

Its small values are made for every request and are not frozen: freezing would triple what making them costs.
"""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any

import strawberry
from graphql import ExecutionResult, Executor, GraphQLError, OperationType

from graphql_api.core.context import Context
from graphql_api.execution.budget import Budgets
from graphql_api.execution.documents import Document, Documents, Operation
from graphql_api.execution.executor import build_executor, open_stream, run
from graphql_api.execution.failures import Code, Failure, located
from graphql_api.execution.faults import Faults
from graphql_api.execution.limits import Limits
from graphql_api.execution.shared import SharedExecutions
from graphql_api.execution.trusted import TrustedDocuments


@dataclass(slots=True)
class GraphQLRequest:
    """What a caller sends: a document's text or the id of a trusted one, variables, and which operation is meant."""

    text: str | None = None
    document_id: str | None = None
    variables: dict[str, Any] | None = None
    operation_name: str | None = None


@dataclass(slots=True)
class Answer:
    """A response map in the specification's terms (``data``, ``errors``, ``extensions``)."""

    body: dict[str, Any]
    executed: bool = True


@dataclass(slots=True)
class Prepared:
    """An operation that may run: valid, within the limits, paid for."""

    request: GraphQLRequest
    document: Document
    operation: Operation
    cost: dict[str, int] | None = None
    """What ``extensions.cost`` says; None for whoever has no budget."""


class Engine:
    """Runs documents against one schema. ``prepare`` raises Failure; what runs afterwards never raises."""

    def __init__(
        self,
        schema: strawberry.Schema,
        limits: Limits,
        *,
        trusted: TrustedDocuments | None = None,
        faults: Faults | None = None,
    ) -> None:
        self._core = schema._schema
        self._limits = limits
        self._documents = Documents(self._core, limits)
        self._trusted = trusted or TrustedDocuments()
        self._budgets = Budgets(limits)
        self._faults = faults or Faults()
        self._shared = SharedExecutions()

    def prepare(self, request: GraphQLRequest, context: Context, metered: bool = True) -> Prepared:
        """Find, check and charge. Raises Failure with everything the caller is to be told."""
        document = self._documents.get(self._text(request))
        operation = document.choose(request.operation_name)
        cost = self._documents.cost(document, operation, request.variables or {})
        self._hold(operation, cost, signed_in=context.viewer is not None)
        if context.viewer is None or not metered:
            return Prepared(request, document, operation)
        return Prepared(request, document, operation, self._budgets.take(context.viewer.player_id, cost))

    async def run(self, prepared: Prepared, context: Context) -> Answer:
        """A query or a mutation."""
        try:
            executor = self._executor(prepared, context)
            if isinstance(executor, list):
                return self._not_executed(executor, prepared)
            return self._answer(await run(executor), prepared, context)
        except Exception as fault:
            return self._fault(fault, context)

    async def stream(self, prepared: Prepared, context: Context) -> AsyncGenerator[Answer, None]:
        """A subscription: an answer per event. Closing the iterator closes the source."""
        events: Any = None
        try:
            executor = self._executor(prepared, context)
            if isinstance(executor, list):
                yield self._not_executed(executor, prepared)
                return
            player_id = None if context.viewer is None else context.viewer.player_id
            variables = prepared.request.variables
            events = await open_stream(
                executor, self._shared.executing(prepared.document, prepared.operation, variables, player_id)
            )
            if isinstance(events, ExecutionResult):
                yield self._answer(events, prepared, context)
                return
            async for event in events:
                yield self._answer(event, prepared, context)
                context.forget_loaders()
        except Exception as fault:
            yield self._fault(fault, context)
        finally:
            if events is not None and hasattr(events, "aclose"):
                await events.aclose()

    def fault(self, fault: BaseException, correlation_id: str, where: str) -> dict[str, Any]:
        """For transports: mask what went wrong around an operation."""
        return self._faults.masked(fault, correlation_id, where)

    def _text(self, request: GraphQLRequest) -> str:
        if request.document_id is not None:
            text = self._trusted.find(request.document_id)
            if text is None:
                raise Failure.of(Code.DOCUMENT_NOT_FOUND, "No document with this id is known here.")
            return text
        if request.text is None:
            raise Failure.of(Code.BAD_USER_INPUT, "Either query or documentId is needed.")
        return request.text

    def _hold(self, operation: Operation, cost: int, *, signed_in: bool) -> None:
        limits = self._limits
        deepest = limits.depth_signed_in if signed_in else limits.depth_signed_out
        dearest = limits.cost_signed_in if signed_in else limits.cost_signed_out
        if operation.kind is OperationType.SUBSCRIPTION:
            deepest, dearest = min(deepest, limits.depth_subscription), min(dearest, limits.cost_subscription)
        if operation.depth > deepest:
            message = f"The document has too many levels: the limit is {deepest}."
            raise Failure.of(Code.TOO_COSTLY, message, limit=deepest)
        if cost > dearest:
            raise Failure.of(Code.TOO_COSTLY, f"The operation costs {cost}: the limit is {dearest}.", limit=dearest)

    def _executor(self, prepared: Prepared, context: Context) -> Executor[Any] | list[GraphQLError]:
        return build_executor(
            self._core,
            prepared.document.ast,
            prepared.operation.name,
            prepared.request.variables,
            context,
            hide_suggestions=not self._limits.suggestions,
        )

    def _not_executed(self, errors: list[GraphQLError], prepared: Prepared) -> Answer:
        """Variables that cannot be read: no field was reached."""
        shown = [located(Code.BAD_USER_INPUT, error) for error in errors]
        return Answer({"errors": shown, **_extensions(prepared)}, executed=False)

    def _answer(self, result: ExecutionResult, prepared: Prepared, context: Context) -> Answer:
        body: dict[str, Any] = {"data": result.data}
        if result.errors:
            body["errors"] = self._faults.show(result.errors, context.request.correlation_id)
        body.update(_extensions(prepared))
        return Answer(body)

    def _fault(self, fault: Exception, context: Context) -> Answer:
        shown = self._faults.masked(fault, context.request.correlation_id, "operation")
        return Answer({"data": None, "errors": [shown]})


def _extensions(prepared: Prepared) -> dict[str, Any]:
    return {} if prepared.cost is None else {"extensions": {"cost": prepared.cost}}
