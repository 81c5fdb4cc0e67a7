"""What the verifier finds, and that it finds nothing where nothing is wrong."""

import struct
from hashlib import sha256

import asyncpg
import pytest

from app.ledger.heads import HeadFiles
from app.ledger.links import ROWS
from app.ledger.verify import SIGNED_HEADS, run_checks
from tests.lanes import KEYS, findings
from tests.postgres.ledger.conftest import Chained, become_forger

FLIPS = {
    "ledger_transactions": {
        "wallet_id": "2",
        "sequence": "-5",
        "kind": "11 - kind",
        "amount": "amount # 1",
        "cash_after": "cash_after # 1",
        "in_play_after": "in_play_after # 1",
        "withdrawal_hold_after": "withdrawal_hold_after # 1",
        "vault_after": "vault_after # 1",
        "occurred_at": "occurred_at + interval '1 microsecond'",
        "caller": "overlay(caller placing 'X' from 1 for 1)",
        "key": "overlay(key placing 'X' from 1 for 1)",
        "round_id": "'00000000-0000-0000-0000-000000000001'",
        "payment_id": "'00000000-0000-0000-0000-000000000001'",
        "reason": "overlay(reason placing 'X' from 1 for 1)",
    },
    "postings": {
        "wallet_id": "2",
        "sequence": "-5",
        "line": "line + 8",
        "account": "account # 1",
        "party": "party || 'X'",
        "amount": "amount # 1",
    },
}
"""What each column of row #4 of wallet 1 is changed to."""


async def test_finds_nothing_where_nothing_is_wrong(untouched: Chained) -> None:
    assert await findings(untouched.url, untouched.folder) == []
    kinds = await untouched.pool.fetchval("select count(distinct kind) from ledger_transactions")
    assert kinds == 10


@pytest.mark.parametrize(("table", "column"), [(table, column) for table in FLIPS for column in FLIPS[table]])
async def test_names_the_row_whose_column_was_flipped(untouched: Chained, table: str, column: str) -> None:
    only = " and line = 0" if table == "postings" else ""
    found = await findings_after(
        untouched, f"update {table} set {column} = {FLIPS[table][column]} where wallet_id = 1 and sequence = 4{only}"
    )
    assert any("every chained transaction" in finding and "wallet 1 #4:" in finding for finding in found), found


async def test_every_column_is_flipped_by_the_test_above(untouched: Chained) -> None:
    for table, columns in FLIPS.items():
        known = await untouched.pool.fetch(
            "select attname from pg_attribute where attrelid = $1::text::regclass and attnum > 0", table
        )
        assert {row["attname"] for row in known} == set(columns)


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ("update wallets set cash = cash + 1 where id = 1", "balances are the sums"),
        ("update wallets set sequence = sequence + 1 where id = 1", "sequences have no hole"),
        ("update wallets set vault = 1, cash = cash - 1 where id = 1", "balances are the sums"),
        ("update wallets set staked = staked + 1 where id = 1", "what was staked and won"),
        ("update wallets set won = won - 1 where id = 1", "what was staked and won"),
        ("insert into postings values (1, 4, 9, 1, '', 7)", "postings sum to zero"),
        ("insert into postings values (1, 4, 9, 55, '', 7), (1, 4, 10, 55, '', -7)", "accounts, parties and kinds"),
        ("delete from postings where wallet_id = 1 and sequence = 4", "belong together"),
        ("delete from ledger_transactions where wallet_id = 1 and sequence = 4", "belong together"),
        ("update ledger_transactions set cash_after = -1 where wallet_id = 1 and sequence = 2", "no floor is broken"),
        ("update settlements set amount = amount + 1 where key = 'bet-1'", "whatever was settled"),
        ("delete from settlements where key = 'bet-1'", "whatever was settled"),
        ("update settlements set state = 3 where key = 'bet-1'", "whatever was settled"),
        (
            "insert into settlements select caller, 'another', player_id, 1, meaning, reply, 5, null, settled_at"
            " from settlements where key = 'bet-1'",
            "whatever was settled",
        ),
        ("update rounds set staked = staked + 1 where reference = 'a'", "rounds agree"),
        ("update rounds set won = won + 1 where reference = 'b'", "rounds agree"),
        ("update rounds set in_play = in_play + 1 where reference = 'b'", "what wallets have in play"),
        ("delete from rounds where reference = 'a'", "rounds agree"),
        ("update deposits set state = 1, paid_by = null, ended_at = null", "deposits agree"),
        ("update deposits set amount = 1", "deposits agree"),
        ("delete from deposits", "deposits agree"),
        ("update withdrawals set amount = amount + 1 where state = 4", "withdrawals agree"),
        ("update withdrawals set state = 6 where state = 4", "withdrawals agree"),
        ("update withdrawals set state = 4, ended_at = now() where state = 1", "what wallets hold for withdrawals"),
        ("delete from outbox where id = (select min(id) from outbox)", "the outbox tells"),
        ("delete from ledger_chain where wallet_id = 1 and sequence = 4", "every chained transaction"),
        (
            "update ledger_chain set hash = sha256(hash) where wallet_id = 1 and sequence = 4",
            "every chained transaction",
        ),
        (
            "delete from ledger_chain where wallet_id = 2; update postings set party = 'x' where wallet_id = 2",
            "every chain reaches",
        ),
    ],
)
async def test_each_broken_promise_has_a_check_that_names_it(untouched: Chained, change: str, check: str) -> None:
    found = await findings_after(untouched, change)
    assert any(check in finding for finding in found), found


