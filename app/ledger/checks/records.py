"""Whether the records around the books agree with them: settlements, rounds, deposits, withdrawals, the outbox.

States of deposits: 2 confirmed; of withdrawals: 1 to 3 open, 4 paid, 5 and 6 returned; of rounds: 2 closed; of
settlements: 3 tombstone. Kinds: 1 deposit, 2 bet, 3 win, 4 bet rollback, 5 win rollback, 7 withdrawal requested,
8 withdrawal paid, 9 withdrawal rejected.
"""

from app.ledger.checks.check import Check
from app.live.relay import KEEP_PUBLISHED

SETTLED = Check(
    "whatever was settled has its transaction, and once",
    ("ledger_transactions", "settlements"),
    """
    select format('wallet %s #%s: %s %L %s', t.wallet_id, t.sequence, t.caller, t.key,
        case when s.key is null or s.state = 3 then 'was never settled' else 'was settled as something else' end)
    from ledger_transactions t
    left join wallets w on w.id = t.wallet_id
    left join settlements s using (caller, key)
    where s.key is null or s.state = 3
        or (s.player_id, s.amount, s.round_id) is distinct from (w.player_id, t.amount, t.round_id)
    union all
    select format('settlement %s %L: moved %s without a transaction', s.caller, s.key, s.amount)
    from settlements s left join ledger_transactions t using (caller, key)
    where s.amount <> 0 and t.kind is null
    union all
    select format('settlement %s %L: %s transactions', caller, key, count(*))
    from ledger_transactions group by caller, key having count(*) > 1
    """,
)
ROUNDS = Check(
    "rounds agree with their transactions",
    ("rounds", "ledger_transactions", "postings"),
    """
    with held as (select wallet_id, sequence, sum(amount) as amount from postings where account = 2 group by 1, 2),
    moved as (
        select t.round_id as id, t.wallet_id, coalesce(sum(h.amount), 0) as in_play,
            coalesce(-sum(t.amount) filter (where t.kind in (2, 4)), 0) as staked,
            coalesce(sum(t.amount) filter (where t.kind in (3, 5)), 0) as won
        from ledger_transactions t left join held h using (wallet_id, sequence)
        where t.round_id is not null group by 1, 2
    )
    select format('round %s of wallet %s: says (%s, %s, %s), its transactions (%s, %s, %s)', coalesce(r.id, m.id),
        coalesce(r.wallet_id, m.wallet_id), r.in_play, r.staked, r.won, m.in_play, m.staked, m.won)
    from rounds r full join moved m on m.id = r.id and m.wallet_id = r.wallet_id
    where (r.in_play, r.staked, r.won)
        is distinct from (coalesce(m.in_play, 0), coalesce(m.staked, 0), coalesce(m.won, 0))
    union all
    select format('round %s: closed with %s in play', id, in_play) from rounds where state = 2 and in_play <> 0
    """,
)
IN_PLAY = Check(
    "what wallets have in play is what their rounds hold",
    ("wallets", "rounds"),
    """
    select format('wallet %s: %s in play, its rounds hold %s', w.id, w.in_play, coalesce(r.in_play, 0))
    from wallets w left join (select wallet_id, sum(in_play) as in_play from rounds group by 1) r on r.wallet_id = w.id
    where w.in_play <> coalesce(r.in_play, 0)
    """,
)
DEPOSITS = Check(
    "deposits agree with their transactions",
    ("deposits", "ledger_transactions"),
    """
    with paid as (
        select t.payment_id as id, count(*) as times, sum(t.amount) as amount,
            min(w.player_id::text)::uuid as player_id, min(w.currency) as currency
        from ledger_transactions t left join wallets w on w.id = t.wallet_id where t.kind = 1 group by 1
    )
    select format('deposit %s: state %s of %s %s, credited %s times %s %s', coalesce(d.id, p.id), d.state, d.amount,
        d.currency, coalesce(p.times, 0), p.amount, p.currency)
    from deposits d full join paid p using (id)
    where d.id is null or (d.state = 2) <> (p.id is not null)
        or (p.id is not null
            and (p.times, p.amount, p.player_id, p.currency) is distinct from (1, d.amount, d.player_id, d.currency))
    """,
)
WITHDRAWALS = Check(
    "withdrawals agree with their transactions",
    ("withdrawals", "ledger_transactions"),
    """
    with moved as (
        select t.payment_id as id, min(w.player_id::text)::uuid as player_id, min(w.currency) as currency,
            count(*) filter (where t.kind = 7) as requested, count(*) filter (where t.kind = 8) as paid,
            count(*) filter (where t.kind = 9) as returned, sum(p.amount) as held, max(abs(p.amount)) as amount
        from ledger_transactions t
        left join postings p on p.wallet_id = t.wallet_id and p.sequence = t.sequence and p.account = 3
        left join wallets w on w.id = t.wallet_id
        where t.kind in (7, 8, 9) group by 1
    )
    select format('withdrawal %s: state %s of %s %s; requested %s, paid %s, returned %s times, %s still held',
        coalesce(x.id, m.id), x.state, x.amount, x.currency, m.requested, m.paid, m.returned, m.held)
    from withdrawals x full join moved m using (id)
    where x.id is null or (m.player_id, m.currency, m.amount, m.requested, m.paid, m.returned, m.held) is distinct from
        (x.player_id, x.currency, x.amount, 1, (x.state = 4)::int, (x.state > 4)::int,
            case when x.state < 4 then x.amount else 0 end)
    """,
)
HELD = Check(
    "what wallets hold for withdrawals is what open withdrawals ask",
    ("wallets", "withdrawals"),
    """
    select format('wallet %s: holds %s, its open withdrawals ask %s', w.id, w.withdrawal_hold, coalesce(x.amount, 0))
    from wallets w left join (
        select player_id, currency, sum(amount) as amount from withdrawals where state < 4 group by 1, 2
    ) x using (player_id, currency)
    where w.withdrawal_hold <> coalesce(x.amount, 0)
    """,
)
OUTBOX = Check(
    "the outbox tells of every transaction that it still remembers",
    ("outbox", "ledger_transactions"),
    """
    with told as (
        select o.created_at, x.wallet_id, max(x.sequence) as sequence
        from outbox o cross join lateral unnest(o.wallet_ids, o.sequences) x (wallet_id, sequence) group by 1, 2
    )
    select format('wallet %s #%s: no batch of %s tells of it', t.wallet_id, max(t.sequence), t.occurred_at)
    from ledger_transactions t
    left join told on told.wallet_id = t.wallet_id and told.created_at = t.occurred_at
    where t.occurred_at > now() - $1::interval
    group by t.wallet_id, t.occurred_at having max(t.sequence) is distinct from max(told.sequence)
    """,
    (KEEP_PUBLISHED * 0.9,),
)

CHECKS = (SETTLED, ROUNDS, IN_PLAY, DEPOSITS, WITHDRAWALS, HELD, OUTBOX)
