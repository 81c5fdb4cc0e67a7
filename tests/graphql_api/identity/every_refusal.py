"""Which mutation of identity lists which refusal, by the schema itself; and inputs made from it."""

from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLUnionType,
)
from prometheus_client.registry import REGISTRY

from graphql_api.core import declared_refusals
from graphql_api.identity.mutations import IdentityMutations
from graphql_api.schema import build_schema

VALUES: dict[str, Any] = {
    "String": "x",
    "ID": "00000000-0000-4000-8000-000000000000",
    "Boolean": True,
    "Int": 1,
    "Date": "1990-05-04",
    "DateTime": "2026-01-01T00:00:00Z",
}
TEXTS = ("String", "ID")
UNREADABLE = "\x00"

SCHEMA = build_schema()._schema
assert SCHEMA.mutation_type is not None
FIELDS = SCHEMA.mutation_type.fields


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)


MUTATIONS = tuple(
    camel(field.python_name)
    for field in IdentityMutations.__strawberry_definition__.fields  # type: ignore[attr-defined]
)
TYPES = {kind.code: graphql_type.__name__ for kind, graphql_type in declared_refusals().items()}


def refusals_of(mutation: str) -> tuple[str, ...]:
    """The names of the types."""
    union = bare(FIELDS[mutation].type)
    assert isinstance(union, GraphQLUnionType)
    return tuple(member.name for member in union.types if any(each.name == "UserError" for each in member.interfaces))


def bare(kind: Any) -> Any:
    return kind.of_type if isinstance(kind, GraphQLNonNull) else kind


def input_of(mutation: str) -> GraphQLInputObjectType:
    kind = bare(FIELDS[mutation].args["input"].type)
    assert isinstance(kind, GraphQLInputObjectType)
    return kind


def texts_of(kind: GraphQLInputObjectType) -> Iterator[tuple[str, ...]]:
    """The paths of fields that hold text, those at the top first."""
    inner = {name: bare(field.type) for name, field in kind.fields.items()}
    yield from ((name,) for name, each in inner.items() if isinstance(each, GraphQLScalarType) and each.name in TEXTS)
    for name, each in inner.items():
        if isinstance(each, GraphQLInputObjectType):
            yield from ((name, *path) for path in texts_of(each))


def filled(kind: GraphQLInputObjectType, unreadable: tuple[str, ...] = ()) -> dict[str, Any]:
    """What is required, each with some value of its type; the text at ``unreadable`` is none that can be stored."""
    given: dict[str, Any] = {}
    for name, field in kind.fields.items():
        if unreadable == (name,):
            given[name] = UNREADABLE
        elif unreadable[:1] == (name,):
            given[name] = filled(bare(field.type), unreadable[1:])
        elif isinstance(field.type, GraphQLNonNull):
            given[name] = value_of(field.type)
    return given


def value_of(wanted: GraphQLInputType) -> Any:
    kind = bare(wanted)
    if isinstance(kind, GraphQLList):
        return [value_of(kind.of_type)]
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    return filled(kind) if isinstance(kind, GraphQLInputObjectType) else VALUES[kind.name]


def document(mutation: str) -> str:
    reasons = "... on NotAllowed { reasons }" if "NotAllowed" in refusals_of(mutation) else ""
    return f"""
    mutation ($input: {input_of(mutation).name}!) {{ {mutation}(input: $input) {{
        __typename ... on UserError {{ code message }} {reasons}
    }} }}"""


def reachable(mutation: str, refusal: str) -> bool:
    """An input without text cannot have the right type and a wrong meaning."""
    return refusal != "InvalidInput" or any(texts_of(input_of(mutation)))


PAIRS = frozenset(
    (mutation, refusal) for mutation in MUTATIONS for refusal in refusals_of(mutation) if reachable(mutation, refusal)
)


def reached_here() -> set[tuple[str, str]]:
    """Mutation and refusal's type, since this process began."""
    samples = [
        sample for metric in REGISTRY.collect() if metric.name == "croupier_refusals" for sample in metric.samples
    ]
    counted = [sample.labels for sample in samples if sample.name.endswith("_total")]
    return {(camel(labels["field"]), TYPES[labels["code"]]) for labels in counted if labels["code"] in TYPES}
