"""Time-outs and exclusions, the log of everything asked of them, and by what excluded people are known again."""

from alembic import op

revision = "0012"
down_revision: str | None = "0011"

UP = """
create table exclusions (
    id uuid primary key,
    player_id uuid not null references players (id),
    kind text not null check (kind in ('TIME_OUT', 'SELF_EXCLUSION', 'REGISTER')),
    reason_sealed bytea,
    requested_at timestamptz not null,
    starts_at timestamptz not null,
    ends_at timestamptz check (ends_at > starts_at or origin is not null),
    end_requested_at timestamptz,
    end_reason_sealed bytea,
    end_answered_at timestamptz,
    opens_at timestamptz,
    replaced_at timestamptz,
    origin uuid references exclusions (id),
    check (kind <> 'TIME_OUT' or (ends_at is not null and opens_at is null)),
    check (end_answered_at is null or end_requested_at is not null)
);
create index exclusions_player on exclusions (player_id, id);
create index exclusions_waiting on exclusions (end_requested_at)
    where end_requested_at is not null and end_answered_at is null and replaced_at is null;
comment on column exclusions.ends_at is 'Null: for good, or for as long as the national register says so';
comment on column exclusions.opens_at is 'When the gates open, once that is settled; null: not settled';
comment on column exclusions.origin is 'Of the same person under another account, which this one follows';

create table exclusion_log (
    id uuid primary key,
    exclusion_id uuid not null references exclusions (id),
    player_id uuid not null references players (id),
    at timestamptz not null,
    step text not null,
    kind text not null,
    starts_at timestamptz not null,
    ends_at timestamptz,
    by text not null
);
create index exclusion_log_player on exclusion_log (player_id, id);
create trigger exclusion_log_append_only before update or delete or truncate on exclusion_log
    for each statement execute function refuse_change();
comment on table exclusion_log is 'Every request: time, type, start and end (GLI-19 2.8.5(i)); the reason stands apart';

create table exclusion_reasons (
    id uuid primary key references exclusion_log (id),
    player_id uuid not null references players (id),
    reason_sealed bytea not null
);
create index exclusion_reasons_player on exclusion_reasons (player_id);
comment on table exclusion_reasons is 'In the words of who asked or answered; erasing a person erases them';

create table excluded_traits (
    exclusion_id uuid not null references exclusions (id),
    trait text not null check (trait in ('PERSON', 'EMAIL', 'PHONE', 'METHOD', 'DEVICE')),
    digest bytea not null,
    primary key (exclusion_id, trait, digest)
);
create index excluded_traits_digest on excluded_traits (digest, trait);
comment on table excluded_traits is 'Digests by which an excluded person is known under another account';

create index player_gates_unchecked on player_gates (player_id) where blocks @> '{bet:REGISTER_UNCHECKED}';
"""

DOWN = """
drop index player_gates_unchecked;
drop table excluded_traits;
drop table exclusion_reasons;
drop table exclusion_log;
drop table exclusions;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
