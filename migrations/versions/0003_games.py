"""The catalogue, and which launch each idempotency key opened."""

from alembic import op

revision = "0003"
down_revision: str | None = "0002"

UP = """
create table game_categories (
    slug text primary key,
    title text not null
);

create table game_studios (
    slug text primary key,
    title text not null
);

create table games (
    id uuid primary key,
    slug text not null constraint games_slug_taken unique,
    provider text not null,
    code text not null,
    title text not null,
    sort_title text not null collate "C",
    studio text not null references game_studios (slug),
    category text not null references game_categories (slug),
    tags text[] not null,
    features text[] not null,
    rtp_basis_points integer,
    volatility smallint,
    currencies text[] not null,
    demo boolean not null,
    thumbnail_url text,
    background_url text,
    released_on date,
    on_offer boolean not null,
    constraint games_code_taken unique (provider, code)
);
create index games_by_title on games (sort_title, id) where on_offer;
create index games_by_category on games (category, sort_title, id) where on_offer;
comment on column games.on_offer is 'Whether its provider lists it now; a withdrawn game keeps its row for history';

create table game_launches (
    player_id uuid not null references player_gates (player_id),
    key text not null,
    meaning bytea not null,
    session_id uuid not null unique,
    sealed_token bytea not null,
    primary key (player_id, key)
);
comment on column game_launches.sealed_token is 'Sealed with a data key, so that a replay can open the same session';
"""

DOWN = "drop table game_launches, games, game_studios, game_categories;"


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
