"""What each wallet has seen of play, beside its balances; a session in play keeps only what was there before it."""

from alembic import op

revision = "0018"
down_revision: str | None = "0017"

# kind 2 and 4: a bet, and one taken back; 3 and 5: a win, and one taken back (domain/wallet/decision.py). What was
# staked in a session before this revision was counted in euro cents; counted anew from the rows it is exact.
UP = """
alter table wallets
    add column staked bigint not null default 0,
    add column won bigint not null default 0,
    add column last_bet_at timestamptz;
comment on column wallets.staked is
    'All stakes ever, less those taken back: minus the sum of kinds BET and BET_ROLLBACK';
comment on column wallets.won is 'All wins ever, less those taken back: the sum of kinds WIN and WIN_ROLLBACK';
update wallets w set staked = t.staked, won = t.won, last_bet_at = t.last_bet_at
from (
    select wallet_id, coalesce(-sum(amount) filter (where kind in (2, 4)), 0) staked,
        coalesce(sum(amount) filter (where kind in (3, 5)), 0) won,
        max(occurred_at) filter (where kind = 2) last_bet_at
    from ledger_transactions where kind in (2, 3, 4, 5) group by wallet_id
) t where t.wallet_id = w.id;

alter table play_states add column session_before text not null default '{}';
update play_states p set session_before = b.before
from (
    select p.player_id, jsonb_object_agg(w.currency, jsonb_build_array(
        (select coalesce(-sum(amount), 0) from ledger_transactions t
            where t.wallet_id = w.id and kind in (2, 4) and occurred_at < p.session_started_at),
        (select coalesce(sum(amount), 0) from ledger_transactions t
            where t.wallet_id = w.id and kind in (3, 5) and occurred_at < p.session_started_at)))::text before
    from play_states p join wallets w using (player_id) where p.session_started_at is not null group by p.player_id
) b where b.player_id = p.player_id;
alter table play_states drop column session_wagered, drop column session_won;
"""

# What was used of limits of play is kept less what the wallet has seen, in each currency's last bucket
# (domain/responsible_gaming/play_usage.py): [[flow, period, {currency: [[start, end, spent, won], ...]}], ...].
KEPT = """
update play_states p set usage = (
    select jsonb_agg(case when flow ->> 0 <> 'PLAY' then flow else jsonb_build_array(flow -> 0, flow -> 1, (
        select coalesce(jsonb_object_agg(kept.currency, case when buckets = '[]' then buckets else
            jsonb_set(jsonb_set(buckets, '{-1,2}', to_jsonb((buckets -> -1 ->> 2)::bigint <sign> w.staked)),
                '{-1,3}', to_jsonb((buckets -> -1 ->> 3)::bigint <sign> w.won)) end), '{}')
        from jsonb_each(flow -> 2) kept (currency, buckets)
        join wallets w on w.player_id = p.player_id and w.currency = kept.currency)) end)::text
    from jsonb_array_elements(p.usage::jsonb) flow)
where usage <> '[]';
"""


# In the currency's own units: a session in play is shown these until it ends.
SESSIONS_DOWN = """
alter table play_states
    add column session_wagered bigint not null default 0,
    add column session_won bigint not null default 0;
update play_states p set session_wagered = greatest(s.wagered, 0), session_won = greatest(s.won, 0)
from (
    select p.player_id, sum(w.staked - coalesce((p.session_before::jsonb -> w.currency ->> 0)::bigint, 0)) wagered,
        sum(w.won - coalesce((p.session_before::jsonb -> w.currency ->> 1)::bigint, 0)) won
    from play_states p join wallets w using (player_id) where p.session_started_at is not null group by p.player_id
) s where s.player_id = p.player_id;
alter table play_states drop column session_before;
"""
WALLETS_DOWN = "alter table wallets drop column staked, drop column won, drop column last_bet_at"


def upgrade() -> None:
    op.execute(UP)
    op.execute(KEPT.replace("<sign>", "-"))


def downgrade() -> None:
    op.execute(SESSIONS_DOWN)
    op.execute(KEPT.replace("<sign>", "+"))
    op.execute(WALLETS_DOWN)
