"""Columns as array literals mean to PostgreSQL exactly what they meant here, whatever a provider sends."""

import string
from datetime import UTC, datetime, timedelta, timezone
from random import Random
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from app.settlement.literals import columns, digests, ids, moments, numbers, texts
from domain.wallet import Account, TransactionKind

NASTY = ["", " ", '"', "\\", '\\"', '","', "{}", "{", "}", ",", "NULL", "null", "a,b", "'; drop table wallets --", "\n"]
NASTY += ["\t\r\x01\x7f", "é", "e\u0301", "\U0001f3b0", "\u202e", "\ufeff", "\\x00", "$1", "\\\\", "x" * 10_000]
ALPHABET = string.printable + "\\\"'{},éß€\U0001f3b0\u200b\x01\x1f"


async def test_texts(pool: "asyncpg.Pool[asyncpg.Record]") -> None:
    chance = Random(7)
    made = ["".join(chance.choices(ALPHABET, k=chance.randrange(12))) for _ in range(2_000)]
    assert await pool.fetchval("select $1::text::text[]", texts(NASTY + made)) == NASTY + made


@pytest.mark.parametrize(
    ("encode", "kind", "values"),
    [
        (numbers, "bigint", [0, -1, 2**63 - 1, -(2**63), Account.IN_PLAY, TransactionKind.BET]),
        (ids, "uuid", [uuid4(), None, UUID(int=0)]),
        (digests, "bytea", [b"", b"\0\\\"'{},", bytes(range(256))]),
        (
            moments,
            "timestamptz",
            [datetime(2026, 5, 4, 12, 0, 0, 1, UTC), None, datetime(1999, 1, 1, tzinfo=timezone(timedelta(hours=-7)))],
        ),
    ],
)
async def test_other_columns(
    pool: "asyncpg.Pool[asyncpg.Record]", encode: Any, kind: str, values: list[object]
) -> None:
    assert await pool.fetchval(f"select $1::text::{kind}[]", encode(values)) == values
    assert await pool.fetchval(f"select $1::text::{kind}[]", encode([])) == []


async def test_rows_turn_into_columns_and_back(pool: "asyncpg.Pool[asyncpg.Record]") -> None:
    rows = [(1, "a,b", None), (2, '"', uuid4()), (3, "", None)]
    turned = columns(rows, numbers, texts, ids)
    back = await pool.fetch("select * from unnest($1::text::bigint[], $2::text::text[], $3::text::uuid[])", *turned)
    assert [tuple(row) for row in back] == rows
    assert columns([], numbers, texts, ids) == ["{}", "{}", "{}"]


def test_a_number_that_is_none_is_no_number() -> None:
    with pytest.raises(TypeError):
        numbers([True, 1.5])  # type: ignore[list-item]
