"""When a session was last seen to be where play is allowed: bets read it."""

from alembic import op

revision = "0023"
down_revision: str | None = "0022"

UP = """
alter table sessions add column located_at timestamptz;
comment on column sessions.located_at is
    'When its place was last judged; null: nothing is known of places here. Changed under the player''s lock';
"""
DOWN = "alter table sessions drop column located_at"


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