async def test_rows_cannot_be_changed_by_mistake(untouched: Chained) -> None:
    for statement in ("update postings set amount = 1", "delete from ledger_transactions", "truncate postings"):
        with pytest.raises(asyncpg.RestrictViolationError):
            await untouched.pool.execute(statement)


async def test_the_canonical_form_is_what_its_page_says(untouched: Chained) -> None:
    """A second writer of the form, from the page in app/ledger/canonical.py."""
    written = await untouched.pool.fetch(ROWS, [1, 2], [0, 0], -60.0, 100)
    assert len(written) > 10
    hashes = {1: bytes(32), 2: bytes(32)}
    for wallet_id, sequence, canonical in sorted(written, key=lambda row: (row[0], row[1])):
        t = await untouched.pool.fetchrow(
            "select *, (extract(epoch from occurred_at) * 1000000)::bigint - 946684800000000 as at"
            " from ledger_transactions where wallet_id = $1 and sequence = $2", wallet_id, sequence
        )  # fmt: skip
        lines = await untouched.pool.fetch(
            "select * from postings where wallet_id = $1 and sequence = $2 order by line", wallet_id, sequence
        )
        assert t is not None
        form = struct.pack(">qqhqqqqqq", t["wallet_id"], t["sequence"], t["kind"], t["amount"], t["cash_after"],
            t["in_play_after"], t["withdrawal_hold_after"], t["vault_after"], t["at"])  # fmt: skip
        form += text(t["caller"]) + text(t["key"])
        form += b"".join(b"\x01" + an_id.bytes if an_id else b"\x00" for an_id in (t["round_id"], t["payment_id"]))
        form += text(t["reason"]) + struct.pack(">q", len(lines))
        for p in lines:
            form += struct.pack(">hh", p["line"], p["account"]) + text(p["party"]) + struct.pack(">q", p["amount"])
        assert canonical == form
        hashes[wallet_id] = sha256(b"\x01" + hashes[wallet_id] + form).digest()
        kept = await untouched.pool.fetchval(
            "select hash from ledger_chain where wallet_id = $1 and sequence = $2", wallet_id, sequence
        )
        assert kept == hashes[wallet_id]


def text(value: str) -> bytes:
    return struct.pack(">i", len(value.encode())) + value.encode()


async def findings_after(untouched: Chained, change: str) -> list[str]:
    """What the checks find in the change's own transaction, which is rolled back."""
    async with untouched.pool.acquire() as connection:
        attempt = connection.transaction(isolation="repeatable_read")
        await attempt.start()
        try:
            await become_forger(connection)
            assert not (await connection.execute(change)).endswith(" 0")
            await connection.execute(SIGNED_HEADS)
            outcomes = run_checks(connection, HeadFiles(untouched.folder, KEYS))
            return [f"{outcome.check}: {named}" async for outcome in outcomes for named in outcome.named]
        finally:
            await attempt.rollback()
