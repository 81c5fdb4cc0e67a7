"""Keyset paging: a page is read from a position, never from an offset, so that inserts do not move it."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

DEFAULT_PAGE_SIZE = 20
MAX_PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class PageRequest:
    """``size`` rows after (or, when ``backward``, before) the row whose sort key is ``cursor``.

    ``cursor`` is the row's sort key as text; a reader that cannot understand it answers an empty page.
    """

    size: int = DEFAULT_PAGE_SIZE
    cursor: str | None = None
    backward: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "size", max(1, min(self.size, MAX_PAGE_SIZE)))


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows in the list's own order with their cursors; ``more``: rows lie beyond in the reading direction."""

    rows: tuple[T, ...]
    cursors: tuple[str, ...]
    more: bool
