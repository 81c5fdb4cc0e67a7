"""Screening against lists of sanctions and politically exposed persons."""

from alembic import op

revision = "0017"
down_revision: str | None = "0016"

UP = """
create table kyc_screenings (
    player_id uuid primary key references player_gates (player_id),
    screened_at timestamptz not null,
    hits_sealed bytea
);
comment on column kyc_screenings.hits_sealed is
    'By entry of a list, whether our staff cleared it; null: there was never any';
"""

DOWN = "drop table kyc_screenings;"


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
