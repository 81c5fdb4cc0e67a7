"""Limits by id and in the words of who set them; answers to what we ask about them; reality checks that were seen."""

from alembic import op

revision = "0013"
down_revision: str | None = "0012"

UP = """
alter table limits
    add column id uuid not null unique,
    add column typed_minor bigint check (typed_minor >= 0),
    add column typed_currency text,
    add column pending_typed_minor bigint check (pending_typed_minor >= 0),
    add column pending_typed_currency text,
    add constraint limits_typed check ((typed_minor is null) = (typed_currency is null)),
    add constraint limits_pending check ((pending_value is not null or pending_removal) = (confirm_from is not null)
        and (confirm_from is null) = (confirm_until is null) and not (pending_removal and pending_value is not null));
comment on column limits.pending_value is 'Looser; its player may confirm it from confirm_from to before confirm_until';

alter table limit_changes
    add column starts_at timestamptz not null,
    add column ends_at timestamptz;
comment on table limit_changes is
    'Of every limit: request time, reason, type, start, end, and by whom (GLI-19 2.8.5(i))';

create table limit_answers (
    id uuid primary key,
    player_id uuid not null references players (id),
    answer text not null check (answer in ('DECLINED', 'REVIEWED')),
    at timestamptz not null
);
create index limit_answers_player on limit_answers (player_id, answer, at desc);
create trigger limit_answers_append_only before update or delete or truncate on limit_answers
    for each statement execute function refuse_change();

create table reality_checks (
    id uuid primary key,
    player_id uuid not null references players (id),
    session_id uuid not null,
    play_started_at timestamptz not null,
    due_at timestamptz not null,
    acknowledged_at timestamptz not null,
    elapsed_seconds bigint not null,
    wagered_euro_minor bigint not null,
    won_euro_minor bigint not null
);
create index reality_checks_player on reality_checks (player_id, id);
create trigger reality_checks_append_only before update or delete or truncate on reality_checks
    for each statement execute function refuse_change();
comment on table reality_checks is 'What the player was shown and acknowledged, of the session in play';
"""

DOWN = """
drop table reality_checks;
drop table limit_answers;
alter table limit_changes drop column starts_at, drop column ends_at;
alter table limits drop constraint limits_typed, drop constraint limits_pending, drop column id,
    drop column typed_minor, drop column typed_currency, drop column pending_typed_minor,
    drop column pending_typed_currency;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
