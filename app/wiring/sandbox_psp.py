"""The sandbox payment provider, set up: what it would have agreed with this merchant, and its own worker."""

import hmac
import ssl
from dataclasses import dataclass
from functools import lru_cache

import httpx

from app.platform import Platform
from app.sandbox.psp import Pace, PspBook, PspClockwork, PspDesk

SANDBOX_PATH = "/sandbox/psp"


@dataclass(frozen=True, slots=True)
class PspCredentials:
    """What the sandbox provider gave this merchant."""

    api_key: str
    webhook_secret: str


def psp_credentials(platform: Platform) -> PspCredentials:
    """Derived from the installation's own key, so that every process and every restart has the same ones."""
    _, key = platform.secrets.token.oldest

    def derive(purpose: str) -> str:
        return hmac.new(key, f"sandbox psp: {purpose}".encode(), "sha256").hexdigest()

    return PspCredentials("sk_sandbox_" + derive("api key"), "whsec_" + derive("webhooks"))


def psp_pace(platform: Platform) -> Pace:
    return Pace().times(platform.settings.sandbox_pace)


def psp_clockwork(platform: Platform) -> PspClockwork:
    book = PspBook(platform.pool)
    secret = psp_credentials(platform).webhook_secret
    return PspClockwork(book, PspDesk(book, psp_pace(platform)), secret, http_client)


def http_client(base_url: str = "") -> httpx.AsyncClient:
    """Never by way of a proxy: both ends are here."""
    return httpx.AsyncClient(base_url=base_url, verify=_tls(), trust_env=False)


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """Reading the certificates takes longer than a request; once is enough."""
    return httpx.create_ssl_context()
