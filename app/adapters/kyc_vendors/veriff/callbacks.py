"""Where Veriff's webhooks arrive: decisions and events, at one address."""

from starlette.datastructures import Headers

from app.adapters.inbound import Webhook
from app.adapters.kyc_vendors.veriff.client import VENDOR
from app.adapters.kyc_vendors.veriff.errors import STATUSES
from app.adapters.kyc_vendors.veriff.messages import read_webhook
from app.adapters.kyc_vendors.veriff.signature import CLIENT_HEADER, SIGNATURE_HEADER, verify
from domain.kyc import RecordVerdict
from domain.shared import Dispatch

LARGEST_BODY = 256 * 1024


def veriff_webhook(path: str, api_key: str, secret: str, dispatch: Dispatch) -> Webhook:
    async def handle(headers: Headers, body: bytes) -> bool:
        verify(api_key, secret, headers.get(CLIENT_HEADER), headers.get(SIGNATURE_HEADER), body)
        told = read_webhook(body)
        if told is not None:
            await dispatch(RecordVerdict(VENDOR, told.reference, told.session_id, told.verdict))
        return told is not None

    return Webhook(VENDOR, path, LARGEST_BODY, handle, STATUSES)
