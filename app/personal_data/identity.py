"""What identity knows of a player."""

from app.personal_data.section import Section

SECTIONS = (
    Section(
        "player",
        ("players",),
        """
        select id, email_sealed as email, birth_date_sealed as birth_date, phone_sealed as phone,
            profile_sealed as details, username, country, language, status, jurisdiction, profile_version,
            terms_version, privacy_version, terms_accepted_at, created_at, email_verified_at, phone_verified_at,
            locked_at, closed_at, closing_reason_sealed as closing_reason
        from players where id = $1
        """,
        sealed={
            "email": "players/email",
            "birth_date": "players/birth_date",
            "phone": "players/phone",
            "details": "players/profile",
            "closing_reason": "players/closing_reason",
        },
    ),
    Section("restrictions", ("player_gates",), "select unnest(blocks) as block from player_gates where player_id = $1"),
    Section(
        "sessions",
        ("sessions",),
        """
        select id, kind, method, ip_sealed as ip, user_agent_sealed as user_agent, started_at, last_seen_at,
            last_active_at, locked_at, expires_at, ended_at, end_reason
        from sessions where player_id = $1 order by id
        """,
        sealed={"ip": "sessions/ip", "user_agent": "sessions/user_agent"},
    ),
    Section(
        "accessLog",
        ("access_log",),
        """
        select id, at, event, detail, session_id, ip_sealed as ip, user_agent_sealed as user_agent
        from access_log where player_id = $1 order by id
        """,
        sealed={"ip": "access_log/ip", "user_agent": "access_log/user_agent"},
    ),
    Section(
        "signInMethods",
        ("linked_methods",),
        """
        select id, kind, subject_sealed as subject, label_sealed as label, linked_at, last_used_at
        from linked_methods where player_id = $1 order by id
        """,
        sealed={"subject": "linked_methods/subject", "label": "linked_methods/label"},
    ),
    Section(
        "secondFactors",
        ("totp_factors", "recovery_codes"),
        """
        select 'TOTP' as kind, enabled_at,
            (select count(*) from recovery_codes c where c.player_id = $1 and used_at is null) as recovery_codes_left
        from totp_factors where player_id = $1
        """,
    ),
    Section(
        "secondFactorResets",
        ("recovery_requests",),
        """
        select id, state, statement_sealed as statement, asked_at, decided_at, due_at
        from recovery_requests where player_id = $1 order by id
        """,
        sealed={"statement": "recovery_requests/statement"},
    ),
    Section(
        "devices",
        ("devices",),
        "select first_seen_at, last_seen_at from devices where player_id = $1 order by first_seen_at",
    ),
    Section(
        "networks",
        ("networks",),
        "select first_seen_at, last_seen_at from networks where player_id = $1 order by first_seen_at",
    ),
    Section(
        "termsAcceptances",
        ("terms_acceptances",),
        """
        select terms_version, privacy_version, accepted_at
        from terms_acceptances where player_id = $1 order by accepted_at
        """,
    ),
    Section(
        "rules",
        ("profile_changes",),
        """
        select id, from_code, from_version, to_code, to_version, changed_at
        from profile_changes where player_id = $1 order by id
        """,
    ),
    Section(
        "consents",
        ("consent_changes",),
        "select id, channel, product, granted, changed_at from consent_changes where player_id = $1 order by id",
    ),
    Section(
        "messages",
        ("messages",),
        """
        select id, channel, template, language, recipient_sealed as recipient, created_at, sent_at
        from messages where player_id = $1 order by id
        """,
        sealed={"recipient": "messages/recipient"},
    ),
)

NOT_EXPORTED = {
    "player_credentials": "a slow hash of the password: a secret, and nothing that a person could read",
    "challenges": "codes on their way, for minutes: secrets",
    "data_exports": "the orders of these exports; the access log says when each was asked for and fetched",
    "erasures": "rows exist only once there is nobody left to ask",
}
