"""Great Britain's national register: one question per person.

Form fields and headers as GAMSTOP documents them to operators [C], to be confirmed at integration: ``POST`` with the
person's details and an ``x-api-key``; the verdict is the answer's ``x-exclusion`` header: ``Y`` (excluded), ``N`` (not
known), ``P`` (was excluded, and that has ended); ``x-unique-id`` names the check.
"""

import logging
from dataclasses import dataclass, field

from prometheus_client import Counter

from app.adapters.outward import Away, ask
from domain.responsible_gaming.exclusion_ports import RegisterAway, RegisterQuery

TIMEOUT_SECONDS = 3.0
"""A sign-in waits for it."""
EXCLUSION, API_KEY, UNIQUE_ID = "x-exclusion", "x-api-key", "x-unique-id"

ASKED = Counter("croupier_exclusion_register", "Questions to national registers of excluded people", ["answer"])

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class GamstopRegister:
    """Implements ExclusionRegister."""

    url: str
    api_key: str = field(repr=False)
    timeout_seconds: float = TIMEOUT_SECONDS

    async def holds(self, query: RegisterQuery) -> bool:
        form = {
            "firstName": query.first_name,
            "lastName": query.last_name,
            "dateOfBirth": query.birth_date.isoformat(),
            "email": query.email,
            "postcode": query.postal_code,
        }
        if query.phone:
            form["mobile"] = query.phone
        try:
            answer = await ask(
                "POST", self.url, seconds=self.timeout_seconds, headers={API_KEY: self.api_key}, form=form
            )
        except Away as away:
            raise self._away(str(away)) from None
        verdict = answer.headers.get(EXCLUSION, "")
        if answer.status_code != 200 or verdict not in ("Y", "N", "P"):
            raise self._away(f"status {answer.status_code} without a verdict")
        ASKED.labels(verdict).inc()
        return bool(verdict == "Y")

    def _away(self, why: str) -> RegisterAway:
        ASKED.labels("away").inc()
        _log.error("the national register cannot be asked: %s", why)
        return RegisterAway(why)
