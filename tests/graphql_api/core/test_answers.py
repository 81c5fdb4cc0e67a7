import pytest
from graphql import ExecutionResult

from tests.graphql_api.demo import ALICE, SCHEMA, context


async def run(document: str, variables: dict[str, object] | None = None, signed_in: bool = False) -> ExecutionResult:
    result = await SCHEMA.execute(document, variables, context(ALICE if signed_in else None))
    return ExecutionResult(result.data, result.errors)


RENAME = """mutation ($input: RenameInput!) { rename(input: $input) {
  __typename
  ... on RenameSuccess { name price { amount currency } }
  ... on UserError { code message }
  ... on NameTaken { name }
  ... on InvalidInput { fields { path code message } }
} }"""


async def rename(**fields: object) -> dict[str, object]:
    result = await run(RENAME, {"input": fields})
    assert result.errors is None
    assert result.data is not None
    found: dict[str, object] = result.data["rename"]
    return found


async def test_a_refusal_becomes_the_member_that_is_declared_for_it() -> None:
    assert await rename(name="taken") == {
        "__typename": "NameTaken",
        "code": "NAME_IN_USE",
        "message": "The name taken is in use.",
        "name": "taken",
    }


async def test_a_refusal_without_facts_is_found_as_well() -> None:
    assert (await rename(name="mine"))["code"] == "NOT_SIGNED_IN"


async def test_a_refusal_that_the_union_does_not_list_is_a_fault(caplog: pytest.LogCaptureFixture) -> None:
    result = await run(RENAME, {"input": {"name": "unforeseen"}})
    assert result.errors is not None
    assert type(result.errors[0].original_error).__name__ == "UndeclaredRefusal"


async def test_money_is_read_exactly_or_refused_by_path() -> None:
    assert (await rename(name="x", price={"amount": "1.2", "currency": "EUR"}))["price"] == {
        "amount": "1.20",
        "currency": "EUR",
    }
    refused = await rename(name="x", price={"amount": "1.234", "currency": "EUR"})
    assert refused["fields"] == [
        {
            "path": "price.amount",
            "code": "EXCESS_DIGITS",
            "message": "This currency has fewer decimal digits.",
        }
    ]


@pytest.mark.parametrize("bad", ["\x00", "a\ud800b", "\udfff"])
async def test_text_that_cannot_be_stored_is_data_in_a_mutation(bad: str) -> None:
    refused = await rename(name=bad, price={"amount": "1", "currency": bad})
    assert refused["code"] == "INVALID_INPUT"
    assert [(field["path"], field["code"]) for field in refused["fields"]] == [  # type: ignore[attr-defined]
        ("name", "UNREADABLE_TEXT"),
        ("price.currency", "UNREADABLE_TEXT"),
    ]


@pytest.mark.parametrize("bad", ["\x00", "a\ud800b"])
async def test_text_that_cannot_be_stored_matches_nothing_in_a_query(bad: str) -> None:
    result = await run(
        "query ($bad: String!, $id: ID!) { thing(name: $bad) { id } things(after: $bad) { edges { cursor } }"
        " node(id: $id) { id } nodes(ids: [$id]) { id } }",
        {"bad": bad, "id": bad},
    )
    assert result.errors is None
    assert result.data == {"thing": None, "things": {"edges": []}, "node": None, "nodes": []}


async def test_a_subscription_sends_its_refusal_once_and_ends() -> None:
    stream = await SCHEMA.subscribe(
        "subscription { ticks(upto: 1) { ... on Tick { number } ... on UserError { code } } }", context_value=context()
    )
    events = [event.data async for event in stream]
    assert events == [{"ticks": {"number": 0}}, {"ticks": {"code": "NOT_SIGNED_IN"}}]


async def test_scalars() -> None:
    result = await run("{ scalars { day at length money { amount currency } } }")
    assert result.data == {
        "scalars": {
            "day": "1990-12-31",
            "at": "2026-05-04T12:00:00.000000Z",
            "length": "PT90.25S",
            "money": {"amount": "-12.50", "currency": "EUR"},
        }
    }


@pytest.mark.parametrize(
    ("argument", "answer"),
    [
        ('at: "2026-05-04T14:00:00+02:00"', "2026-05-04 12:00:00+00:00 None None None"),
        ('day: "1990-12-31"', "None 1990-12-31 None None"),
        ('id: "00000000-0000-0000-0000-00000000000A"', "None None 00000000-0000-0000-0000-00000000000a None"),
        ("n: 9223372036854775807", "None None None 9223372036854775807"),
    ],
)
async def test_input_scalars(argument: str, answer: str) -> None:
    result = await run(f"{{ echo({argument}) }}")
    assert result.errors is None
    assert result.data == {"echo": answer}


@pytest.mark.parametrize(
    ("kind", "bad"),
    [
        ("DateTime", "0001-01-01T00:00:00+14:00"),
        ("DateTime", "yesterday"),
        ("Date", "1990-02-30"),
        ("Date", 5),
        ("UUID", "{00000000-0000-0000-0000-00000000000a}"),
        ("BigInt", 9223372036854775808),
        ("BigInt", 1e30),
        ("BigInt", True),
    ],
)
async def test_input_scalars_refuse_what_they_cannot_hold(kind: str, bad: object) -> None:
    name = {"DateTime": "at", "Date": "day", "UUID": "id", "BigInt": "n"}[kind]
    result = await run(f"query ($x: {kind}!) {{ echo({name}: $x) }}", {"x": bad})
    assert result.errors is not None
    assert result.errors[0].path is None
