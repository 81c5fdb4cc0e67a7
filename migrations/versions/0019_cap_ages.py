"""On which day verified players reach the next age bound of their stake caps, as blind indexes."""

from alembic import op

revision = "0019"
down_revision: str | None = "0018"

UP = """
create table cap_age_days (
    player_id uuid primary key references player_gates (player_id),
    day_index bytea not null
);
create index cap_age_days_index on cap_age_days (day_index, player_id);
comment on column cap_age_days.day_index is 'Of the day, keyed: a job finds who is due without opening a birth date';
-- Whoever was verified before counts as assessed by no version, so that a job assesses them anew.
update kyc_states s set profile_version = 0 from kyc_cases c
where c.player_id = s.player_id and c.level = 1 and c.status = 'APPROVED' and s.jurisdiction = 'GB';
"""

DOWN = "drop table cap_age_days;"


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
