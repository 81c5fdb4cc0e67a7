"""complaints."""

from alembic import op

revision = "0014"
down_revision: str | None = "0013"

UP = """
create table complaints (id uuid primary key);
"""

DOWN = "drop table complaints;"


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
