"""How scalar values are read and written."""

import re
from datetime import UTC, date, datetime
from typing import NoReturn
from uuid import UUID

from graphql import GraphQLError

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?([Zz]|[+-]\d{2}:\d{2})?", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
_BIG_INT = re.compile(r"-?\d{1,19}", re.ASCII)
_BIG_INT_BOUND = 2**63


def instant_text(value: datetime) -> str:
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def refuse_input(_value: object) -> NoReturn:
    raise GraphQLError("This scalar is for answers only.")


def read_date(value: object) -> date:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise GraphQLError("Expected a day such as 1990-12-31.")


def read_instant(value: object) -> datetime:
    """Without an offset, UTC is meant; an instant outside the years 1 to 9999 in UTC is refused."""
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        try:
            read = datetime.fromisoformat(value.upper())
            return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise GraphQLError("Expected an instant such as 2026-05-04T12:00:00Z.")


def read_uuid(value: object) -> UUID:
    if isinstance(value, str) and _UUID.fullmatch(value):
        return UUID(value)
    raise GraphQLError("Expected a UUID such as 019a2b3c-0000-7000-8000-000000000000.")


def read_big_int(value: object) -> int:
    if isinstance(value, str) and _BIG_INT.fullmatch(value):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and -_BIG_INT_BOUND <= value < _BIG_INT_BOUND:
        return value
    raise GraphQLError("Expected an integer of up to 64 bits.")
