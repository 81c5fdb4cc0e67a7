import hashlib
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.graphql_api.http.conftest import TRUSTED, Served

GRAPHQL = {"accept": "application/graphql-response+json"}


def code(response: httpx.Response) -> str:
    body = response.json()
    assert "data" not in body
    found: str = body["errors"][0]["extensions"]["code"]
    return found


async def test_post_and_get_answer_a_query(client: httpx.AsyncClient) -> None:
    for response in (
        await client.post("", json={"query": '{ thing(name: "a") { name } }'}),
        await client.get("", params={"query": '{ thing(name: "a") { name } }'}),
        await client.get(
            "", params={"query": "query ($n: String!) { thing(name: $n) { name } }", "variables": '{"n": "a"}'}
        ),
    ):
        assert response.status_code == 200
        assert response.json() == {"data": {"thing": {"name": "a"}}}
        assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("application/graphql-response+json", "application/graphql-response+json"),
        ("application/graphql-response+json, application/json;q=0.9", "application/graphql-response+json"),
        ("application/json;q=0.5, application/graphql-response+json", "application/graphql-response+json"),
        ("text/html, application/json;q=0.1", "application/json"),
    ],
)
async def test_the_answer_has_the_type_that_was_asked_for(
    client: httpx.AsyncClient, accept: str | None, answered: str
) -> None:
    del client.headers["accept"]
    response = await client.post("", json={"query": "{ me { id } }"}, headers={"accept": accept} if accept else {})
    assert response.headers["content-type"] == f"{answered}; charset=utf-8"


async def test_no_type_that_we_write_is_406(client: httpx.AsyncClient) -> None:
    response = await client.post("", json={"query": "{ me { id } }"}, headers={"accept": "text/csv"})
    assert response.status_code == 406


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("{ thing(name: ", "GRAPHQL_PARSE_FAILED"),
        ("{ me { } }", "GRAPHQL_PARSE_FAILED"),
        ("{ me }", "GRAPHQL_VALIDATION_FAILED"),
        ("query A { me { id } } query B { me { id } }", "BAD_USER_INPUT"),
        ("query ($n: String!) { thing(name: $n) { id } }", "BAD_USER_INPUT"),
        ("subscription { ticks(upto: 1) { __typename } }", "BAD_USER_INPUT"),
        ("", "GRAPHQL_PARSE_FAILED"),
    ],
)
async def test_what_was_not_executed_has_no_data_and_a_code(
    client: httpx.AsyncClient, document: str, expected: str
) -> None:
    response = await client.post("", json={"query": document})
    assert response.status_code == 400
    assert code(response) == expected


