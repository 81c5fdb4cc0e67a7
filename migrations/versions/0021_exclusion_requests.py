"""Third parties' requests that somebody be excluded, and exclusions that staff impose."""

from alembic import op

revision = "0021"
down_revision: str | None = "0020"

UP = """
alter table exclusions drop constraint exclusions_kind_check;
alter table exclusions add constraint exclusions_kind_check
    check (kind in ('TIME_OUT', 'SELF_EXCLUSION', 'REGISTER', 'OPERATOR'));

create table exclusion_requests (
    id uuid primary key,
    player_id uuid not null references players (id),
    relation text not null,
    asked_by_sealed bytea,
    contact_sealed bytea,
    reason_sealed bytea,
    asked_at timestamptz not null,
    recorded_at timestamptz not null,
    decided_at timestamptz,
    exclusion_id uuid references exclusions (id),
    check (exclusion_id is null or decided_at is not null)
);
create index exclusion_requests_player on exclusion_requests (player_id);
create index exclusion_requests_open on exclusion_requests (asked_at) where decided_at is null;
comment on table exclusion_requests is 'Who asks to exclude a player, and why: told in confidence, never to the player';

create table exclusion_request_log (
    id uuid primary key,
    request_id uuid not null references exclusion_requests (id) on delete cascade,
    player_id uuid not null references players (id),
    at timestamptz not null,
    step text not null,
    by text not null,
    reason_sealed bytea
);
create index exclusion_request_log_request on exclusion_request_log (request_id, id);
"""

DOWN = """
drop table exclusion_request_log;
drop table exclusion_requests;
update exclusions set kind = 'SELF_EXCLUSION' where kind = 'OPERATOR';
alter table exclusions drop constraint exclusions_kind_check;
alter table exclusions add constraint exclusions_kind_check
    check (kind in ('TIME_OUT', 'SELF_EXCLUSION', 'REGISTER'));
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
