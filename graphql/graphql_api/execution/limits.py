"""How large a document may be. Depth and cost follow requirements section 5 (Sorare's published bar)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    characters: int = 20_000
    """Of the document itself; variables may fill the rest of the body."""
    tokens: int = 1_000
    operations: int = 10
    """Operations, and fragments five times as many, in one document."""
    aliases: int = 60
    directives: int = 60
    same_name_pairs: int = 600
    """Pairs of fields that answer under one name in one place: validation compares each pair."""
    fields: int = 1_500
    """Fields after fragments have been expanded."""
    depth_signed_out: int = 7
    depth_signed_in: int = 12
    depth_subscription: int = 9
    cost_signed_out: int = 500
    cost_signed_in: int = 30_000
    cost_subscription: int = 1_500
    budget: int = 60_000
    """The most that a signed-in player can have saved up, and what it starts with."""
    restore_per_second: int = 1_000
    introspection: bool = False
    suggestions: bool = False

    @property
    def depth(self) -> int:
        return max(self.depth_signed_out, self.depth_signed_in)


PRODUCTION = Limits()

DEVELOPMENT = Limits(
    characters=65_536,
    tokens=10_000,
    aliases=2_000,
    directives=500,
    same_name_pairs=20_000,
    fields=20_000,
    depth_signed_out=30,
    depth_signed_in=30,
    depth_subscription=30,
    cost_signed_out=1_000_000,
    cost_signed_in=1_000_000,
    cost_subscription=1_000_000,
    budget=1_000_000_000,
    restore_per_second=1_000_000,
    introspection=True,
    suggestions=True,
)
"""Wide enough for generated documents and GraphiQL's introspection, still finite."""
