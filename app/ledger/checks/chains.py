"""Whether the rows are still those that were chained, and the chains those that were signed.

``signed_heads`` is a table of the verifier's own session: per wallet the newest head signed before the snapshot
(``sequence``, ``hash``), and the sequence of the newest of all (``newest``).
"""

from app.ledger.canonical import CANONICAL, GENESIS, LINES, VERSION
from app.ledger.checks.check import Check

CHAINS = Check(
    "every chained transaction is the one that was chained",
    ("ledger_chain", "ledger_transactions", "postings"),
    f"""
    with posted as (select p.wallet_id, p.sequence, {LINES} as lines from postings p group by 1, 2),
    links as (
        select wallet_id, sequence, hash, lag(hash, 1, $1::bytea) over chain as previous,
            lag(sequence, 1, 0::bigint) over chain as before
        from ledger_chain window chain as (partition by wallet_id order by sequence)
    )
    select format('wallet %s #%s: %s', c.wallet_id, c.sequence, case
        when t.wallet_id is null then 'chained, and gone'
        when c.before <> c.sequence - 1 then 'the link before it is gone'
        else 'it is not what was chained' end)
    from links c
    left join ledger_transactions t using (wallet_id, sequence)
    left join posted using (wallet_id, sequence)
    where c.before <> c.sequence - 1
        or c.hash is distinct from sha256($2::bytea || c.previous || ({CANONICAL}))
    """,  # noqa: S608 (constants)
    (GENESIS, VERSION),
)
HEADS = Check(
    "every chain reaches the head that was signed for it",
    ("ledger_chain",),
    """
    select format('wallet %s #%s: signed, and %s', h.wallet_id, h.sequence,
        case when c.hash is null then 'gone' else 'chained as something else' end)
    from signed_heads h left join ledger_chain c using (wallet_id, sequence)
    where h.sequence is not null and c.hash is distinct from h.hash
    union all
    select format('wallet %s #%s: chained, and never signed', c.wallet_id, c.sequence)
    from (select wallet_id, max(sequence) as sequence from ledger_chain group by 1) c
    left join signed_heads h using (wallet_id)
    where c.sequence > coalesce(h.newest, 0)
    """,
)

CHECKS = (CHAINS, HEADS)
