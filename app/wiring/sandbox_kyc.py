"""The sandbox verification company, set up: what it would have agreed with this client, and its own worker."""

import hmac

from app.platform import Platform
from app.sandbox.kyc import Credentials, KycBook, KycClockwork, KycDesk, Pace
from app.wiring.sandbox_psp import http_client

SANDBOX_PATH = "/sandbox/kyc"
WEBHOOK_PATH = "/kyc/sandbox/webhook"


def kyc_credentials(platform: Platform) -> Credentials:
    """Derived from the installation's own key, so that every process and every restart has the same ones."""
    _, key = platform.secrets.token.oldest

    def derive(purpose: str) -> str:
        return hmac.new(key, f"sandbox kyc: {purpose}".encode(), "sha256").hexdigest()

    return Credentials("sbx:" + derive("app token"), derive("secret key"), derive("webhooks"))


def kyc_pace(platform: Platform) -> Pace:
    return Pace().times(platform.settings.sandbox_pace)


def kyc_clockwork(platform: Platform) -> KycClockwork:
    book = KycBook(platform.pool)
    url = platform.settings.base_url + WEBHOOK_PATH
    return KycClockwork(
        book, KycDesk(book, kyc_pace(platform)), url, kyc_credentials(platform).webhook_secret, http_client
    )
