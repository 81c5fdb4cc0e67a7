"""Know your customer: cases by level, vendors' checks, requirements that thresholds opened, what staff did."""

from alembic import op

revision = "0009"
down_revision: str | None = "0008"

UP = """
create table kyc_states (
    player_id uuid primary key references player_gates (player_id),
    version bigint not null default 1,
    jurisdiction text not null,
    profile_version integer not null,
    assessed_at timestamptz not null
) with (fillfactor = 80);
comment on table kyc_states is
    'When and by which profile a player''s gates were decided; the version grows with every change of the file';

create table kyc_cases (
    player_id uuid not null references player_gates (player_id),
    level smallint not null check (level between 1 and 4),
    status text not null,
    rejection text,
    reasons text[] not null,
    comment_sealed bytea,
    vendor text,
    started_at timestamptz,
    submitted_at timestamptz,
    judged_at timestamptz,
    judged_by text not null,
    expires_at timestamptz,
    primary key (player_id, level),
    check ((status = 'REJECTED') = (rejection is not null))
);
create index kyc_cases_waiting on kyc_cases (submitted_at) where status in ('SUBMITTED', 'IN_REVIEW');
create index kyc_cases_expiring on kyc_cases (expires_at) where status = 'APPROVED' and expires_at is not null;
comment on table kyc_cases is 'Changes only under the player''s lock, with the gates; no row: not started';

create table kyc_requirements (
    player_id uuid not null references player_gates (player_id),
    reason text not null,
    level smallint not null check (level between 1 and 4),
    closes text[] not null,
    opened_at timestamptz not null,
    due_at timestamptz not null,
    primary key (player_id, reason)
);
create index kyc_requirements_due on kyc_requirements (due_at);

create table kyc_attempts (
    id uuid primary key,
    player_id uuid not null references player_gates (player_id),
    level smallint not null check (level between 1 and 4),
    vendor text not null,
    started_at timestamptz not null,
    constraint kyc_attempts_once unique (player_id, level, vendor)
);
comment on column kyc_attempts.id is 'The reference that the vendor was given and hands back';

create table kyc_checks (
    id uuid primary key,
    attempt_id uuid not null references kyc_attempts (id),
    player_id uuid not null references player_gates (player_id),
    level smallint not null check (level between 1 and 4),
    vendor text not null,
    external_id text not null,
    created_at timestamptz not null,
    answer text not null check (answer in ('GREEN', 'RED', 'REVIEW')),
    rejection text,
    labels text[] not null,
    comment_sealed bytea,
    private_comment_sealed bytea,
    expires_at timestamptz,
    received_at timestamptz not null,
    applied boolean not null,
    constraint kyc_checks_once unique (attempt_id, created_at, answer)
);
create index kyc_checks_player on kyc_checks (player_id, created_at);
comment on column kyc_checks.created_at is 'The vendor''s time: verdicts are ordered by it';

create table kyc_staff_log (
    id uuid primary key,
    player_id uuid not null references player_gates (player_id),
    level smallint not null check (level between 0 and 4),
    action text not null,
    staff text not null,
    reason_sealed bytea,
    at timestamptz not null
);
create index kyc_staff_log_player on kyc_staff_log (player_id, id);
"""

DOWN = "drop table kyc_staff_log, kyc_checks, kyc_attempts, kyc_requirements, kyc_cases, kyc_states;"


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
