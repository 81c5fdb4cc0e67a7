"""Payments by time, for thresholds; every KYC file is judged once more, to write down beforehand what closes later."""

from alembic import op

revision = "0022"
down_revision: str | None = "0021"

INDEXES = """
create index deposits_confirmed on deposits (player_id, ended_at) where state = 2;
create index withdrawals_paid on withdrawals (player_id, ended_at) where state = 4;
"""
# No profile has a version 0, so the next look for files that are behind finds all of them.
AGAIN = "update kyc_states set profile_version = 0"
# An earlier release reads a block without knowing of beginnings; it judges the files anew as well.
WITHOUT = """
update player_gates set blocks = array(
    select block from unnest(blocks) as block where block !~ '[:]KYC_.*@.*/' order by 1)
where array_to_string(blocks, ' ') ~ '[:]KYC_.*@.*/'
"""


def upgrade() -> None:
    op.execute(INDEXES)
    op.execute(AGAIN)


def downgrade() -> None:
    op.execute("drop index deposits_confirmed, withdrawals_paid")
    op.execute(WITHOUT)
    op.execute(AGAIN)
