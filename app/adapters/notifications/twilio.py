"""SMS by Twilio: ``POST /2010-04-01/Accounts/{sid}/Messages.json``, a form, with basic authentication."""

from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from app.adapters.notifications.carrier import NotTaken, Parcel, Undeliverable
from app.adapters.notifications.http_answers import json_object, retry_after
from domain.shared import Clock

_UNREACHABLE = frozenset({21211, 21408, 21610, 21612, 21614})
"""Not a number, a region we do not send to, unsubscribed, no route, not a mobile phone."""
_LONGEST_VALIDITY_SECONDS = 36_000


@dataclass(frozen=True, slots=True)
class TwilioAccount:
    sid: str
    token: str = field(repr=False)
    sender: str
    """A number in E.164 form, or a messaging service's sid (``MG…``)."""


class TwilioCarrier:
    """Twilio cannot be told that a request repeats another; one whose answer was lost may arrive twice."""

    keeps = False

    def __init__(self, open_client: Callable[[], httpx.AsyncClient], account: TwilioAccount, clock: Clock) -> None:
        """``open_client`` gives a client whose base is the API's address."""
        self._open_client = open_client
        self._account = account
        self._clock = clock

    async def carry(self, parcel: Parcel) -> None:
        account = self._account
        form = {"To": parcel.to, "Body": parcel.letter.brief}
        form["MessagingServiceSid" if account.sender.startswith("MG") else "From"] = account.sender
        if parcel.expires_at is not None:
            left = int((parcel.expires_at - self._clock.now()).total_seconds())
            form["ValidityPeriod"] = str(min(max(left, 1), _LONGEST_VALIDITY_SECONDS))
        try:
            async with self._open_client() as client:
                answer = await client.post(
                    f"/2010-04-01/Accounts/{account.sid}/Messages.json", data=form, auth=(account.sid, account.token)
                )
        except httpx.HTTPError as error:
            raise NotTaken(type(error).__name__) from None
        if answer.status_code == httpx.codes.CREATED:
            return
        code = json_object(answer).get("code")
        if code in _UNREACHABLE:
            raise Undeliverable(f"Twilio {code}")
        raise NotTaken(f"Twilio {answer.status_code} {code}", retry_after(answer))
