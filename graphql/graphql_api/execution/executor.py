"""graphql-core's executor without incremental delivery, which costs an eighth of a small query and is not offered."""

from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Mapping
from typing import Any, TypeGuard, cast

from graphql import (
    DocumentNode,
    ExecutionResult,
    Executor,
    GraphQLError,
    GraphQLSchema,
    create_source_event_stream,
    execute_root_selection_set,
    map_source_to_response_event,
)
from strawberry.execution import optimized_is_awaitable
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from graphql_api.execution.shared import ExecuteEvent

_is_awaitable = cast(Callable[[Any], TypeGuard[Awaitable[Any]]], optimized_is_awaitable)


class PlainExecutor(Executor[None]):
    """Resolvers are Strawberry's, and get their information in Strawberry's form."""

    operation_extensions = None
    build_resolve_info = StrawberryGraphQLCoreExecutionContext.build_resolve_info


def build_executor(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation_name: str | None,
    variables: Mapping[str, Any] | None,
    context: object,
    *,
    hide_suggestions: bool,
) -> Executor[Any] | list[GraphQLError]:
    """Ready to run, or what is wrong with the variables."""
    return PlainExecutor.build(
        schema,
        document,
        context_value=context,
        raw_variable_values=cast(dict[str, Any] | None, variables),
        operation_name=operation_name,
        is_awaitable=_is_awaitable,
        hide_suggestions=hide_suggestions,
    )


async def run(executor: Executor[Any]) -> ExecutionResult:
    """A query or a mutation."""
    result = execute_root_selection_set(executor)
    return result if isinstance(result, ExecutionResult) else await result


async def open_stream(
    executor: Executor[Any], execute_event: ExecuteEvent
) -> AsyncIterator[ExecutionResult] | ExecutionResult:
    """A subscription: a result for each event of its source, or one that says why there is none."""
    source = create_source_event_stream(executor)
    opened = await source if _is_awaitable(source) else source
    if isinstance(opened, ExecutionResult):
        return opened
    return map_source_to_response_event(executor, cast(AsyncIterable[Any], opened), execute_event)
