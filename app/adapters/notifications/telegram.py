"""Messages by a Telegram bot: ``POST /bot{token}/sendMessage`` (Bot API). The address holds the token: never log it."""

from collections.abc import Callable

import httpx

from app.adapters.notifications.carrier import NotTaken, Parcel, Undeliverable
from app.adapters.notifications.http_answers import json_object

_BLOCKED = 403
_BAD_REQUEST = 400
_NOBODY = "chat not found"


class TelegramCarrier:
    """Telegram cannot be told that a request repeats another; one whose answer was lost may arrive twice."""

    keeps = False

    def __init__(self, open_client: Callable[[], httpx.AsyncClient], token: str) -> None:
        """``open_client`` gives a client whose base is the API's address."""
        self._open_client = open_client
        self._token = token

    async def carry(self, parcel: Parcel) -> None:
        message = {
            "chat_id": parcel.to,
            "text": parcel.letter.text,
            "link_preview_options": {"is_disabled": True},
        }
        try:
            async with self._open_client() as client:
                response = await client.post(f"/bot{self._token}/sendMessage", json=message)
        except httpx.HTTPError as error:
            raise NotTaken(type(error).__name__) from None
        answer = json_object(response)
        if answer.get("ok") is True:
            return
        status, told = response.status_code, str(answer.get("description", ""))
        if status == _BLOCKED or (status == _BAD_REQUEST and _NOBODY in told):
            raise Undeliverable(f"Telegram {status}")
        parameters = answer.get("parameters")
        wait = parameters.get("retry_after") if isinstance(parameters, dict) else None
        raise NotTaken(f"Telegram {status}", float(wait) if isinstance(wait, int) else 0.0)
