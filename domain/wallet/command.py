"""Commands: requests to move money, as the settlement lane takes them."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from domain.shared import PlayerId

R_co = TypeVar("R_co", covariant=True)


class Facet:
    """What a higher context adds to a position (a round, a session gate, a deposit), loaded and stored by ``app``.

    A facet is replaced, never changed in place: a refused command must leave no trace.
    """

    __slots__ = ()

    def key(self) -> Hashable:
        raise NotImplementedError


FacetKey = tuple[type[Facet], Hashable]


@dataclass(slots=True)
class Command(Generic[R_co]):
    """One request to move money of one player in one currency, answered with an ``R_co``.

    ``caller`` and ``key`` identify the request for ever (at most 32 and 255 characters); ``meaning`` is a digest of the
    fields that mean something, so that the same key with another meaning is told apart from a replay.
    """

    owes_player: ClassVar[bool] = False
    """Wins and rollbacks: refusing them creates debts, so the queue keeps room for them."""

    player_id: PlayerId
    currency: str
    caller: str
    key: str
    meaning: bytes

    def facet_keys(self) -> tuple[FacetKey, ...]:
        """The facets that a decision on this command reads or changes."""
        return ()

    def references(self) -> tuple[str, ...]:
        """Keys of this caller's earlier settlements that a decision on this command reads."""
        return ()
