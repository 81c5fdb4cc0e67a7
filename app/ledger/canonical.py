"""A transaction's canonical bytes, and the hash that ties it to the one before.

``hash(n) = SHA-256(0x01, hash(n - 1), canonical(n))``, per wallet; ``hash(0)`` is 32 zero bytes; 0x01 is the version.
All numbers are big-endian two's complement; a text is its length in bytes (int32) and then its UTF-8; an id is 0x00
when there is none, else 0x01 and its 16 bytes. ``canonical`` is, in this order:

=================================  =======
wallet, sequence                   int64 each
kind                               int16
amount                             int64
cash, in play, hold, vault after   int64 each
occurred at                        int64, microseconds since 2000-01-01T00:00:00Z
caller, key                        text each
round, payment                     id each
reason                             text
number of postings                 int64
each posting, in order of line     line int16, account int16, party text, amount int64
=================================  =======

No personal data is in it: a wallet is a number, and what names a player lies in other tables. The database writes the
bytes (``timestamptz_send`` and its like are this very form), so that a million rows are checked where they lie;
``tests/postgres/ledger`` has a second writer of the form, from this page alone.
"""

from hashlib import sha256

VERSION = b"\x01"
GENESIS = bytes(32)

CANONICAL = """
    int8send(t.wallet_id) || int8send(t.sequence) || int2send(t.kind) || int8send(t.amount)
    || int8send(t.cash_after) || int8send(t.in_play_after) || int8send(t.withdrawal_hold_after)
    || int8send(t.vault_after) || timestamptz_send(t.occurred_at)
    || int4send(octet_length(t.caller)) || textsend(t.caller) || int4send(octet_length(t.key)) || textsend(t.key)
    || coalesce('\\x01'::bytea || uuid_send(t.round_id), '\\x00')
    || coalesce('\\x01'::bytea || uuid_send(t.payment_id), '\\x00')
    || int4send(octet_length(t.reason)) || textsend(t.reason) || posted.lines
"""
"""SQL for ``canonical``, of a transaction ``t`` and its ``posted.lines`` (``textsend`` gives our client UTF-8)."""

LINES = """
    int8send(count(*)) || coalesce(string_agg(
        int2send(p.line) || int2send(p.account) || int4send(octet_length(p.party)) || textsend(p.party)
        || int8send(p.amount), ''::bytea order by p.line), '')
"""
"""SQL for the last two lines of the table, over the postings ``p`` of one transaction."""


def next_hash(previous: bytes, canonical: bytes) -> bytes:
    return sha256(VERSION + previous + canonical).digest()
