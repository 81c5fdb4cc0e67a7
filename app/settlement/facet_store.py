"""How a facet type meets its table; the lane knows nothing of what a facet means."""

from collections.abc import Hashable, Sequence
from typing import Any, Protocol, TypeVar

from app.settlement.statement import Rows, Statement
from domain.wallet import Facet

F = TypeVar("F", bound=Facet)


class FacetStore(Protocol[F]):
    """Set-wise: the lane puts the reads of all facets of a batch into one statement, and so their writes.

    Both run under the players' locks.
    """

    @property
    def kind(self) -> type[F]: ...

    @property
    def read(self) -> Statement:
        """A select of one row for each of the wanted facets that exists."""
        ...

    def wanted(self, keys: Sequence[Hashable]) -> Rows:
        """The keys, as ``read`` takes them."""
        ...

    def facet(self, row: Sequence[Any]) -> F:
        """From a row of ``read``."""
        ...

    def writes(self, changed: Sequence[F]) -> Sequence[tuple[Statement, Rows]]:
        """Insert or update; the last change of each key in the batch is the one given. No row is written twice."""
        ...
