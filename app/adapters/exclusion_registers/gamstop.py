"""Great Britain's national register: one question per person.

Source: GAMSTOP's API for operators, version 2, as operators' open clients of it and a client generated from the
description of version 1 agree on it [C]; its documents are shown to operators alone. ``POST`` of a form to ``…/v2``,
from an address that is on GAMSTOP's list, with ``X-API-Key``. Of names the first 20 characters count, of a postcode its
spaces do not. The answer is in headers: ``X-Exclusion`` is ``Y`` (excluded), ``N`` (not known) or ``P`` (was excluded,
the time is over, and the person asked for the removal); ``X-Unique-Id`` names the check. 400: a field is missing;
403: the key, or the address; 429: too many questions.

To be confirmed at integration: whether ``mobile``, new in version 2, may be left out (it is empty where nobody told
us a number) or stand with a country's code, and how many questions a minute are too many.
"""

import logging
from dataclasses import dataclass, field

from prometheus_client import Counter

from app.adapters.outward import Away, ask
from domain.responsible_gaming.exclusion_ports import RegisterAway, RegisterQuery

TIMEOUT_SECONDS = 3.0
"""A sign-in waits for it."""
EXCLUSION, API_KEY, UNIQUE_ID = "X-Exclusion", "X-API-Key", "X-Unique-Id"
BRITISH = "+44"

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
            "mobile": national(query.phone),
        }
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
        _log.info("the national register answered %s to check %s", verdict, answer.headers.get(UNIQUE_ID, ""))
        return bool(verdict == "Y")

    def _away(self, why: str) -> RegisterAway:
        ASKED.labels("away").inc()
        _log.error("the national register cannot be asked: %s", why)
        return RegisterAway(why)


def national(phone: str) -> str:
    """A British number in E.164 form as people write it there, which is how GAMSTOP's test people have theirs."""
    return f"0{phone.removeprefix(BRITISH)}" if phone.startswith(BRITISH) else phone
