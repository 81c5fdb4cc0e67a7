"""Docstrings become descriptions."""

from typing import cast

import strawberry
from graphql import GraphQLObjectType

from graphql_api.core.descriptions import describe


@strawberry.type
class Plain:
    value: int


@strawberry.type
class Told:
    """Said in ``code``.

    And more.
    """

    given: int = strawberry.field(description="As given.")

    @strawberry.field
    async def asked(self) -> int:
        """Asked each time."""
        return 1


@strawberry.type
class Query:
    @strawberry.field
    async def plain(self) -> Plain:
        return Plain(value=1)

    @strawberry.field(description="Stays.")  # type: ignore[untyped-decorator]
    async def told(self) -> Told:
        """Not this."""
        return Told(given=1)


def test_docstrings_become_descriptions_where_there_is_none() -> None:
    types = describe(strawberry.Schema(Query))._schema.type_map
    told, plain, query = (cast(GraphQLObjectType, types[name]) for name in ("Told", "Plain", "Query"))
    assert told.description == "Said in `code`.\n\nAnd more."
    assert plain.description is None
    assert {name: field.description for name, field in told.fields.items()} == {
        "given": "As given.",
        "asked": "Asked each time.",
    }
    assert query.fields["told"].description == "Stays."
