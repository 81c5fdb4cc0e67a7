"""``/graphql``: what cannot be executed is a coded error, what means nothing is data; never a 500."""

import json
from typing import Any

import pytest

from tests.end_to_end.bad_input.bodies import NOT_AN_OBJECT, ODD_TEXTS, STRANGE_TEXTS
from tests.end_to_end.bad_input.target import DEPOSIT, Target, a_deposit

TEXTS = STRANGE_TEXTS | ODD_TEXTS
NOT_EXECUTED = {"GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT", "QUERY_TOO_COSTLY"}
UNSIGNED = "Bearer eyJhbGciOiJub25lIn0.e30."
"""An empty token whose header says that its algorithm is "none"."""
LOGIN = "mutation ($input: LoginInput!) { login(input: $input) { __typename ... on UserError { code } } }"


def _code(told: dict[str, Any]) -> str:
    assert "data" not in told, told
    return str(told["errors"][0]["extensions"]["code"])


@pytest.mark.parametrize("body", NOT_AN_OBJECT.values(), ids=NOT_AN_OBJECT)
async def test_what_is_no_request_is_a_coded_error(target: Target, body: bytes) -> None:
    status, told = await target.graphql(body)
    if told.get("data") is not None:  # a variable that the document does not ask for is nobody's business
        assert (status, told["data"]) == (200, {"__typename": "Query"})
    else:
        assert status in {400, 413}
        assert _code(told) in NOT_EXECUTED


@pytest.mark.parametrize(
    "body",
    [
        {"query": 1},
        {"query": None},
        {"query": ["{ me { id } }"]},
        {"query": "{ me { id } }", "variables": "x"},
        {"query": "{ me { id } }", "variables": [1]},
        {"query": "{ me { id } }", "operationName": 5},
        {"query": "{ me { id } }", "operationName": "absent"},
        {"query": "query A { me { id } } query B { me { id } }"},
        {"query": "{ me { id } }", "extensions": "x"},
        {"query": "{ me { id } "},
        {"query": "{ noSuchField }"},
        {"query": "\x00"},
        {"query": "{ a\ud800 }"},
        {"query": "fragment A on Query { ...A } { ...A }"},
        {"query": "{ me @no { id } }"},
        {"documentId": "no-such-document"},
        {},
    ],
    ids=str,
)
async def test_a_bad_request_is_a_coded_error(target: Target, body: dict[str, object]) -> None:
    status, told = await target.graphql(json.dumps(body).encode())
    assert status == 400
    assert _code(told) in NOT_EXECUTED | {"PERSISTED_QUERY_NOT_FOUND"}


@pytest.mark.parametrize(
    "document",
    [
        "{" + " ".join(f"a{n}: __typename" for n in range(5_000)) + "}",
        "{" + " ".join("me { id }" for _ in range(5_000)) + "}",
        "{ me " * 500 + "{ id }" + " }" * 500,
        "{ me " + "@skip(if: false) " * 1_000 + "{ id } }",
        "{ nodes(ids: [" + '"x",' * 12_000 + "]) { id } }",
        "query (" + " ".join(f"$v{n}: Int" for n in range(3_000)) + ") { __typename }",
        "{ __typename } " + " ".join(f"query Q{n} {{ __typename }}" for n in range(1_000)),
        "{" + "[" * 20_000 + "}",
        "{ node(id: " + "[" * 10_000 + "]" * 10_000 + ") { id } }",
        "# " + "x" * 60_000,
    ],
    ids=[
        "aliases",
        "repeats",
        "depth",
        "directives",
        "list",
        "variables",
        "operations",
        "open",
        "nested",
        "empty",
    ],
)
async def test_a_document_beyond_the_limits_is_a_coded_error(target: Target, document: str) -> None:
    told = await target.ask(document)
    assert _code(told) in NOT_EXECUTED


async def test_a_thousand_aliases_are_answered_or_refused_whole(target: Target) -> None:
    """Development lets more through than production does, whose limits have tests of their own."""
    told = await target.ask("{" + " ".join(f"a{n}: __typename" for n in range(1_000)) + "}")
    assert len(told["data"]) == 1_000 if "data" in told else _code(told) in NOT_EXECUTED


