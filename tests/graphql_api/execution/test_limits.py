"""Production's limits, held before validation begins."""

import contextlib
import time

import pytest
from graphql import GraphQLSchema

from graphql_api.execution import DEVELOPMENT, PRODUCTION, Code, Engine, Failure, GraphQLRequest, Limits
from graphql_api.execution.documents import Documents
from graphql_api.schema import build_schema
from tests.graphql_api.demo import ALICE, SCHEMA, context
from tests.graphql_api.execution.attacks import ATTACKS

WHOLE: GraphQLSchema = build_schema()._schema
BLOCKED_SECONDS = 0.050


def refused(document: str, limits: Limits = PRODUCTION, signed_in: bool = True) -> Failure:
    engine = Engine(SCHEMA, limits)
    with pytest.raises(Failure) as failure:
        engine.prepare(GraphQLRequest(document), context(ALICE if signed_in else None))
    return failure.value


def nested(levels: int) -> str:
    return '{ thing(name: "a") ' + "{ child " * (levels - 2) + "{ name }" + " }" * (levels - 2) + " }"


@pytest.mark.parametrize(("signed_in", "deepest"), [(False, 7), (True, 12)])
def test_depth(signed_in: bool, deepest: int) -> None:
    engine = Engine(SCHEMA, PRODUCTION)
    engine.prepare(GraphQLRequest(nested(deepest)), context(ALICE if signed_in else None))
    failure = refused(nested(deepest + 1), signed_in=signed_in)
    assert failure.code is Code.TOO_COSTLY
    assert failure.errors[0]["extensions"]["limit"] == deepest


def test_depth_counts_through_fragments() -> None:
    spread = '{ thing(name: "a") { ...F0 } } ' + " ".join(
        f"fragment F{n} on Thing {{ child {{ ...F{n + 1} }} }}" for n in range(11)
    )
    assert refused(spread + " fragment F11 on Thing { name }").code is Code.TOO_COSTLY


@pytest.mark.parametrize(
    "document",
    [
        "{ " + " ".join(f"a{n}: me {{ id }}" for n in range(1000)) + " }",
        "{ " + " ".join(f"a{n}: __typename" for n in range(61)) + " }",
        "{ me { " + "id " * 36 + "} }",
        "{ me { " + "name @skip(if: true) " * 61 + "} }",
        " ".join(f"query Q{n} {{ me {{ id }} }}" for n in range(11)),
        "{ me { ...A } } fragment A on Thing { child { ...A } }",
        "{ me { id } } " + " ".join(f"fragment F{n} on Thing {{ id }}" for n in range(51)),
    ],
    ids=["tokens", "aliases", "same name", "directives", "operations", "circle", "fragments"],
)
def test_what_is_too_much(document: str) -> None:
    assert refused(document).code in (Code.TOO_COSTLY, Code.PARSE_FAILED)


def test_cost_is_bounded_before_anything_runs() -> None:
    page = "{ things(first: 100) { edges { node { others { others { others { others { others { name } } } } } } } } }"
    assert refused(page, signed_in=False).code is Code.TOO_COSTLY
    assert refused(page).errors[0]["message"].startswith("The operation costs 78202:")


def test_a_subscription_has_a_bound_of_its_own() -> None:
    wide = "subscription { ticks(upto: 1) { ... on Tick { number } } }"
    Engine(SCHEMA, PRODUCTION).prepare(GraphQLRequest(wide), context(ALICE))
    assert refused(wide, Limits(cost_subscription=0)).code is Code.TOO_COSTLY
    assert refused(wide, Limits(depth_subscription=1)).errors[0]["extensions"]["limit"] == 1


@pytest.mark.parametrize(
    ("document", "variables", "cost"),
    [
        ("{ me { name } }", {}, 1),
        ("{ things { edges { cursor } } }", {}, 2),
        ("{ things { edges { node { name } } pageInfo { endCursor } } }", {}, 23),
        ("{ things(first: 3) { edges { node { name } } } }", {}, 5),
        ("{ things(first: -3) { edges { node { name } } } }", {}, 3),
        ("query ($n: Int) { things(first: $n) { edges { node { name } } } }", {"n": 50}, 52),
        ("query ($n: Int) { things(first: $n) { edges { node { name } } } }", {"n": 5000}, 102),
        ("query ($n: Int) { things(first: $n) { edges { node { name } } } }", {}, 22),
        ("query ($n: Int = 70) { things(first: $n) { edges { node { name } } } }", {}, 72),
        ("query ($n: Int) { things(first: $n) { edges { node { name } } } }", {"n": 80.0}, 82),
        ("{ things(last: 1, first: 90) { edges { node { name } } } }", {}, 92),
        ("{ things(last: 90, first: null) { edges { node { name } } } }", {}, 92),
        ('{ things(last: 1, after: "a") { edges { node { name } } } }', {}, 22),
        ("query ($i: [ID!]!) { nodes(ids: $i) { id ... on Thing { child { name } } } }", {"i": ["a"] * 7}, 8),
        ("{ me { others { child { name } } } }", {}, 7),
        ('mutation { rename(input: {name: "a"}) { __typename } }', {}, 11),
        (
            "mutation { ...Two } fragment Two on DemoMutation {"
            ' a: rename(input: {name: "a"}) { __typename } b: rename(input: {name: "b"}) { __typename } }',
            {},
            22,
        ),
    ],
)
def test_what_a_document_costs(document: str, variables: dict[str, object], cost: int) -> None:
    prepared = Engine(SCHEMA, PRODUCTION).prepare(GraphQLRequest(document, variables=variables), context(ALICE))
    assert prepared.cost is not None
    assert prepared.cost["requested"] == cost


def test_introspection_and_suggestions_are_closed_in_production() -> None:
    for document in ("{ __schema { types { name } } }", '{ a: __type(name: "Query") { name } }'):
        assert refused(document).code is Code.VALIDATION_FAILED
        Engine(SCHEMA, DEVELOPMENT).prepare(GraphQLRequest(document), context())
    Engine(SCHEMA, PRODUCTION).prepare(GraphQLRequest("{ __typename }"), context())
    assert "Did you mean" not in refused("{ thinga { name } }").errors[0]["message"]
    assert "Did you mean" in refused("{ thinga { name } }", DEVELOPMENT).errors[0]["message"]


@pytest.mark.parametrize("name", ATTACKS)
def test_no_document_blocks_the_loop(name: str) -> None:
    """Whatever becomes of it, deciding takes under 50 ms of processor time (the best of three)."""
    taken = []
    for _ in range(3):
        documents = Documents(WHOLE, PRODUCTION)
        begun = time.thread_time()
        with contextlib.suppress(Failure):
            documents.get(ATTACKS[name])
        taken.append(time.thread_time() - begun)
    assert min(taken) < BLOCKED_SECONDS
