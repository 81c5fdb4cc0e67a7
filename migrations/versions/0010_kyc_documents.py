"""kyc_documents."""

from alembic import op

revision = "0010"
down_revision: str | None = "0009"

UP = """
create table kyc_documents (id uuid primary key);
"""

DOWN = "drop table kyc_documents;"


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