@pytest.mark.parametrize(
    ("amount", "currency"),
    [
        ("10.00", "XYZ"),
        ("10.00", ""),
        ("10.00", "eur"),
        ("10.001", "EUR"),
        ("-10.00", "EUR"),
        ("0.00", "EUR"),
        ("0", "EUR"),
        ("9" * 17 + ".00", "EUR"),
        ("9" * 400, "EUR"),
        ("1e3", "EUR"),
        ("10,00", "EUR"),
        (" 10.00", "EUR"),
        ("\u0661\u0660.\u0660\u0660", "EUR"),
        ("NaN", "EUR"),
        ("Infinity", "EUR"),
        ("", "EUR"),
        ("10.00", "EUR\x00"),
        ("\ud800", "EUR"),
    ],
)
async def test_an_amount_that_means_nothing_is_invalid_input(target: Target, amount: str, currency: str) -> None:
    told = await target.ask(DEPOSIT, a_deposit(amount=amount, currency=currency))
    answer = told["data"]["startDeposit"]
    assert (answer["__typename"], "errors" in told) == ("InvalidInput", False)
    assert all(field["path"].startswith("amount") for field in answer["fields"])


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("name", ["method", "key"])
async def test_a_strange_text_is_invalid_input(target: Target, name: str, text: str) -> None:
    too_little = {"amount": "0.01", "currency": "EUR"}  # so that a key, which may be any text, is not accepted with it
    order = a_deposit(text, **too_little) if name == "key" else a_deposit(method=text, **too_little)
    told = await target.ask(DEPOSIT, order)
    assert told["data"]["startDeposit"]["__typename"] == "InvalidInput"


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
async def test_a_strange_sign_in_is_data(target: Target, text: str) -> None:
    told = await target.ask(LOGIN, {"input": {"email": text, "password": text}})
    assert told["data"]["login"]["__typename"] in {"InvalidInput", "InvalidCredentials", "TooManyAttempts"}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
async def test_a_strange_id_is_nothing(target: Target, text: str) -> None:
    told = await target.ask("query ($id: ID!) { node(id: $id) { id } game(slug: $id) { id } }", {"id": text})
    if "data" in told:
        assert told == {**told, "data": {"node": None, "game": None}}
        assert "errors" not in told
    else:
        assert _code(told) in NOT_EXECUTED


@pytest.mark.parametrize("value", [10**400, -(10**30), 1.5, "x", True, [], {}, None], ids=lambda value: str(value)[:30])
async def test_a_page_of_the_wrong_size_or_type_is_told(target: Target, value: object) -> None:
    told = await target.ask("query ($first: Int) { games(first: $first) { edges { node { id } } } }", {"first": value})
    if "errors" in told:
        assert _code(told) in NOT_EXECUTED
    else:
        assert isinstance(told["data"]["games"]["edges"], list)


@pytest.mark.parametrize(
    "header",
    [
        "Bearer x",
        "Bearer " + "a" * 5_000,
        "Bearer a.b.c",
        "Basic eDp5",
        "Bearer",
        "\xff",
        UNSIGNED,
    ],
)
async def test_a_forged_token_is_unauthenticated(target: Target, header: str) -> None:
    status, told = await target.graphql(b'{"query": "{ me { id } }"}', Authorization=header)
    assert (status, _code(told)) == (401, "UNAUTHENTICATED")


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/mixed", ""])
async def test_another_kind_of_body_is_not_taken(target: Target, content_type: str) -> None:
    reply = await target.post("/graphql", b'{"query": "{ __typename }"}', {"Content-Type": content_type})
    assert reply.status == 415
    assert json.loads(reply.body)["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_a_strangers_upload_is_not_read(target: Target) -> None:
    reply = await target.post("/graphql", b"--x\r\n", {"Content-Type": "multipart/form-data; boundary=x"})
    assert reply.status == 401
    assert json.loads(reply.body)["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


@pytest.mark.parametrize(
    "other", [{"amount": "11.00", "currency": "EUR"}, {"amount": "10.00", "currency": "USD"}], ids=str
)
async def test_a_key_that_meant_something_else_conflicts(target: Target, other: dict[str, str]) -> None:
    told = await target.ask(DEPOSIT, a_deposit(target.seat.user, **other))
    assert told["data"]["startDeposit"]["__typename"] == "IdempotencyConflict"
