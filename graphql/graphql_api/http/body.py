"""Reading what callers send: bytes to a GraphQLRequest, and never a crash."""

import json
from typing import Any
from urllib.parse import parse_qs

import orjson

from graphql_api.execution import Code, Failure, GraphQLRequest

JSON_DIGITS = 400
"""A longer number is nobody's amount; the standard library's own bound is ten times that."""


def read_json(body: bytes | str) -> Any:
    """JSON as Python has it. Raises Failure for anything else, nesting beyond the decoders' bounds included.

    orjson refuses lone surrogates, which must reach the resolvers as data; the standard library lets them through.
    """
    try:
        return orjson.loads(body)
    except ValueError:
        pass
    try:
        text = body if isinstance(body, str) else body.decode()
        return json.loads(text, parse_constant=_no_constant, parse_int=_integer)
    except (ValueError, RecursionError):
        raise Failure.of(Code.BAD_USER_INPUT, "The body is not JSON.") from None


def request_from_map(found: object) -> GraphQLRequest:
    """GraphQL over HTTP, request parameters. Raises Failure where one has the wrong type."""
    if isinstance(found, list):
        raise Failure.of(Code.BAD_USER_INPUT, "Batches are not accepted: send one operation per request.")
    if not isinstance(found, dict):
        raise Failure.of(Code.BAD_USER_INPUT, "The body must be a JSON object.")
    text = _text(found, "query")
    document_id = _text(found, "documentId")
    variables = _map(found, "variables")
    _map(found, "extensions")
    return GraphQLRequest(text, document_id, variables, _text(found, "operationName"))


def request_from_query(query_string: bytes) -> GraphQLRequest:
    """The same from a GET's query string, where variables and extensions are JSON texts."""
    try:
        given = parse_qs(query_string.decode("ascii"), keep_blank_values=True, max_num_fields=20, errors="strict")
    except ValueError:
        raise Failure.of(Code.BAD_USER_INPUT, "The query string cannot be read.") from None
    found: dict[str, Any] = {name: values[-1] for name, values in given.items()}
    for name in ("variables", "extensions"):
        if name in found:
            found[name] = read_json(found[name]) if found[name] else None
    if not found.get("operationName"):
        found.pop("operationName", None)
    return request_from_map(found)


def _text(found: dict[str, Any], name: str) -> str | None:
    value = found.get(name)
    if value is None or isinstance(value, str):
        return value
    raise Failure.of(Code.BAD_USER_INPUT, f"{name} must be a string.")


def _map(found: dict[str, Any], name: str) -> dict[str, Any] | None:
    value = found.get(name)
    if value is None or isinstance(value, dict):
        return value
    raise Failure.of(Code.BAD_USER_INPUT, f"{name} must be an object.")


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _integer(digits: str) -> int:
    if len(digits) > JSON_DIGITS:
        raise ValueError(digits[:10])
    return int(digits)


def write_json(answer: object) -> bytes:
    """UTF-8 JSON; text that UTF-8 cannot carry (an echoed lone surrogate) is escaped."""
    try:
        return orjson.dumps(answer)
    except TypeError:
        return json.dumps(answer).encode()
