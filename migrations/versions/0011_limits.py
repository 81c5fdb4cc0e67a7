"""Limits, what was used of them, the session in play, and what amounts are worth in euros."""

from alembic import op

revision = "0011"
down_revision: str | None = "0010"

UP = """
create table play_states (
    player_id uuid primary key references player_gates (player_id),
    limits text not null default '[]',
    usage text not null default '[]',
    pending text not null default '{}',
    cycles text not null default '{}',
    session_sign_in uuid,
    session_started_at timestamptz,
    session_last_bet_at timestamptz,
    session_acknowledged_at timestamptz,
    session_wagered bigint not null default 0,
    session_won bigint not null default 0,
    check_seconds integer check (check_seconds >= 0),
    cap_age smallint
) with (fillfactor = 50);
comment on table play_states is
    'What the settlement lane judges a bet and a deposit by; written under the player''s row lock in player_gates only';

create table reference_rates (
    currency text primary key,
    euro_micros bigint not null check (euro_micros > 0),
    at timestamptz not null
);
comment on table reference_rates is 'Millionths of a euro that one whole unit is worth; limits count in euro cents';
insert into reference_rates (currency, euro_micros, at) values
    ('EUR', 1000000, '2026-01-01Z'),
    ('GBP', 1150000, '2026-01-01Z'),
    ('USD', 920000, '2026-01-01Z'),
    ('JPY', 6000, '2026-01-01Z'),
    ('USDT', 920000, '2026-01-01Z'),
    ('BTC', 60000000000, '2026-01-01Z'),
    ('TON', 3000000, '2026-01-01Z');

create table limits (
    player_id uuid not null references players (id),
    kind text not null,
    period text not null default '',
    setter text not null check (setter in ('PLAYER', 'OPERATOR')),
    value bigint not null check (value >= 0),
    since timestamptz not null,
    pending_value bigint check (pending_value >= 0),
    pending_removal boolean not null default false,
    confirm_from timestamptz,
    confirm_until timestamptz,
    primary key (player_id, kind, period, setter)
);
comment on column limits.value is 'Euro cents; seconds for SESSION_TIME';

create table limit_changes (
    id uuid primary key,
    player_id uuid not null references players (id),
    kind text not null,
    period text not null default '',
    setter text not null,
    by_whom text not null,
    change text not null,
    before_value bigint,
    after_value bigint,
    reason text not null default '',
    at timestamptz not null
);
create index limit_changes_player on limit_changes (player_id, id);
create trigger limit_changes_append_only before update or delete or truncate on limit_changes
    for each statement execute function refuse_change();
"""

DOWN = """
drop table limit_changes;
drop table limits;
drop table reference_rates;
drop table play_states;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
