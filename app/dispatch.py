"""Runs one message in one scope with one session."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from domain.shared import Handler, Message

R = TypeVar("R")

Wire = Callable[[AsyncSession], Handler[Any, Any]]
"""Builds the handler of one message around one session; the handler commits through ``session.commit``."""

Wiring = Mapping[type[Message[Any]], Wire]


class Dispatcher:
    """Each message gets its own session; leaving without a commit rolls back."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], wiring: Wiring) -> None:
        self._sessions = sessions
        self._wiring = wiring

    async def __call__(self, message: Message[R], /) -> R:
        wire = self._wiring[type(message)]
        async with self._sessions() as session:
            return cast(R, await wire(session)(message))
