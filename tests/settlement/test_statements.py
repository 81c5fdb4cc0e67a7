"""Statements of a batch become one: places are renumbered, the batch's time keeps the first."""

from app.settlement.literals import numbers, texts
from app.settlement.statement import Statement, combined_reads, combined_writes

ONE = Statement("select a from one where a = any($1::text::bigint[]) and b <> $2", (numbers, texts))
TWO = Statement("select b from two where b = any($1::text::text[])", (texts,))
SET = Statement("update one set at = $now, a = $2 where b = $1", (texts, numbers))
TELL = Statement("insert into told select $now, $1, $2 returning id", ())


def test_reads_are_told_apart_by_their_number() -> None:
    assert combined_reads((ONE, TWO)) == (
        "select 0::int, part from (select a from one where a = any($1::text::bigint[]) and b <> $2) part\n"
        "union all\n"
        "select 1::int, part from (select b from two where b = any($3::text::text[])) part"
    )


def test_writes_share_the_time_and_answer_what_the_last_answers() -> None:
    assert combined_writes((SET, SET), TELL) == (
        "with part_0 as (update one set at = $1, a = $3 where b = $2),\n"
        "part_1 as (update one set at = $1, a = $5 where b = $4)\n"
        "insert into told select $1, $6, $7 returning id"
    )


def test_the_last_stands_alone_where_nothing_else_is_written() -> None:
    assert combined_writes((), TELL) == "insert into told select $1, $2, $3 returning id"


def test_ten_places_and_more() -> None:
    wide = Statement("select " + ", ".join(f"${n}" for n in range(1, 13)), (numbers,) * 12)
    assert combined_reads((TWO, wide)).endswith("select $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) part")
