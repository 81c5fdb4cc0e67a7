"""``node`` and ``nodes``: any object by its global id, as far as the viewer may see it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import strawberry

from domain.shared import MAX_PAGE_SIZE
from graphql_api.core.answers import query
from graphql_api.core.context import Context, Info
from graphql_api.core.ids import split_global_id


@strawberry.interface
class Node:
    """An object with a global id."""

    id: strawberry.ID


LoadNode = Callable[[Context, str], Awaitable[Node | None]]
L = TypeVar("L", bound=Callable[[Context, str], Awaitable[Node | None]])

_loaders: dict[str, LoadNode] = {}


def node_loader(type_name: str) -> Callable[[L], L]:
    """Register how a type is found by its key (unchecked text); None when the viewer may not see it."""

    def register(load: L) -> L:
        if type_name in _loaders:
            raise ValueError(f"{type_name} has a node loader already")
        _loaders[type_name] = load
        return load

    return register


async def load_node(context: Context, text: str) -> Node | None:
    parts = split_global_id(text)
    load = _loaders.get(parts[0]) if parts is not None else None
    return None if load is None or parts is None else await load(context, parts[1])


@strawberry.type
class NodeQueries:
    @query()
    async def node(self, info: Info, id: strawberry.ID) -> Node | None:
        """An object by its global id; null when there is none, or none that the viewer may see."""
        return await load_node(info.context, id)

    @query(list)
    async def nodes(self, info: Info, ids: list[strawberry.ID]) -> list[Node | None]:
        """The same for up to 100 ids, in their order; ids beyond the hundredth answer null."""
        found = await asyncio.gather(*(load_node(info.context, id) for id in ids[:MAX_PAGE_SIZE]))
        return [*found, *(None for _ in ids[MAX_PAGE_SIZE:])]
