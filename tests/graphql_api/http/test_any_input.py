"""Whatever arrives is read or refused, and nothing else."""

import contextlib
import json

from hypothesis import given
from hypothesis import strategies as st

from graphql_api.core.connections import page_request
from graphql_api.core.ids import global_id, split_global_id, uuid_of
from graphql_api.execution import Failure
from graphql_api.http.body import read_json, request_from_map, request_from_query, write_json
from graphql_api.http.headers import is_json, negotiate, read_cookies
from graphql_api.http.transport_ws import InvalidMessage, read_message

ANY_TEXT = st.text(st.characters(), max_size=40)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT
ANY_JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4), max_leaves=10
)
NAMES = st.sampled_from(["query", "documentId", "variables", "operationName", "extensions"])
MESSAGES = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["connection_init", "ping", "pong", "subscribe", "complete", "next"]) | ANY_JSON,
        "id": ANY_JSON,
        "payload": st.dictionaries(NAMES | st.just("authorization"), ANY_JSON) | ANY_JSON,
    }
)


@given(st.binary(max_size=200))
def test_any_body(body: bytes) -> None:
    with contextlib.suppress(Failure):
        request_from_map(read_json(body))


@given(ANY_JSON | st.dictionaries(NAMES, ANY_JSON))
def test_any_request(found: object) -> None:
    with contextlib.suppress(Failure):
        request_from_map(found)


@given(
    st.binary(max_size=200) | st.builds(lambda name, text: f"{name}={text}".encode(errors="replace"), NAMES, ANY_TEXT)
)
def test_any_query_string(query: bytes) -> None:
    with contextlib.suppress(Failure):
        request_from_query(query)


@given(MESSAGES.map(json.dumps) | ANY_TEXT)
def test_any_message(text: str) -> None:
    with contextlib.suppress(InvalidMessage):
        read_message(text)


@given(ANY_JSON)
def test_any_answer_can_be_written(answer: object) -> None:
    assert write_json(answer).decode()


@given(ANY_TEXT)
def test_any_header(text: str) -> None:
    negotiate(text)
    is_json(text)
    read_cookies(text)


@given(ANY_TEXT, ANY_TEXT)
def test_any_id_and_cursor(text: str, key: str) -> None:
    split_global_id(text)
    uuid_of("Thing", text)
    page_request(after=text)
    with contextlib.suppress(UnicodeEncodeError):
        assert split_global_id(global_id("Thing", key)) == ("Thing", key)
