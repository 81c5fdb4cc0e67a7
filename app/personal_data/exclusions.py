"""What responsible gaming knows of a player's time-outs and exclusions."""

from app.personal_data.section import Section

SECTIONS = (
    Section(
        "exclusions",
        ("exclusions",),
        """
        select id, kind, reason_sealed as reason, requested_at, starts_at, ends_at, end_requested_at,
            end_reason_sealed as end_reason, end_answered_at, opens_at, replaced_at
        from exclusions where player_id = $1 order by id
        """,
        sealed={"reason": "exclusions/reason", "end_reason": "exclusions/end_reason"},
    ),
    Section(
        "exclusionLog",
        ("exclusion_log",),
        """
        select id, exclusion_id, at, step, kind, starts_at, ends_at from exclusion_log where player_id = $1 order by id
        """,
    ),
    Section(
        "exclusionReasons",
        ("exclusion_reasons",),
        "select id, reason_sealed as reason from exclusion_reasons where player_id = $1 order by id",
        sealed={"reason": "exclusion_reasons/reason"},
    ),
)
_IN_CONFIDENCE = "what a third party told us in confidence: the rights of others (GDPR, article 15(4))"
NOT_EXPORTED = {"exclusion_requests": _IN_CONFIDENCE, "exclusion_request_log": _IN_CONFIDENCE}
KEPT = {
    "exclusion_log": "what was asked for and when, by an id (GLI-19 2.8.5(i)); the reasons are gone",
}
