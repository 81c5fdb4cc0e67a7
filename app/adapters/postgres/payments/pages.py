"""Pages of a player's payments: newest first by id, which is ordered by time; a cursor is an id."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped

from domain.shared import Page, PageRequest

R = TypeVar("R")
T = TypeVar("T")


async def page_of(
    session: AsyncSession, query: "Select[R]", key: Mapped[UUID], page: PageRequest, read: Callable[[Any], T]
) -> Page[T]:
    if page.cursor is not None:
        try:
            here = UUID(page.cursor)
        except ValueError:
            return Page((), (), more=False)
        query = query.where(key > here if page.backward else key < here)
    query = query.order_by(key.asc() if page.backward else key.desc()).limit(page.size + 1)
    rows: list[Any] = list((await session.execute(query)).scalars())
    more, shown = len(rows) > page.size, rows[: page.size]
    if page.backward:
        shown.reverse()
    return Page(tuple(read(row) for row in shown), tuple(str(row.id) for row in shown), more=more)
