"""Which rules a player is under, in clear for the settlement lane; every change of them."""

from alembic import op

revision = "0008"
down_revision: str | None = "0007"

UP = """
alter table player_gates
    add column jurisdiction text not null default 'GLI',
    add column profile_version integer not null default 1;
comment on column player_gates.jurisdiction is 'By which profile the lane judges this player, as players.jurisdiction';

create table profile_changes (
    id uuid primary key,
    player_id uuid not null references players (id),
    from_code text not null,
    from_version integer not null,
    to_code text not null,
    to_version integer not null,
    changed_at timestamptz not null
);
create index profile_changes_player on profile_changes (player_id, id);
create trigger profile_changes_append_only before update or delete or truncate on profile_changes
    for each statement execute function refuse_change();
"""

DOWN = """
drop table profile_changes;
alter table player_gates drop column jurisdiction, drop column profile_version;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
