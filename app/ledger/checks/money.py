"""Whether the books balance: postings, transactions, balances, sequences.

Accounts in these queries, as in ``domain.wallet.Account``: 1 cash, 2 in play, 3 withdrawal hold, 4 vault; from 100 the
house's. Kinds as in ``domain.wallet.TransactionKind``: 4 bet rollback, 5 win rollback.
"""

from app.ledger.checks.check import Check
from domain.wallet import Account, TransactionKind

BALANCED = Check(
    "every transaction's postings sum to zero",
    ("postings",),
    """
    select format('wallet %s #%s: its postings sum to %s', wallet_id, sequence, sum(amount))
    from postings group by wallet_id, sequence having sum(amount) <> 0
    """,
)
COMPLETE = Check(
    "transactions and postings belong together",
    ("ledger_transactions", "postings"),
    """
    select format('wallet %s #%s: %s', wallet_id, sequence,
        case when t.kind is null then 'postings without a transaction' else 'a transaction without postings' end)
    from ledger_transactions t
    full join (select distinct wallet_id, sequence, true as posted from postings) p using (wallet_id, sequence)
    where t.kind is null or p.posted is null
    """,
)
KNOWN = Check(
    "accounts, parties and kinds are known ones",
    ("ledger_transactions", "postings"),
    """
    select format('wallet %s #%s line %s: account %s of party %L', wallet_id, sequence, line, account, party)
    from postings where account <> all($1) or (party = '') <> (account < 100)
    union all
    select format('wallet %s #%s: kind %s', wallet_id, sequence, kind) from ledger_transactions where kind <> all($2)
    """,
    (list(map(int, Account)), list(map(int, TransactionKind))),
)
BALANCES = Check(
    "balances are the sums of their postings",
    ("wallets", "postings"),
    """
    select format('wallet %s: holds (%s, %s, %s, %s), its postings sum to (%s, %s, %s, %s)',
        coalesce(w.id, s.wallet_id), w.cash, w.in_play, w.withdrawal_hold, w.vault, s.cash, s.in_play, s.hold, s.vault)
    from wallets w
    full join (
        select wallet_id, coalesce(sum(amount) filter (where account = 1), 0) as cash,
            coalesce(sum(amount) filter (where account = 2), 0) as in_play,
            coalesce(sum(amount) filter (where account = 3), 0) as hold,
            coalesce(sum(amount) filter (where account = 4), 0) as vault
        from postings group by wallet_id
    ) s on s.wallet_id = w.id
    where w.id is null or (w.cash, w.in_play, w.withdrawal_hold, w.vault)
        is distinct from (coalesce(s.cash, 0), coalesce(s.in_play, 0), coalesce(s.hold, 0), coalesce(s.vault, 0))
    """,
)
PLAYED = Check(
    "what was staked and won is the sum of bets and wins, less those taken back",
    ("wallets", "ledger_transactions"),
    """
    select format('wallet %s: staked %s and won %s, its transactions say %s and %s', w.id, w.staked, w.won,
        coalesce(t.staked, 0), coalesce(t.won, 0))
    from wallets w left join (
        select wallet_id, coalesce(-sum(amount) filter (where kind = any($1)), 0) as staked,
            coalesce(sum(amount) filter (where kind = any($2)), 0) as won
        from ledger_transactions group by wallet_id
    ) t on t.wallet_id = w.id
    where (w.staked, w.won) is distinct from (coalesce(t.staked, 0), coalesce(t.won, 0))
    """,
    (
        [int(TransactionKind.BET), int(TransactionKind.BET_ROLLBACK)],
        [int(TransactionKind.WIN), int(TransactionKind.WIN_ROLLBACK)],
    ),
)
STEPS = Check(
    "each transaction leads from the balances before to those after",
    ("ledger_transactions", "postings"),
    """
    with steps as (
        select wallet_id, sequence, amount,
            cash_after - lag(cash_after, 1, 0::bigint) over before as cash,
            in_play_after - lag(in_play_after, 1, 0::bigint) over before as in_play,
            withdrawal_hold_after - lag(withdrawal_hold_after, 1, 0::bigint) over before as hold,
            vault_after - lag(vault_after, 1, 0::bigint) over before as vault
        from ledger_transactions window before as (partition by wallet_id order by sequence)
    ), moved as (
        select wallet_id, sequence, coalesce(sum(amount) filter (where account = 1), 0) as cash,
            coalesce(sum(amount) filter (where account = 2), 0) as in_play,
            coalesce(sum(amount) filter (where account = 3), 0) as hold,
            coalesce(sum(amount) filter (where account = 4), 0) as vault
        from postings group by wallet_id, sequence
    )
    select format('wallet %s #%s: balances step by (%s, %s, %s, %s), amount %s, its postings say (%s, %s, %s, %s)',
        wallet_id, sequence, s.cash, s.in_play, s.hold, s.vault, s.amount, m.cash, m.in_play, m.hold, m.vault)
    from steps s join moved m using (wallet_id, sequence)
    where (s.cash, s.in_play, s.hold, s.vault, s.amount) <> (m.cash, m.in_play, m.hold, m.vault, m.cash)
    """,
)
SEQUENCES = Check(
    "sequences have no hole",
    ("wallets", "ledger_transactions"),
    """
    select format('wallet %s #%s: follows #%s', wallet_id, sequence, before)
    from (select wallet_id, sequence, lag(sequence, 1, 0::bigint) over (partition by wallet_id order by sequence)
        as before from ledger_transactions) t
    where sequence <> before + 1
    union all
    select format('wallet %s: stands at #%s, its last transaction is #%s', coalesce(w.id, t.wallet_id), w.sequence,
        t.last)
    from wallets w
    full join (select wallet_id, max(sequence) as last from ledger_transactions group by 1) t on t.wallet_id = w.id
    where w.sequence is distinct from coalesce(t.last, 0)
    """,
)
FLOORS = Check(
    "no floor is broken",
    ("wallets", "ledger_transactions"),
    """
    select format('wallet %s: holds (%s, %s, %s)', id, in_play, withdrawal_hold, vault)
    from wallets where in_play < 0 or withdrawal_hold < 0 or vault < 0
    union all
    select format('wallet %s #%s: leaves (%s, %s, %s)', wallet_id, sequence, in_play_after, withdrawal_hold_after,
        vault_after)
    from ledger_transactions where in_play_after < 0 or withdrawal_hold_after < 0 or vault_after < 0
    union all
    select format('wallet %s #%s: takes cash from %s to %s', wallet_id, sequence, before, cash_after)
    from (select wallet_id, sequence, kind, cash_after,
            lag(cash_after, 1, 0::bigint) over (partition by wallet_id order by sequence) as before
        from ledger_transactions) t
    where cash_after < 0 and cash_after < before and kind <> all($1)
    """,
    ([int(TransactionKind.BET_ROLLBACK), int(TransactionKind.WIN_ROLLBACK)],),
)

CHECKS = (BALANCED, COMPLETE, KNOWN, BALANCES, PLAYED, STEPS, SEQUENCES, FLOORS)
