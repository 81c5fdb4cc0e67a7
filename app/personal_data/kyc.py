"""What KYC knows of a player. What a vendor wrote for our staff alone stays ours."""

from app.personal_data.section import Section

SECTIONS = (
    Section(
        "kyc",
        ("kyc_cases",),
        """
        select player_id || '/' || level as id, level, status, rejection, reasons, comment_sealed as comment, vendor,
            started_at, submitted_at, judged_at, expires_at
        from kyc_cases where player_id = $1 order by level
        """,
        sealed={"comment": "kyc_cases/comment"},
    ),
    Section(
        "kycChecks",
        ("kyc_attempts", "kyc_checks"),
        """
        select c.id, a.started_at, c.level, c.vendor, c.created_at, c.answer, c.rejection, c.labels,
            c.comment_sealed as comment, c.expires_at
        from kyc_checks c join kyc_attempts a on a.id = c.attempt_id where c.player_id = $1 order by c.id
        """,
        sealed={"comment": "kyc_checks/comment"},
    ),
    Section(
        "kycDocuments",
        ("kyc_documents",),
        """
        select id, type, side, uploaded_at, expires_on::text as expires_on, mrz_sealed as machine_readable_zone,
            stored_at, removed_at
        from kyc_documents where player_id = $1 order by id
        """,
        sealed={"machine_readable_zone": "kyc_documents/mrz"},
    ),
    Section(
        "kycDocumentViews",
        ("kyc_document_views",),
        "select id, document_id, at from kyc_document_views where player_id = $1 order by id",
    ),
    Section(
        "kycRequirements",
        ("kyc_requirements",),
        "select reason, level, closes, opened_at, due_at from kyc_requirements where player_id = $1 order by opened_at",
    ),
)

NOT_EXPORTED = {
    "kyc_document_numbers": "a keyed digest of a number that the documents have in clear",
    "kyc_states": "when gates were decided last: a note of ours; the gates themselves are exported",
    "kyc_screenings": "whom a list of sanctions may mean: telling the person is forbidden (tipping off)",
    "kyc_staff_log": "what our staff did and why, for whoever audits them",
}
KEPT = {
    "kyc_document_views": "that staff looked at a document and when, by an id",
    "kyc_states": "when gates were decided last, by an id",
    "kyc_requirements": "which thresholds were reached and when, by an id",
    "kyc_attempts": "that a vendor was asked, by an id of ours",
}
