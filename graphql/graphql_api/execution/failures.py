"""Top-level errors: the few things that are not data, each with its code."""

from enum import StrEnum
from typing import Any

from graphql import GraphQLError


class Code(StrEnum):
    PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
    VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    RATE_LIMITED = "RATE_LIMITED"
    TOO_COSTLY = "QUERY_TOO_COSTLY"
    DOCUMENT_NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
    INTERNAL = "INTERNAL_SERVER_ERROR"


class Failure(Exception):
    """Nothing was executed, for one reason or several; ``errors`` is what the caller is told."""

    def __init__(self, errors: list[dict[str, Any]], code: Code) -> None:
        super().__init__()
        self.errors = errors
        self.code = code

    @classmethod
    def of(cls, code: Code, message: str, **facts: object) -> "Failure":
        return cls([error(code, message, **facts)], code)

    @classmethod
    def from_graphql(cls, code: Code, errors: list[GraphQLError]) -> "Failure":
        return cls([located(code, found) for found in errors], code)


def error(code: Code, message: str, **facts: object) -> dict[str, Any]:
    return {"message": message, "extensions": {"code": code.value, **facts}}


def located(code: Code, found: GraphQLError) -> dict[str, Any]:
    """The library's own message with its place in the document; its extensions are not passed on."""
    shown = error(code, found.message)
    if found.locations:
        shown["locations"] = [{"line": place.line, "column": place.column} for place in found.locations]
    if found.path:
        shown["path"] = found.path
    return shown
