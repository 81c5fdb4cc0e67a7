"""Erasing: what of a person who has left goes, table by table.

What stays (money, rounds, payments, acceptances, consents, the access log) names nobody any more: it belongs to an id.
``app.personal_data`` lists every table that knows players and what becomes of it; a test holds that list to the schema.
"""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.cipher import Cipher
from app.adapters.postgres.responsible_gaming.excluded_people import REMEMBER
from domain.shared import PlayerId, Random

NOBODY = "erased@erased.invalid"
"""``invalid`` can be nobody's (RFC 2606, 2)."""
NO_DAY = "1900-01-01"

_PLAYER = text("""
    update players set
        status = 'ERASED', erased_at = :now,
        email_index = :index, email_sealed = :email, birth_date_sealed = :birth_date,
        phone_index = null, phone_sealed = null, phone_verified_at = null, person_index = null, profile_sealed = null,
        username = null, language = 'en', locked_at = null, closing_reason_sealed = null
    where id = :id
""")
_NOTE = text("""
    insert into erasures (player_id, erased_at, reason, asked_by) values (:id, :now, :reason, :asked_by)
""")
DELETED = (
    "player_credentials",
    "totp_factors",
    "recovery_codes",
    "linked_methods",
    "devices",
    "networks",
    "challenges",
    "data_exports",
    "kyc_document_numbers",
    "exclusion_reasons",
    "cap_age_days",
)
"""Rows that are the person's, whole."""
CLEARED = {
    "exclusions": "reason_sealed = null, end_reason_sealed = null",
    "exclusion_requests": "asked_by_sealed = null, contact_sealed = null, reason_sealed = null",
    "exclusion_request_log": "reason_sealed = null",
    "sessions": "ip_sealed = null, user_agent_sealed = null",
    "access_log": "ip_sealed = null, user_agent_sealed = null",
    "recovery_requests": "statement_sealed = null, reason_sealed = null",
    "kyc_cases": "comment_sealed = null",
    "kyc_screenings": "hits_sealed = null",
    "kyc_checks": "comment_sealed = null, private_comment_sealed = null",
    "kyc_documents": "key_sealed = null, mrz_sealed = null, number_index = null, expires_on = null, "
    "review_reasons = '{}'",  # without its key a picture is noise; a sweep takes it out of its storage
    "kyc_staff_log": "reason_sealed = null",
    "messages": "recipient_sealed = null, facts_sealed = null, "
    "given_up_at = case when sent_at is null then coalesce(given_up_at, :now) end",
}
"""Rows that stay as records of ours, without what was the person's in them."""


class PostgresErasure:
    def __init__(self, session: AsyncSession, cipher: Cipher, random: Random) -> None:
        self._session = session
        self._cipher = cipher
        self._random = random

    async def erase(self, player_id: PlayerId, reason: str, asked_by: str, now: datetime) -> None:
        await self._session.execute(REMEMBER, {"id": player_id, "now": now})  # while there is something to know
        await self._session.execute(
            _PLAYER,
            {
                "id": player_id,
                "now": now,
                "index": sha256(self._random.token(32)).digest(),  # the address may be somebody's again
                "email": self._cipher.seal(NOBODY, f"players/email/{player_id}"),
                "birth_date": self._cipher.seal(NO_DAY, f"players/birth_date/{player_id}"),
            },
        )
        for table in DELETED:
            await self._session.execute(text(f"delete from {table} where player_id = :id"), {"id": player_id})  # noqa: S608
        for table, change in CLEARED.items():
            clear = text(f"update {table} set {change} where player_id = :id")  # noqa: S608 - constants
            await self._session.execute(clear, {"id": player_id, "now": now} if ":now" in change else {"id": player_id})
        await self._session.execute(_NOTE, {"id": player_id, "now": now, "reason": reason, "asked_by": asked_by})
