"""Documents that players hand in: their records here, sealed pictures elsewhere; who looked at them."""

from alembic import op

revision = "0010"
down_revision: str | None = "0009"

UP = """
create table kyc_documents (
    id uuid primary key,
    player_id uuid not null references players (id),
    type text not null,
    side text not null,
    uploaded_at timestamptz not null,
    expires_on date,
    review_reasons text[] not null,
    mrz_sealed bytea,
    number_index bytea,
    key_sealed bytea,
    stored_at timestamptz,
    removed_at timestamptz
);
create index kyc_documents_player on kyc_documents (player_id, id);
create index kyc_documents_unfinished on kyc_documents (uploaded_at) where stored_at is null and key_sealed is not null;
create index kyc_documents_destroyed on kyc_documents (id) where key_sealed is null and removed_at is null;
comment on column kyc_documents.key_sealed is 'The key of this picture alone; without it the picture is noise';
comment on column kyc_documents.stored_at is 'When the sealed picture was in its place; null: on its way, or cut off';
comment on column kyc_documents.removed_at is 'When the picture was taken out of its place, its key destroyed before';

create table kyc_document_numbers (
    number_index bytea primary key,
    player_id uuid not null references players (id),
    claimed_at timestamptz not null
);
create index kyc_document_numbers_player on kyc_document_numbers (player_id);
comment on table kyc_document_numbers is 'Whose document it is: one serves one open account';

create table kyc_document_views (
    id uuid primary key,
    document_id uuid not null,
    player_id uuid not null references players (id),
    staff text not null,
    at timestamptz not null
);
create index kyc_document_views_player on kyc_document_views (player_id, id);
comment on table kyc_document_views is 'The reason of each is in kyc_staff_log, sealed';
create trigger kyc_document_views_append_only before update or delete or truncate on kyc_document_views
    for each statement execute function refuse_change();
"""

DOWN = "drop table kyc_document_views, kyc_document_numbers, kyc_documents;"


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
