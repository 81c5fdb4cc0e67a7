"""Which sessions are where nobody may play."""

from alembic import op

revision = "0016"
down_revision: str | None = "0015"

UP = """
alter table sessions add column location_refused boolean not null default false;
comment on column sessions.location_refused is
    'Last seen where its player''s rules refuse it; bets and deposits stay closed while one such session is open';
"""

DOWN = "alter table sessions drop column location_refused;"


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
