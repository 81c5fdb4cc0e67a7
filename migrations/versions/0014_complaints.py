"""Complaints, what was written in them and done about them; what was deleted when its time was over."""

from alembic import op

revision = "0014"
down_revision: str | None = "0013"

UP = """
create table complaints (
    id uuid primary key,
    player_id uuid not null references players (id),
    key text not null,
    category text not null,
    subject_sealed bytea not null,
    opened_at timestamptz not null,
    acknowledge_by timestamptz not null,
    answer_by timestamptz not null,
    acknowledged_at timestamptz,
    answered_at timestamptz,
    closed_at timestamptz,
    unique (player_id, key)
);
create index complaints_player on complaints (player_id, id);
create index complaints_opened on complaints (player_id, opened_at);
create index complaints_waiting on complaints (answer_by) where closed_at is null;
create index complaints_over on complaints (coalesce(closed_at, answered_at));
comment on column complaints.answered_at is 'Null while staff are to write: not answered, or the player wrote again';
comment on column complaints.answer_by is 'From then on a third party may decide, unless it is answered';

create table complaint_messages (
    id uuid primary key,
    complaint_id uuid not null references complaints (id) on delete cascade,
    player_id uuid not null references players (id),
    written_at timestamptz not null,
    author text not null check (author in ('PLAYER', 'STAFF')),
    text_sealed bytea not null
);
create index complaint_messages_complaint on complaint_messages (complaint_id, id);
create index complaint_messages_player on complaint_messages (player_id, id);

create table complaint_log (
    id uuid primary key,
    complaint_id uuid not null references complaints (id) on delete cascade,
    player_id uuid not null references players (id),
    at timestamptz not null,
    step text not null,
    by text not null,
    reason_sealed bytea
);
create index complaint_log_complaint on complaint_log (complaint_id, id);
create index complaint_log_player on complaint_log (player_id, id);
comment on table complaint_log is 'Who did what: the player, or whom of staff, and why';

create index messages_over on messages (coalesce(sent_at, given_up_at));

create table retention_log (
    id uuid primary key,
    at timestamptz not null,
    record text not null,
    jurisdiction text not null,
    ended_before timestamptz not null,
    deleted integer not null check (deleted > 0)
);
create trigger retention_log_append_only before update or delete or truncate on retention_log
    for each statement execute function refuse_change();
comment on table retention_log is 'How much of which kind of record was deleted when its time was over';
"""

DOWN = """
drop table retention_log;
drop index messages_over;
drop table complaint_log;
drop table complaint_messages;
drop table complaints;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
