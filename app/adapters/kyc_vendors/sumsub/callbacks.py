"""Where Sumsub's webhooks arrive. It waits five seconds for an answer; what we do here is one transaction."""

from starlette.datastructures import Headers

from app.adapters.inbound import Webhook
from app.adapters.kyc_vendors.sumsub.errors import STATUSES
from app.adapters.kyc_vendors.sumsub.messages import read_webhook
from app.adapters.kyc_vendors.sumsub.signature import ALGORITHM_HEADER, DIGEST_HEADER, verify
from domain.kyc import RecordVerdict
from domain.shared import Dispatch

LARGEST_BODY = 256 * 1024


def sumsub_webhook(vendor: str, path: str, secret: str, dispatch: Dispatch) -> Webhook:
    """``vendor``: as whom the verdicts are recorded; a company that speaks Sumsub's protocol may be another one."""

    async def handle(headers: Headers, body: bytes) -> bool:
        verify(secret, headers.get(DIGEST_HEADER), headers.get(ALGORITHM_HEADER), body)
        told = read_webhook(body)
        if told is not None:
            await dispatch(RecordVerdict(vendor, told.reference, told.applicant_id, told.verdict))
        return told is not None

    return Webhook(vendor, path, LARGEST_BODY, handle, STATUSES)
