"""Relay connections over keyset pages."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from typing import Generic, TypeVar

import strawberry

from domain.shared import DEFAULT_PAGE_SIZE, Page, PageRequest
from graphql_api.core.text import unreadable

N = TypeVar("N")
R = TypeVar("R")

_LONGEST_CURSOR = 400


@strawberry.type
class PageInfo:
    has_next_page: bool = False
    has_previous_page: bool = False
    start_cursor: str | None = None
    end_cursor: str | None = None


@strawberry.type
class Edge(Generic[N]):
    cursor: str
    node: N


@strawberry.type
class Connection(Generic[N]):
    """One page of a list."""

    edges: list[Edge[N]]
    page_info: PageInfo

    @classmethod
    def empty(cls) -> "Connection[N]":
        return cls(edges=[], page_info=PageInfo())

    @classmethod
    def of(cls, page: Page[R], request: PageRequest, to_node: Callable[[R], N]) -> "Connection[N]":
        """The page as a connection; ``to_node`` makes each row its GraphQL object."""
        cursors = [_encode(cursor) for cursor in page.cursors]
        edges = [Edge(cursor=cursor, node=to_node(row)) for cursor, row in zip(cursors, page.rows, strict=True)]
        came_from = request.cursor is not None
        return cls(
            edges=edges,
            page_info=PageInfo(
                has_next_page=came_from if request.backward else page.more,
                has_previous_page=page.more if request.backward else came_from,
                start_cursor=cursors[0] if cursors else None,
                end_cursor=cursors[-1] if cursors else None,
            ),
        )


def page_request(
    first: int | None = None, after: str | None = None, last: int | None = None, before: str | None = None
) -> PageRequest | None:
    """What the four arguments ask for; None means an unreadable cursor, to be answered with an empty page.

    ``last`` and ``before`` count only without ``first`` and ``after``. Sizes are clamped to 1..100, 20 by default.
    """
    backward = first is None and after is None and (last is not None or before is not None)
    size = last if backward else first
    text = before if backward else after
    cursor = None if text is None else _decode(text)
    if text is not None and cursor is None:
        return None
    return PageRequest(DEFAULT_PAGE_SIZE if size is None else size, cursor, backward)


def _encode(cursor: str) -> str:
    return urlsafe_b64encode(cursor.encode()).rstrip(b"=").decode()


def _decode(text: str) -> str | None:
    if len(text) > _LONGEST_CURSOR:
        return None
    try:
        cursor = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)).decode()
    except ValueError:
        return None
    return cursor if cursor and not unreadable(cursor) and _encode(cursor) == text else None
