"""The sandbox verification company's own schema."""

from alembic import op

revision = "0015"
down_revision: str | None = "0014"

UP = """
create schema sandbox_kyc;
comment on schema sandbox_kyc is
    'The sandbox verification company''s own data: outside the platform, which reads none of it; no personal data';

create table sandbox_kyc.applicants (
    id text primary key,
    inspection_id text not null,
    external_user_id text not null unique,
    level text not null,
    review_status text not null,
    review jsonb,
    reviewed_at timestamptz,
    document text,
    script text,
    next_step text,
    due_at timestamptz,
    created_at timestamptz not null default now(),
    check ((next_step is null) = (due_at is null))
);
create index applicants_due on sandbox_kyc.applicants (due_at) where due_at is not null;
comment on column sandbox_kyc.applicants.script is 'The verdict that the person chose: what the next steps will say';

create table sandbox_kyc.links (
    token text primary key,
    applicant_id text not null references sandbox_kyc.applicants (id) on delete cascade,
    return_url text not null,
    expires_at timestamptz not null
);
create index links_of_applicant on sandbox_kyc.links (applicant_id);

create table sandbox_kyc.webhooks (
    id bigint generated always as identity primary key,
    body bytea not null,
    attempts integer not null default 0,
    due_at timestamptz,
    answer text not null default '',
    created_at timestamptz not null default now()
);
create index webhooks_due on sandbox_kyc.webhooks (due_at) where due_at is not null;
"""

DOWN = "drop schema sandbox_kyc cascade;"


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
