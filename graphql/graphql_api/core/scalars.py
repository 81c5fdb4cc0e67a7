"""Scalars of answers. Arguments use only built-in scalars, enums, Date, DateTime, UUID and BigInt."""

from datetime import date, datetime, timedelta
from typing import NewType
from uuid import UUID

from strawberry.types.scalar import ScalarDefinition

from graphql_api.core.scalar_forms import (
    instant_text,
    read_big_int,
    read_date,
    read_instant,
    read_uuid,
    refuse_input,
)
from graphql_api.core.uploads import UPLOAD, Upload

DecimalText = NewType("DecimalText", str)
"""GraphQL ``Decimal``: an exact decimal string such as ``"-12.50"``."""
Url = NewType("Url", str)
CountryCode = NewType("CountryCode", str)
CurrencyCode = NewType("CurrencyCode", str)
"""GraphQL ``Currency``."""
Sequence = NewType("Sequence", int)
BigInt = NewType("BigInt", int)


def iso_duration(value: timedelta) -> str:
    """ISO 8601 in seconds, exact to the microsecond: ``PT90S``, ``PT0.25S``, ``-PT5S``."""
    microseconds = abs(value) // timedelta(microseconds=1)
    whole, fraction = divmod(microseconds, 1_000_000)
    digits = f".{fraction:06d}".rstrip("0") if fraction else ""
    return f"{'-' if value < timedelta() else ''}PT{whole}{digits}S"


def _output(name: str, description: str, specified_by: str | None = None) -> ScalarDefinition:
    return ScalarDefinition(
        name=name,
        description=description,
        specified_by_url=specified_by,
        serialize=str,
        parse_value=refuse_input,
        parse_literal=None,
    )


SCALARS: dict[object, ScalarDefinition] = {
    Upload: UPLOAD,
    DecimalText: _output("Decimal", 'An exact decimal number as a string: `"12.50"`. Never a float.'),
    Url: _output("URL", "An absolute URL.", "https://url.spec.whatwg.org/"),
    CountryCode: _output(
        "CountryCode",
        "A country, ISO 3166-1 alpha-2, upper case.",
        "https://www.iso.org/iso-3166-country-codes.html",
    ),
    CurrencyCode: _output("Currency", "A currency: ISO 4217, or the code of a crypto currency (`BTC`, `USDT`, `TON`)."),
    Sequence: _output(
        "Sequence",
        "A position in a wallet's history as a decimal string; it grows by one with every change of that wallet.",
    ),
    timedelta: ScalarDefinition(
        name="Duration",
        description="A length of time, ISO 8601: `PT90S`.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#appendix-A",
        serialize=iso_duration,
        parse_value=refuse_input,
        parse_literal=None,
        origin=timedelta,
    ),
    datetime: ScalarDefinition(
        name="DateTime",
        description="An instant, RFC 3339, in UTC: `2026-05-04T12:00:00.000000Z`.",
        specified_by_url="https://scalars.graphql.org/andimarek/date-time.html",
        serialize=instant_text,
        parse_value=read_instant,
        parse_literal=None,
        origin=datetime,
    ),
    date: ScalarDefinition(
        name="Date",
        description="A calendar day, RFC 3339 full-date: `1990-12-31`.",
        specified_by_url="https://scalars.graphql.org/andimarek/local-date.html",
        serialize=date.isoformat,
        parse_value=read_date,
        parse_literal=None,
        origin=date,
    ),
    UUID: ScalarDefinition(
        name="UUID",
        description="A UUID, RFC 9562.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc9562",
        serialize=str,
        parse_value=read_uuid,
        parse_literal=None,
        origin=UUID,
    ),
    BigInt: ScalarDefinition(
        name="BigInt",
        description="An integer of up to 64 bits.",
        specified_by_url=None,
        serialize=int,
        parse_value=read_big_int,
        parse_literal=None,
    ),
}

__all__ = [
    "SCALARS",
    "BigInt",
    "CountryCode",
    "CurrencyCode",
    "DecimalText",
    "Sequence",
    "Upload",
    "Url",
    "iso_duration",
]
