"""What responsible gaming knows of a player's limits and play. All of it stays: it names an id and nobody."""

from app.personal_data.section import Section

SECTIONS = (
    Section(
        "limits",
        ("limits",),
        """
        select id, kind, period, setter, value, since, pending_value, pending_removal, confirm_from, confirm_until
        from limits where player_id = $1 order by since, id
        """,
    ),
    Section(
        "limitChanges",
        ("limit_changes",),
        """
        select id, kind, period, setter, change, before_value, after_value, reason, at, starts_at, ends_at
        from limit_changes where player_id = $1 order by id
        """,
    ),
    Section(
        "limitAnswers",
        ("limit_answers",),
        "select id, answer, at from limit_answers where player_id = $1 order by id",
    ),
    Section(
        "realityChecks",
        ("reality_checks",),
        """
        select id, session_id, play_started_at, due_at, acknowledged_at, elapsed_seconds, wagered_euro_minor,
            won_euro_minor
        from reality_checks where player_id = $1 order by id
        """,
    ),
    Section(
        "play",
        ("play_states",),
        """
        select session_started_at, session_acknowledged_at, check_seconds, cap_age
        from play_states where player_id = $1
        """,
    ),
)
_PROTECTION = "the record of how the player was protected (GLI-19 2.8.5(i)); it names an id and nobody"
NOT_EXPORTED = {"cap_age_days": "keyed digests of a day that follows from the birth date, which is exported"}
KEPT = {table: _PROTECTION for section in SECTIONS for table in section.tables}
