"""Deposits, withdrawals, notices of providers, staff cases; and the sandbox payment provider's own schema."""

from alembic import op

revision = "0004"
down_revision: str | None = "0003"

UP = """
create table deposits (
    id uuid primary key,
    player_id uuid not null references player_gates (player_id),
    idempotency_key text not null,
    method text not null,
    provider text not null,
    amount bigint not null check (amount > 0),
    currency text not null,
    state smallint not null check (state between 1 and 3),
    reason text not null default '',
    paid_by text,
    payment_reference text,
    action_kind text,
    action_url text,
    started_at timestamptz not null,
    ended_at timestamptz,
    constraint deposits_idempotency_key unique (player_id, idempotency_key),
    check ((state = 2) = (paid_by is not null)),
    check ((state = 1) = (ended_at is null))
);
create index deposits_player_recent on deposits (player_id, id);
comment on table deposits is
    'State, reason, paid_by and ended_at change only under the player''s lock; 1 pending, 2 confirmed, 3 failed';

create table withdrawals (
    id uuid primary key,
    player_id uuid not null references player_gates (player_id),
    idempotency_key text not null,
    method text not null,
    provider text not null,
    amount bigint not null check (amount > 0),
    currency text not null,
    state smallint not null check (state between 1 and 6),
    reason text not null default '',
    requested_at timestamptz not null,
    ended_at timestamptz,
    payout_reference text,
    attempts smallint not null default 0,
    attempt_at timestamptz default now(),
    constraint withdrawals_idempotency_key unique (player_id, idempotency_key),
    check ((state < 4) = (ended_at is null))
);
create index withdrawals_player_recent on withdrawals (player_id, id);
create index withdrawals_due on withdrawals (attempt_at) where state < 4 and attempt_at is not null;
comment on table withdrawals is 'State, reason and ended_at change only under the player''s lock; 1 requested, '
    '2 approved, 3 submitted, 4 paid, 5 rejected, 6 failed; attempt_at: when the worker tries next, null: it does not';

create table payment_notices (
    provider text not null,
    notice_id text not null,
    digest bytea not null,
    facts jsonb not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    times integer not null default 1,
    outcome text,
    primary key (provider, notice_id)
);
comment on table payment_notices is 'What providers told us, and what became of it; no outcome: not settled yet';

create table staff_cases (
    id bigint generated always as identity primary key,
    kind text not null,
    subject text not null,
    facts jsonb not null,
    opened_at timestamptz not null,
    closed_at timestamptz
);
create unique index staff_cases_open on staff_cases (kind, subject) where closed_at is null;
comment on table staff_cases is 'What a person must look at, because no rule may decide it';

create schema sandbox;
comment on schema sandbox is 'The sandbox companies'' own data: outside the platform, which reads none of it';

create table sandbox.psp_payments (
    id text primary key,
    reference text not null unique,
    amount bigint not null,
    currency text not null,
    return_url text not null,
    notify_url text not null,
    status text not null,
    reason text not null default '',
    outcome text,
    due_at timestamptz,
    created_at timestamptz not null default now()
);
create index psp_payments_due on sandbox.psp_payments (due_at) where due_at is not null;

create table sandbox.psp_payouts (
    id text primary key,
    reference text not null unique,
    amount bigint not null,
    currency text not null,
    notify_url text not null,
    status text not null,
    reason text not null default '',
    due_at timestamptz,
    created_at timestamptz not null default now()
);
create index psp_payouts_due on sandbox.psp_payouts (due_at) where due_at is not null;

create table sandbox.psp_webhooks (
    id bigint generated always as identity primary key,
    url text not null,
    body bytea not null,
    attempts integer not null default 0,
    due_at timestamptz,
    answer text not null default '',
    created_at timestamptz not null default now()
);
create index psp_webhooks_due on sandbox.psp_webhooks (due_at) where due_at is not null;
comment on column sandbox.psp_webhooks.due_at is 'Null once it was accepted or given up';
"""

DOWN = """
drop table sandbox.psp_webhooks, sandbox.psp_payouts, sandbox.psp_payments;
drop schema sandbox;
drop table staff_cases, payment_notices, withdrawals, deposits;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
