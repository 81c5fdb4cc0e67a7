"""The ledger: gates, wallets, transactions, postings, settlements, the outbox, the hash chain."""

from alembic import op

revision = "0001"
down_revision: str | None = None

UP = """
create table player_gates (
    player_id uuid primary key,
    blocks text[] not null default '{}'
) with (fillfactor = 50);
comment on table player_gates is
    'One row per player: what the lane locks, and why a player may not do something (<gate>:<REASON>)';

create table wallets (
    id bigint generated always as identity primary key,
    player_id uuid not null references player_gates (player_id),
    currency text not null check (currency ~ '^[A-Z0-9]{2,15}$'),
    cash bigint not null default 0,
    in_play bigint not null default 0 check (in_play >= 0),
    withdrawal_hold bigint not null default 0 check (withdrawal_hold >= 0),
    vault bigint not null default 0 check (vault >= 0),
    sequence bigint not null default 0,
    unique (player_id, currency)
) with (fillfactor = 50);
comment on column wallets.cash is 'Minor units; below zero is a deficit that a rolled back win or a chargeback left';

-- The ledger's rows name their wallet without a foreign key: it would cost a bet a tenth of its work, and lock rows
-- that the lane has locked already. Only the lane writes here, and `croupier ledger verify` finds strays.
create table ledger_transactions (
    wallet_id bigint not null,
    sequence bigint not null,
    kind smallint not null,
    amount bigint not null,
    cash_after bigint not null,
    in_play_after bigint not null,
    withdrawal_hold_after bigint not null,
    vault_after bigint not null,
    occurred_at timestamptz not null,
    caller text not null,
    key text not null,
    round_id uuid,
    payment_id uuid,
    reason text not null default '',
    primary key (wallet_id, sequence)
);

create table postings (
    wallet_id bigint not null,
    sequence bigint not null,
    line smallint not null,
    account smallint not null,
    party text not null,
    amount bigint not null check (amount <> 0),
    primary key (wallet_id, sequence, line)
);
comment on table postings is 'Immutable; the postings of a transaction sum to zero; party is empty for player accounts';

create table settlements (
    caller text not null,
    key text not null,
    player_id uuid not null,
    state smallint not null,
    meaning bytea not null,
    reply text not null,
    amount bigint not null,
    round_id uuid,
    settled_at timestamptz not null,
    primary key (caller, key)
) with (fillfactor = 90);
comment on table settlements is 'Idempotency: what each key of each caller meant, and the result it was given';

create table outbox (
    id bigint generated always as identity primary key,
    created_at timestamptz not null,
    wallet_ids bigint[] not null,
    sequences bigint[] not null,
    events jsonb not null,
    published_at timestamptz
);
create index outbox_unpublished on outbox (id) where published_at is null;
comment on table outbox is 'One row per committed batch: which wallets reached which sequence, and facts';

create table ledger_chain (
    wallet_id bigint not null,
    sequence bigint not null,
    hash bytea not null,
    primary key (wallet_id, sequence)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger ledger_transactions_append_only before update or delete or truncate on ledger_transactions
    for each statement execute function refuse_change();
create trigger postings_append_only before update or delete or truncate on postings
    for each statement execute function refuse_change();
"""

DOWN = """
drop table ledger_chain, outbox, settlements, postings, ledger_transactions, wallets, player_gates;
drop function refuse_change();
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
