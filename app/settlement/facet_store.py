"""How a facet type meets its table; the lane knows nothing of what a facet means."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Protocol, TypeVar

from asyncpg import Connection, Record

from domain.wallet import Facet

F = TypeVar("F", bound=Facet)


class FacetStore(Protocol[F]):
    """Set-wise: one statement loads all keys of a batch, one stores all changes. Called under the players' locks."""

    @property
    def kind(self) -> type[F]: ...

    async def load(self, connection: "Connection[Record]", keys: Sequence[Hashable]) -> Mapping[Hashable, F]: ...

    async def save(self, connection: "Connection[Record]", changed: Sequence[F]) -> None:
        """Insert or update; the last change of each key in the batch is the one given."""
        ...
