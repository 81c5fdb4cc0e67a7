"""The sandbox game provider's own memory. It stands for another company: nothing of the platform refers to it."""

from alembic import op

revision = "0006"
down_revision: str | None = "0005"

UP = """
create schema sandbox_games;

create table sandbox_games.seats (
    id text primary key,
    game text not null,
    currency text not null,
    player text,
    token text,
    lobby_url text not null,
    demo_balance bigint,
    opened_at timestamptz not null default now(),
    last_spin_at timestamptz,
    unique (token),
    check ((player is null) = (token is null) and (token is null) = (demo_balance is not null))
);
comment on table sandbox_games.seats is 'One opened page each; amounts are in 1/100,000 of the currency';

create table sandbox_games.rounds (
    id uuid primary key,
    seat text not null references sandbox_games.seats (id),
    state smallint not null check (state between 1 and 5),
    stake bigint not null,
    bet_uuid text not null,
    stops integer[],
    win bigint,
    settling_uuid text not null,
    started_at timestamptz not null default now(),
    next_try_at timestamptz,
    tries integer not null default 0
);
create index rounds_of_seat on sandbox_games.rounds (seat, started_at desc);
create index rounds_unfinished on sandbox_games.rounds (next_try_at) where state < 4;
comment on column sandbox_games.rounds.state is '1 betting, 2 paying, 3 taking back, 4 done, 5 void';
comment on column sandbox_games.rounds.settling_uuid is 'The transaction of the win, or of the rollback';
"""

DOWN = "drop schema sandbox_games cascade;"


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
