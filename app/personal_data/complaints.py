"""What a player held against us, and what was done about it."""

from app.personal_data.section import Section

SECTIONS = (
    Section(
        "complaints",
        ("complaints",),
        """
        select id, category, subject_sealed as subject, opened_at, acknowledge_by, answer_by, acknowledged_at,
            answered_at, closed_at
        from complaints where player_id = $1 order by id
        """,
        sealed={"subject": "complaints/subject"},
    ),
    Section(
        "complaintMessages",
        ("complaint_messages",),
        """
        select id, complaint_id, written_at, author, text_sealed as text
        from complaint_messages where player_id = $1 order by id
        """,
        sealed={"text": "complaint_messages/text"},
    ),
    Section(
        "complaintLog",
        ("complaint_log",),
        "select id, complaint_id, at, step from complaint_log where player_id = $1 order by id",
    ),
)
_RECORD = "the record of complaints, which is kept for five years (GLI-19 A.4.4) and then deleted, whole"
KEPT = {"complaints": _RECORD, "complaint_messages": _RECORD, "complaint_log": _RECORD}
