"""Who changed a reference rate, from what, to what, and when."""

from alembic import op

revision = "0020"
down_revision: str | None = "0019"

UP = """
create table reference_rate_changes (
    id uuid primary key,
    currency text not null references reference_rates (currency),
    before_micros bigint check (before_micros > 0),
    after_micros bigint not null check (after_micros > 0),
    at timestamptz not null,
    by text not null
);
create index reference_rate_changes_currency on reference_rate_changes (currency, at);
create trigger reference_rate_changes_append_only before update or delete or truncate on reference_rate_changes
    for each statement execute function refuse_change();
comment on column reference_rate_changes.before_micros is 'Null: the currency had no rate';
"""

DOWN = "drop table reference_rate_changes;"


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