@pytest.mark.parametrize(
    "body",
    [
        b"1",
        b"null",
        b'"s"',
        b"[]",
        b"[{}]",
        b"{}",
        b"",
        b"\xff\xfe",
        b'{"query": "\xff"}',
        b'{"query": "{ me { id } }',
        b"[" * 60_000,
        b'{"a":' * 10_000,
        b'{"query": ' + b"9" * 5_000 + b"}",
        b'{"query": "{ me { id } }", "variables": {"n": ' + b"9" * 5_000 + b"}}",
        b'{"query": 1}',
        b'{"query": "{ me { id } }", "variables": []}',
        b'{"query": "{ me { id } }", "variables": "x"}',
        b'{"query": "{ me { id } }", "operationName": 1}',
        b'{"query": "{ me { id } }", "extensions": 1}',
        b'{"query": "{ me { id } }", "extensions": "x"}',
        b'{"query": "{ \\u0000 }"}',
        b'{"query": "{ \\ud800 }"}',
        b'{"query": "{ thing(name: \\"\\ud800\\") { id } }"}',
        b'{"query": NaN}',
        '{"query": "{ me { id } }"}'.encode("utf-16"),
        b'{"query": "' + b"{a" * 900 + b'"}',
        b'{"query": "{ a(b: ' + b"[" * 900 + b'"}',
    ],
)
async def test_malformed_bodies_are_400(client: httpx.AsyncClient, served: Served, body: bytes) -> None:
    response = await client.post("", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 400
    assert code(response)
    assert served.faults == []


async def test_a_lone_surrogate_in_a_variable_is_data(client: httpx.AsyncClient) -> None:
    body = b'{"query": "query ($n: String!) { thing(name: $n) { id } }", "variables": {"n": "\\ud800"}}'
    response = await client.post("", content=body, headers={"content-type": "application/json"})
    assert response.json() == {"data": {"thing": None}}


async def test_an_echoed_lone_surrogate_is_escaped(client: httpx.AsyncClient) -> None:
    body = b'{"query": "query ($n: Int!) { thing(name: $n) { id } }", "variables": {"n": "\\ud800"}}'
    response = await client.post("", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 400


async def test_ten_megabytes_are_413(client: httpx.AsyncClient) -> None:
    response = await client.post("", content=b" " * 10_000_000, headers={"content-type": "application/json"})
    assert response.status_code == 413

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b" " * 10_000

    chunked = await client.post("", content=pieces(), headers={"content-type": "application/json"})
    assert chunked.status_code == 413


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16", ""]
)
async def test_a_body_that_is_not_json_is_415(client: httpx.AsyncClient, content_type: str) -> None:
    response = await client.post("", content=b"{}", headers={"content-type": content_type})
    assert response.status_code == 415


@pytest.mark.parametrize("query", ["query=%ff", "variables=1", "query={me{id}}&variables=x", "a=1&" * 30, ""])
async def test_malformed_query_strings_are_400(client: httpx.AsyncClient, query: str) -> None:
    assert (await client.get(f"?{query}")).status_code == 400


async def test_get_does_not_mutate(client: httpx.AsyncClient) -> None:
    response = await client.get("", params={"query": 'mutation { rename(input: {name: "a"}) { __typename } }'})
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"
    assert (await client.put("", json={})).status_code == 405


async def test_a_document_by_its_id(client: httpx.AsyncClient) -> None:
    id = f"sha256:{hashlib.sha256(TRUSTED.encode()).hexdigest()}"
    assert (await client.post("", json={"documentId": id})).json() == {"data": {"thing": {"name": "a"}}}
    assert (await client.get("", params={"documentId": id})).json() == {"data": {"thing": {"name": "a"}}}
    unknown = await client.post("", json={"documentId": id[:-1]})
    assert unknown.status_code == 400
    assert code(unknown) == "PERSISTED_QUERY_NOT_FOUND"


async def test_who_asks(client: httpx.AsyncClient) -> None:
    async def me(headers: dict[str, str]) -> httpx.Response:
        return await client.post("", json={"query": "{ me { name } }"}, headers=headers)

    assert (await me({})).json() == {"data": {"me": None}}
    assert (await me({"authorization": "Bearer alice"})).json()["data"] == {"me": {"name": "1"}}
    assert (await me({"authorization": "Bearer ended"})).json() == {"data": {"me": None}}
    cookie = {"cookie": "session=bob", "x-croupier-session": "cookie"}
    assert (await me(cookie)).json()["data"] == {"me": {"name": "2"}}
    assert (await me({"cookie": "session=bob"})).json() == {"data": {"me": None}}, "a cookie without its CSRF header"
    for token in ("forged", "expired"):
        refused = await me({"authorization": f"Bearer {token}"})
        assert refused.status_code == 401
        assert code(refused) == "UNAUTHENTICATED"


async def test_cost_is_told_to_those_who_are_signed_in(client: httpx.AsyncClient) -> None:
    ask = {"query": "{ things(first: 10) { edges { node { name } } } }"}
    signed_in = await client.post("", json=ask, headers={"authorization": "Bearer bob"})
    cost = signed_in.json()["extensions"]["cost"]
    assert cost["requested"] == 12
    assert cost["remaining"] <= 60_000 - 12
    assert cost["restoreRate"] == 1_000
    assert "extensions" not in (await client.post("", json=ask)).json()
    assert "extensions" not in (await client.post("", json=ask, headers={"authorization": "Bearer qa"})).json()


async def test_faults_are_masked_counted_and_logged_without_their_words(
    client: httpx.AsyncClient, served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    response = await client.post("", json={"query": '{ broken thing(name: "a") { name } }'})
    assert response.status_code == 200
    body = response.json()
    assert body["data"] == {"broken": None, "thing": {"name": "a"}}
    [error] = body["errors"]
    assert error["message"] == "Something went wrong on our side."
    assert error["path"] == ["broken"]
    assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert served.faults.pop() == "RuntimeError"
    [record] = [record for record in caplog.records if record.name == "croupier.graphql"]
    assert error["extensions"]["correlationId"] in record.getMessage()
    assert "alice@example.com" not in caplog.text


async def test_a_result_that_does_not_fit_the_schema_is_a_fault_as_well(
    client: httpx.AsyncClient, served: Served
) -> None:
    [error] = (await client.post("", json={"query": "{ misshapen }"})).json()["errors"]
    assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert "Iterable" not in error["message"]
    assert served.faults.pop() == "GraphQLError"


async def test_a_variable_that_makes_an_argument_wrong_is_the_callers(
    client: httpx.AsyncClient, served: Served
) -> None:
    document = 'query ($name: String = "a") { thing(name: $name) { name } }'
    answer = await client.post("", json={"query": document, "variables": {"name": None}})
    assert answer.status_code == 200
    [error] = answer.json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["path"] == ["thing"]
    assert served.faults == []


async def test_browsers_get_the_explorer_in_development_only(
    client: httpx.AsyncClient, served_for_development: Served
) -> None:
    browser = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    assert (await client.get("", headers=browser)).status_code == 400
    async with httpx.AsyncClient() as other:
        page = await other.get(served_for_development.http, headers=browser)
        assert page.text == "<html>explore</html>"
        asked = await other.get(served_for_development.http, headers=browser, params={"query": "{ me { id } }"})
        assert asked.json() == {"data": {"me": None}}
