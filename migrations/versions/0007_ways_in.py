"""Ways in: challenges, second factors, linked methods, devices, messages; what a player's record holds about them."""

from alembic import op

revision = "0007"
down_revision: str | None = "0006"

UP = """
alter table players
    add column email_verified_at timestamptz,
    add column phone_index bytea,
    add column phone_sealed bytea,
    add column phone_verified_at timestamptz,
    add column person_index bytea,
    add column profile_sealed bytea,
    add column username text,
    add column language text not null default 'en',
    add column locked_at timestamptz,
    add column closed_at timestamptz,
    add column closing_reason_sealed bytea,
    add column erased_at timestamptz;
update players set email_verified_at = created_at;
alter table players alter column email_verified_at set not null;
create unique index players_phone_once on players (phone_index);
create unique index players_person_once on players (person_index) where closed_at is null;
create unique index players_username_once on players (lower(username));
create index players_closed on players (id) where status = 'CLOSED';
comment on column players.phone_index is
    'HMAC of the number in E.164 form under a key of its own; verified numbers only';
comment on column players.person_index is 'HMAC of normalised name and birth date: one open account per person';
comment on column players.profile_sealed is 'Name and address as JSON; AES-256-GCM, bound to players/profile/<id>';
comment on column players.locked_at is 'Too many failures: until a second factor or recovery proves the owner';

create table challenges (
    id uuid primary key,
    kind text not null,
    player_id uuid references players (id),
    facts_sealed bytea not null,
    code_digest bytea,
    attempts_left smallint not null check (attempts_left >= 0),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    spent_at timestamptz
) with (fillfactor = 70);
create index challenges_player on challenges (player_id, kind) where spent_at is null;
create index challenges_oldest on challenges (expires_at);
comment on table challenges is 'Things begun that need an answer: single use, short-lived, few attempts';
comment on column challenges.facts_sealed is 'JSON; AES-256-GCM, bound to challenges/facts/<id>';

create table spent_proofs (
    digest bytea primary key,
    expires_at timestamptz not null
);
create index spent_proofs_oldest on spent_proofs (expires_at);
comment on table spent_proofs is
    'Proofs that others issue and we take once, by digest, until they expire by themselves';

create table totp_factors (
    player_id uuid primary key references players (id),
    secret_sealed bytea not null,
    enabled_at timestamptz not null,
    last_step bigint not null
) with (fillfactor = 70);
comment on column totp_factors.last_step is 'The newest time step that was used: it and those before are refused';

create table recovery_codes (
    player_id uuid not null references players (id),
    digest bytea not null,
    used_at timestamptz,
    primary key (player_id, digest)
) with (fillfactor = 70);

create table linked_methods (
    id uuid primary key,
    player_id uuid not null references players (id),
    kind text not null,
    subject_index bytea not null,
    subject_sealed bytea not null,
    label_sealed bytea not null,
    public_key bytea,
    sign_count bigint not null default 0,
    linked_at timestamptz not null,
    last_used_at timestamptz,
    constraint linked_methods_subject_once unique (kind, subject_index)
) with (fillfactor = 70);
create index linked_methods_player on linked_methods (player_id, id);
comment on table linked_methods is 'Telegram, wallets, passkeys, OpenID Connect: whom each stands for';

create table devices (
    player_id uuid not null references players (id),
    digest bytea not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    primary key (player_id, digest)
) with (fillfactor = 70);

create table networks (
    player_id uuid not null references players (id),
    network_index bytea not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    primary key (player_id, network_index)
) with (fillfactor = 70);

create table terms_acceptances (
    player_id uuid not null references players (id),
    terms_version text not null,
    privacy_version text not null,
    accepted_at timestamptz not null,
    primary key (player_id, terms_version, privacy_version)
);
insert into terms_acceptances select id, terms_version, privacy_version, terms_accepted_at from players;

create table consent_changes (
    id uuid primary key,
    player_id uuid not null references players (id),
    channel text not null,
    product text not null,
    granted boolean not null,
    changed_at timestamptz not null
);
create index consent_changes_player on consent_changes (player_id, channel, product, id);
create trigger consent_changes_append_only before update or delete or truncate on consent_changes
    for each statement execute function refuse_change();

create table messages (
    id uuid primary key,
    player_id uuid references players (id),
    channel text not null,
    template text not null,
    language text not null,
    recipient_sealed bytea,
    facts_sealed bytea,
    created_at timestamptz not null,
    due_at timestamptz not null,
    expires_at timestamptz,
    attempts smallint not null default 0,
    sent_at timestamptz,
    given_up_at timestamptz
) with (fillfactor = 70);
create index messages_due on messages (channel, due_at) where sent_at is null and given_up_at is null;
create index messages_player on messages (player_id, id);
comment on table messages is 'Written in the transaction that causes them, sent after it; facts go once they are sent';

create table data_exports (
    id uuid primary key,
    player_id uuid not null references players (id),
    requested_at timestamptz not null,
    due_at timestamptz not null,
    expires_at timestamptz not null,
    ready_at timestamptz,
    fetched_at timestamptz,
    attempts smallint not null default 0
) with (fillfactor = 70);
create index data_exports_player on data_exports (player_id, id);
create index data_exports_due on data_exports (due_at) where ready_at is null;
create index data_exports_oldest on data_exports (expires_at);
comment on column data_exports.due_at is 'When a worker may take it next; one that takes it moves this on';

create table data_export_parts (
    export_id uuid not null references data_exports (id) on delete cascade,
    number integer not null,
    text_sealed bytea not null,
    primary key (export_id, number)
);
comment on table data_export_parts is
    'The export''s text in pieces; AES-256-GCM, bound to data_export_parts/text/<id>/<number>';

create table recovery_requests (
    id uuid primary key,
    player_id uuid not null references players (id),
    state text not null,
    statement_sealed bytea,
    asked_at timestamptz not null,
    decided_at timestamptz,
    decided_by text not null default '',
    reason_sealed bytea,
    due_at timestamptz
);
create unique index recovery_requests_one_pending on recovery_requests (player_id) where state in ('ASKED', 'APPROVED');
create index recovery_requests_due on recovery_requests (due_at) where state = 'APPROVED';
comment on table recovery_requests is 'Second factors that are lost for good: what players ask, and what staff decide';

create table erasures (
    player_id uuid primary key references players (id),
    erased_at timestamptz not null,
    reason text not null,
    asked_by text not null
);
comment on table erasures is 'Whose personal data is gone, since when, and why; nothing of the person';

alter table access_log add column detail text not null default '';
comment on column access_log.detail is 'What it was about, without personal data: the fields that were changed, …';
create index access_log_strangers on access_log (at)
    where player_id is null and (ip_sealed is not null or user_agent_sealed is not null);
create function forget_or_seal_anew_only() returns trigger language plpgsql as $$
begin
    if (new.id, new.at, new.event, new.player_id, new.session_id, new.detail)
            is not distinct from (old.id, old.at, old.event, old.player_id, old.session_id, old.detail)
        and (new.ip_sealed is null and new.user_agent_sealed is null
            and (old.player_id is null
                or exists (select from players where id = old.player_id and erased_at is not null))
        or coalesce(current_setting('croupier.sealing_anew', true), '') = 'on'
            and (new.ip_sealed is null) = (old.ip_sealed is null)
            and (new.user_agent_sealed is null) = (old.user_agent_sealed is null))
    then
        return new;
    end if;
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
comment on function forget_or_seal_anew_only is
    'An erased player''s visits go; a change of keys seals the same values anew; nothing else changes a row';
drop trigger access_log_append_only on access_log;
create trigger access_log_append_only before delete or truncate on access_log
    for each statement execute function refuse_change();
create trigger access_log_changes before update on access_log
    for each row execute function forget_or_seal_anew_only();

alter table sessions
    add column method text not null default 'PASSWORD',
    add column last_active_at timestamptz,
    add column locked_at timestamptz;
update sessions set last_active_at = last_seen_at;
alter table sessions alter column last_active_at set not null;

create index access_log_sign_ins on access_log (player_id, id) where event in ('ACCOUNT_LOCKED',
    'SECOND_FACTOR_ASKED', 'SECOND_FACTOR_FAILED', 'SIGNED_IN', 'SIGN_IN_CLOSED', 'SIGN_IN_FAILED');

alter table game_sessions add column session_id uuid references sessions (id);
comment on column game_sessions.session_id is 'The sign-in that launched it: it ends, locks and expires with that one';
"""

DOWN = """
alter table game_sessions drop column session_id;
drop index access_log_sign_ins;
alter table sessions drop column method, drop column last_active_at, drop column locked_at;
drop trigger access_log_changes on access_log;
drop function forget_or_seal_anew_only();
drop trigger access_log_append_only on access_log;
create trigger access_log_append_only before update or delete or truncate on access_log
    for each statement execute function refuse_change();
drop index access_log_strangers;
alter table access_log drop column detail;
drop table recovery_requests, data_export_parts, data_exports, erasures, messages, consent_changes, terms_acceptances,
    networks, devices, linked_methods, recovery_codes, totp_factors, spent_proofs, challenges;
drop index players_closed;
alter table players
    drop column email_verified_at, drop column phone_index, drop column phone_sealed, drop column phone_verified_at,
    drop column person_index, drop column profile_sealed, drop column username, drop column language,
    drop column locked_at, drop column closed_at, drop column closing_reason_sealed, drop column erased_at;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
