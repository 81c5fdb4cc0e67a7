"""Identity: players, credentials, sessions, the access log. Personal data is sealed from the first row on."""

from alembic import op

revision = "0002"
down_revision: str | None = "0001"

UP = """
create table players (
    id uuid primary key references player_gates (player_id) deferrable initially deferred,
    email_index bytea not null,
    email_sealed bytea not null,
    birth_date_sealed bytea not null,
    country text not null check (country ~ '^[A-Z]{2}$'),
    status text not null,
    jurisdiction text not null,
    profile_version integer not null,
    terms_version text not null,
    privacy_version text not null,
    terms_accepted_at timestamptz not null,
    created_at timestamptz not null,
    constraint players_email_once unique (email_index)
);
comment on column players.email_index is 'HMAC of the normalised address under a key of its own';
comment on column players.email_sealed is 'AES-256-GCM, bound to players/email/<id>';
comment on column players.birth_date_sealed is 'AES-256-GCM, bound to players/birth_date/<id>';

create table player_credentials (
    player_id uuid primary key references players (id),
    password_hash text not null,
    hashed_at timestamptz not null
);

create table sessions (
    id uuid primary key,
    player_id uuid not null references players (id),
    kind text not null,
    ip_sealed bytea,
    user_agent_sealed bytea,
    started_at timestamptz not null,
    expires_at timestamptz not null,
    last_seen_at timestamptz not null,
    generation integer not null check (generation >= 0),
    refresh_digest bytea not null check (octet_length(refresh_digest) = 32),
    spent_at timestamptz[] not null,
    proved_at timestamptz,
    ended_at timestamptz,
    end_reason text,
    check ((ended_at is null) = (end_reason is null))
) with (fillfactor = 70);
create index sessions_player on sessions (player_id, id);
create index sessions_ended on sessions (ended_at) where ended_at is not null;
comment on column sessions.refresh_digest is 'SHA-256 of the one refresh token that is current; tokens are not stored';
comment on column sessions.spent_at is 'When the tokens before it were spent, newest first, as far as grace reaches';

create table access_log (
    id uuid primary key,
    at timestamptz not null,
    event text not null,
    player_id uuid,
    session_id uuid,
    ip_sealed bytea,
    user_agent_sealed bytea
);
create index access_log_player on access_log (player_id, id);
create trigger access_log_append_only before update or delete or truncate on access_log
    for each statement execute function refuse_change();

create table sign_in_attempts (
    key bytea primary key,
    attempts integer not null check (attempts >= 0),
    window_started_at timestamptz not null
) with (fillfactor = 70);
create index sign_in_attempts_oldest on sign_in_attempts (window_started_at);
comment on table sign_in_attempts is 'Failures in the present window per subject and per address, by blind index';
"""

DOWN = "drop table sign_in_attempts, access_log, sessions, player_credentials, players;"


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
