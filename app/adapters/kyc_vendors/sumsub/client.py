"""What we ask of Sumsub (docs.sumsub.com, "API reference")."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

import httpx
import orjson

from app.adapters.inbound import Malformed
from app.adapters.kyc_vendors.sumsub.messages import read_review, read_time
from app.adapters.kyc_vendors.sumsub.signature import sign_request
from domain.jurisdiction import KycLevel
from domain.kyc import Applicant, VendorStart, Verdict
from domain.shared import Clock, TryAgainLater

BASE_URL = "https://api.sumsub.com"
TIMEOUT_SECONDS = 10.0
WHOLE_SECONDS = 20.0
"""For a whole call: the bound above is for each step of it, which an answer that trickles in never meets."""
LINK_SECONDS = 1_800
LARGEST_ANSWER = 256 * 1024
CONFLICT = 409

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SumsubAccount:
    app_token: str = field(repr=False)
    secret_key: str = field(repr=False)
    levels: Mapping[KycLevel, str]
    """Sumsub's name for what it asks of a person at each of our levels."""


class SumsubVendor:
    """Implements KycVendor. An attempt's id is Sumsub's ``externalUserId``: one applicant per player and level.

    ``open_client`` gives a client whose base is the API's address: a path in that is not signed. ``return_url``: where
    the player comes back to.
    """

    def __init__(
        self,
        name: str,
        account: SumsubAccount,
        open_client: Callable[[], httpx.AsyncClient],
        return_url: str,
        clock: Clock,
    ) -> None:
        self._name = name
        self._account = account
        self._open_client = open_client
        self._return_url = return_url
        self._clock = clock

    @property
    def name(self) -> str:
        return self._name

    @property
    def levels(self) -> frozenset[KycLevel]:
        return frozenset(self._account.levels)

    async def start(self, applicant: Applicant) -> VendorStart:
        level = self._account.levels[applicant.level]
        fixed = _fixed_info(applicant)
        order = {"externalUserId": applicant.reference, "type": "individual", "fixedInfo": fixed}
        path = "/resources/applicants?" + urlencode({"levelName": level})
        status, _ = await self._ask("POST", path, order, expected=(200, 201, CONFLICT))
        if status == CONFLICT:
            await self._renew(applicant.reference, fixed)
        shared = {"userId": applicant.reference, "levelName": level, "ttlInSecs": LINK_SECONDS}
        _, token = await self._ask("POST", "/resources/accessTokens/sdk", shared)
        redirect = {"successUrl": self._return_url, "rejectUrl": self._return_url}
        link_path = "/resources/sdkIntegrations/levels/-/websdkLink"
        _, link = await self._ask("POST", link_path, {**shared, "redirect": redirect})
        return VendorStart(self._name, _text(token, "token"), _text(link, "url"))

    async def verdict(self, external_id: str) -> Verdict | None:
        _, status = await self._ask("GET", f"/resources/applicants/{quote(external_id, safe='')}/status")
        if status.get("reviewStatus") != "completed" or status.get("reviewResult") is None:
            return None
        try:
            return read_review(status["reviewResult"], read_time(status.get("reviewDate"), "REVIEW_DATE"))
        except Malformed as malformed:
            log.warning("%s: a status that cannot be read: %s", self._name, malformed.code)
            raise TryAgainLater from malformed

    async def required_documents(self, external_id: str) -> Mapping[str, bool]:
        """By step of the level (``IDENTITY``, ``SELFIE``, …), whether something was handed in for it."""
        path = f"/resources/applicants/{quote(external_id, safe='')}/requiredIdDocsStatus"
        _, steps = await self._ask("GET", path)
        return {step: shown is not None for step, shown in steps.items()}

    async def _renew(self, reference: str, fixed: Mapping[str, str]) -> None:
        """They were here before: what we know of them by now replaces what we said then."""
        path = f"/resources/applicants/-;externalUserId={quote(reference, safe='')}/one"
        _, known = await self._ask("GET", path)
        applicant_id = quote(_text(known, "id"), safe="")
        await self._ask("PATCH", f"/resources/applicants/{applicant_id}/fixedInfo", dict(fixed))

    async def _ask(
        self, method: str, path: str, order: object = None, expected: tuple[int, ...] = (200, 201)
    ) -> tuple[int, dict[str, object]]:
        body = b"" if order is None else orjson.dumps(order)
        timestamp = int(self._clock.now().timestamp())
        headers = {
            "X-App-Token": self._account.app_token,
            "X-App-Access-Ts": str(timestamp),
            "X-App-Access-Sig": sign_request(self._account.secret_key, timestamp, method, path, body),
            "Accept": "application/json",
            **({"Content-Type": "application/json"} if body else {}),
        }
        try:
            async with asyncio.timeout(WHOLE_SECONDS), self._open_client() as client:
                response = await client.request(method, path, content=body, headers=headers, timeout=TIMEOUT_SECONDS)
            answer = orjson.loads(response.content[:LARGEST_ANSWER])
        except (httpx.HTTPError, orjson.JSONDecodeError, TimeoutError) as error:
            log.warning("%s: %s failed: %s", self._name, method, type(error).__name__)
            raise TryAgainLater from error
        if response.status_code not in expected or not isinstance(answer, dict):
            log.warning("%s: %s was answered %d", self._name, method, response.status_code)
            raise TryAgainLater
        return response.status_code, answer


def _fixed_info(applicant: Applicant) -> dict[str, str]:
    """What the documents must agree with."""
    facts = applicant.facts
    told = {"firstName": facts.first_name, "lastName": facts.last_name, "dob": facts.birth_date.isoformat()}
    return {name: value for name, value in told.items() if value}


def _text(answer: dict[str, object], name: str) -> str:
    value = answer.get(name)
    if not isinstance(value, str) or not value:
        log.warning("an answer of Sumsub's without %s", name)
        raise TryAgainLater
    return value
