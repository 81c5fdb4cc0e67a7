"""Game sessions and rounds, as the settlement lane reads and writes them."""

from alembic import op

revision = "0005"
down_revision: str | None = "0004"

UP = """
create table game_sessions (
    id uuid primary key,
    token_digest bytea not null unique,
    player_id uuid not null references player_gates (player_id),
    provider text not null,
    game_code text not null,
    currency text not null,
    opened_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz
);
create index game_sessions_player on game_sessions (player_id, id);
comment on table game_sessions is 'Changed only under the player''s lock, because bets read it';

create table rounds (
    id uuid not null,
    player_id uuid not null,
    provider text not null,
    reference text not null,
    wallet_id bigint not null,
    game_code text not null,
    state smallint not null,
    in_play bigint not null check (in_play >= 0),
    staked bigint not null,
    won bigint not null,
    opened_at timestamptz not null,
    closed_at timestamptz,
    primary key (player_id, id),
    unique (player_id, provider, reference)
) with (fillfactor = 70);
"""

DOWN = "drop table rounds, game_sessions;"


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
