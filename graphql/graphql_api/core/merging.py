"""Two streams of events as one."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TypeVar

T = TypeVar("T")
U = TypeVar("U")


async def merged(one: AsyncGenerator[T, None], other: AsyncGenerator[U, None]) -> AsyncGenerator[T | U, None]:
    """Events as they come, of each source in its order. Ends with the first source that ends or fails; closes both."""
    arrived: asyncio.Queue[T | U] = asyncio.Queue(maxsize=1)
    tasks = (asyncio.create_task(_forward(one, arrived)), asyncio.create_task(_forward(other, arrived)))
    try:
        while True:
            taking = asyncio.ensure_future(arrived.get())
            await asyncio.wait((taking, *tasks), return_when=asyncio.FIRST_COMPLETED)
            if not taking.done():
                taking.cancel()
                next(task for task in tasks if task.done()).result()
                return
            yield taking.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _forward(source: AsyncGenerator[U, None], arrived: asyncio.Queue[T | U]) -> None:
    async with aclosing(source) as events:
        async for event in events:
            await arrived.put(event)
