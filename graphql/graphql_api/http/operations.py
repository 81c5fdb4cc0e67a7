"""What runs for one socket: each operation in a task of its own."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing, suppress
from typing import Any

from graphql import OperationType

from graphql_api.core.context import RequestFacts
from graphql_api.execution import Answer, Failure
from graphql_api.http.endpoint import Edge
from graphql_api.http.holder import Holder
from graphql_api.http.transport_ws import Closed, Subscribe, written

Write = Callable[[str], Awaitable[None]]


class Operations:
    """Sends as it goes.

    ``write`` waits for the client to take what was sent before, so that a slow client slows its own subscriptions,
    whose feeds coalesce; nothing piles up here.
    """

    def __init__(self, edge: Edge, holder: Holder, facts: RequestFacts, write: Write) -> None:
        self._edge = edge
        self._holder = holder
        self._facts = facts
        self._write = write
        self._running: dict[str, asyncio.Task[None]] = {}
        self._brief: set[asyncio.Task[None]] = set()
        """Queries and mutations, which a drain lets finish."""

    def __len__(self) -> int:
        return len(self._running)

    def __contains__(self, id: str) -> bool:
        return id in self._running

    def start(self, message: Subscribe) -> None:
        self._running[message.id] = asyncio.create_task(self._operate(message))

    def stop(self, id: str) -> None:
        """The client wants no more of it."""
        task = self._running.pop(id, None)
        if task is not None:
            task.cancel()

    async def brief_ones(self) -> None:
        """Waits for queries and mutations under way."""
        if self._brief:
            await asyncio.wait(tuple(self._brief))

    async def end(self) -> None:
        """Stop everything but queries and mutations under way, which finish what they began."""
        tasks = [task for task in self._running.values() if task not in self._brief]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    async def _operate(self, message: Subscribe) -> None:
        """One operation, from its request to its completion; its context is its own."""
        task = asyncio.current_task()
        assert task is not None
        try:
            await self._run(message, task)
        except Closed:
            return  # there is nobody to tell
        except Failure as failure:
            await self._tell(message.id, failure.errors)
        except Exception as fault:
            shown = self._edge.engine.fault(fault, self._facts.correlation_id, "operation over websocket")
            await self._tell(message.id, [shown])
        finally:
            self._brief.discard(task)
            if self._running.get(message.id) is task:
                del self._running[message.id]

    async def _run(self, message: Subscribe, task: "asyncio.Task[None]") -> None:
        engine = self._edge.engine
        context = self._edge.make_context(self._facts, self._holder.viewer)
        prepared = engine.prepare(message.request, context, metered=self._holder.metered)
        await self._edge.begin(prepared, context)
        if prepared.operation.kind is OperationType.SUBSCRIPTION:
            async with aclosing(engine.stream(prepared, context)) as answers:
                async for answer in answers:
                    if not await self._answer(message.id, answer):
                        return
        else:
            self._brief.add(task)
            if not await self._answer(message.id, await engine.run(prepared, context)):
                return
        await self._write(written("complete", message.id))

    async def _answer(self, id: str, answer: Answer) -> bool:
        """False when nothing was executed: that ends the operation without a completion."""
        if answer.executed:
            await self._write(written("next", id, answer.body))
        else:
            await self._write(written("error", id, answer.body["errors"]))
        return answer.executed

    async def _tell(self, id: str, errors: list[dict[str, Any]]) -> None:
        with suppress(Closed):
            await self._write(written("error", id, errors))
