"""What we ask of Veriff (devdocs.veriff.com, "API Reference")."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote

import httpx
import orjson

from app.adapters.inbound import Malformed
from app.adapters.kyc_vendors.veriff.messages import read_decision
from app.adapters.kyc_vendors.veriff.signature import CLIENT_HEADER, SIGNATURE_HEADER, sign
from domain.jurisdiction import KycLevel
from domain.kyc import Applicant, VendorStart, Verdict
from domain.shared import TryAgainLater

VENDOR = "veriff"
BASE_URL = "https://stationapi.veriff.com"
TIMEOUT_SECONDS = 10.0
WHOLE_SECONDS = 20.0
"""For a whole call: the bound above is for each step of it, which an answer that trickles in never meets."""
LARGEST_ANSWER = 256 * 1024

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class VeriffAccount:
    api_key: str = field(repr=False)
    secret: str = field(repr=False)
    levels: frozenset[KycLevel]
    """What the integration's sessions prove."""


class VeriffVendor:
    """Implements KycVendor. A start opens a session; the attempt's id travels as ``vendorData`` and comes back.

    ``open_client`` gives a client whose base is Veriff's API. ``return_url``: where the player comes back to.
    """

    def __init__(self, account: VeriffAccount, open_client: Callable[[], httpx.AsyncClient], return_url: str) -> None:
        self._account = account
        self._open_client = open_client
        self._return_url = return_url

    @property
    def name(self) -> str:
        return VENDOR

    @property
    def levels(self) -> frozenset[KycLevel]:
        return self._account.levels

    async def start(self, applicant: Applicant) -> VendorStart:
        facts = applicant.facts
        person = {
            "firstName": facts.first_name,
            "lastName": facts.last_name,
            "dateOfBirth": facts.birth_date.isoformat(),
        }
        order: dict[str, object] = {
            "person": {name: value for name, value in person.items() if value},
            "vendorData": applicant.reference,
        }
        if self._return_url.startswith("https://"):
            order["callback"] = self._return_url  # Veriff refuses any other
        body = orjson.dumps({"verification": order})
        answer = await self._ask("POST", "/v1/sessions", body, body)
        session = answer.get("verification")
        url = session.get("url") if isinstance(session, dict) else None
        if not isinstance(url, str) or not url:
            log.warning("%s: a session without an address", VENDOR)
            raise TryAgainLater
        return VendorStart(VENDOR, "", url)

    async def verdict(self, external_id: str) -> Verdict | None:
        path = f"/v1/sessions/{quote(external_id, safe='')}/decision"
        answer = await self._ask("GET", path, b"", external_id.encode())
        verification = answer.get("verification")
        if not isinstance(verification, dict):
            return None
        try:
            return read_decision(verification)
        except Malformed as malformed:
            log.warning("%s: a decision that cannot be read: %s", VENDOR, malformed.code)
            raise TryAgainLater from malformed

    async def _ask(self, method: str, path: str, body: bytes, signed: bytes) -> dict[str, object]:
        headers = {CLIENT_HEADER: self._account.api_key, SIGNATURE_HEADER: sign(self._account.secret, signed)}
        if body:
            headers["Content-Type"] = "application/json"
        try:
            async with asyncio.timeout(WHOLE_SECONDS), self._open_client() as client:
                response = await client.request(method, path, content=body, headers=headers, timeout=TIMEOUT_SECONDS)
            answer = orjson.loads(response.content[:LARGEST_ANSWER])
        except (httpx.HTTPError, orjson.JSONDecodeError, TimeoutError) as error:
            log.warning("%s: %s failed: %s", VENDOR, method, type(error).__name__)
            raise TryAgainLater from error
        if not response.is_success or not isinstance(answer, dict):
            log.warning("%s: %s was answered %d", VENDOR, method, response.status_code)
            raise TryAgainLater
        return answer
