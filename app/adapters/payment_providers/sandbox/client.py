"""What we ask of the provider."""

import asyncio
import logging
from collections.abc import Callable

import httpx
import orjson

from domain.payments import CardForm, Deposit, OpenedPayment, PaymentDeclined, Withdrawal
from domain.shared import TryAgainLater

TIMEOUT_SECONDS = 10.0
WHOLE_SECONDS = 20.0
"""For the whole call: the bound above is for each step of it, which an answer that trickles in never meets."""
DECLINED = frozenset({400, 402, 422})
"""Statuses that mean: nothing was made, and asking again will not change that."""
LARGEST_ANSWER = 64 * 1024

log = logging.getLogger(__name__)


class SandboxPaymentProvider:
    """Amounts travel as integers of minor units. Each order carries our id as ``reference``, which makes it idempotent.

    ``open_client`` gives a client whose base is the provider's API; ``notify_url`` is where notices come to us;
    ``return_url`` is where the player comes back to.
    """

    def __init__(
        self, open_client: Callable[[], httpx.AsyncClient], api_key: str, notify_url: str, return_url: str
    ) -> None:
        self._open_client = open_client
        self._headers = {"Authorization": f"Bearer {api_key}"}
        self._notify_url = notify_url
        self._return_url = return_url

    async def open_payment(self, deposit: Deposit) -> OpenedPayment:
        answer = await self._post(
            "/v1/payments",
            {
                "reference": str(deposit.deposit_id),
                "amount": deposit.amount.minor,
                "currency": deposit.amount.currency.code,
                "return_url": self._return_url,
                "notify_url": self._notify_url,
            },
        )
        return OpenedPayment(_field(answer, "id"), CardForm(_field(answer, "card_form_url")))

    async def pay_out(self, withdrawal: Withdrawal) -> str:
        answer = await self._post(
            "/v1/payouts",
            {
                "reference": str(withdrawal.withdrawal_id),
                "amount": withdrawal.amount.minor,
                "currency": withdrawal.amount.currency.code,
                "notify_url": self._notify_url,
            },
        )
        return _field(answer, "id")

    async def _post(self, path: str, order: dict[str, str | int]) -> dict[str, object]:
        try:
            async with asyncio.timeout(WHOLE_SECONDS), self._open_client() as client:
                response = await client.post(path, json=order, headers=self._headers, timeout=TIMEOUT_SECONDS)
            answer = orjson.loads(response.content[:LARGEST_ANSWER])
        except (httpx.HTTPError, orjson.JSONDecodeError, TimeoutError) as error:
            log.warning("sandbox payment provider: %s: %s", path, type(error).__name__)
            raise TryAgainLater from error
        if response.status_code in DECLINED:
            raise PaymentDeclined(_reason(answer))
        if not response.is_success or not isinstance(answer, dict):
            log.warning("sandbox payment provider: %s answered %d", path, response.status_code)
            raise TryAgainLater
        return answer


def _field(answer: dict[str, object], name: str) -> str:
    value = answer.get(name)
    if not isinstance(value, str) or not value:
        log.warning("sandbox payment provider: an answer without %s", name)
        raise TryAgainLater
    return value


def _reason(answer: object) -> str:
    error = answer.get("error") if isinstance(answer, dict) else None
    code = error.get("code") if isinstance(error, dict) else None
    return code[:200] if isinstance(code, str) else "DECLINED"
