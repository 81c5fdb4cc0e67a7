"""Who checks people here: the vendor of the settings, or the sandbox."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial

from app.adapters.inbound import Webhook
from app.adapters.kyc_vendors.levels import read_levels
from app.adapters.kyc_vendors.sumsub import SumsubAccount, SumsubVendor, sumsub_webhook
from app.adapters.kyc_vendors.veriff import VeriffAccount, VeriffVendor, veriff_webhook
from app.platform import Platform
from app.settings import Settings
from app.wiring.sandbox_kyc import SANDBOX_PATH, WEBHOOK_PATH, kyc_clockwork, kyc_credentials
from app.wiring.sandbox_psp import http_client
from domain.jurisdiction import KycLevel
from domain.kyc import KycVendor, Vendors
from domain.shared import Dispatch

SANDBOX = "sandbox"
SUMSUB_WEBHOOK_PATH = "/kyc/sumsub/webhook"
VERIFF_WEBHOOK_PATH = "/kyc/veriff/webhook"
SANDBOX_LEVELS: Mapping[KycLevel, str] = {
    KycLevel.IDENTITY: "sandbox-identity",
    KycLevel.DOCUMENT: "sandbox-document",
}


def kyc_vendors(platform: Platform) -> Vendors:
    """The chosen vendor at each level that it checks; nobody at the others: there our staff look at documents."""
    vendor = _chosen(platform)
    return {} if vendor is None else dict.fromkeys(vendor.levels, vendor)


def kyc_webhooks(platform: Platform, dispatch: Dispatch) -> Mapping[str, Webhook]:
    """By address. A vendor whose secrets are set is heard even when another one is chosen: verdicts come late."""
    settings, found = platform.settings, {}
    if settings.sumsub_webhook_secret:
        found[SUMSUB_WEBHOOK_PATH] = sumsub_webhook(
            "sumsub", SUMSUB_WEBHOOK_PATH, settings.sumsub_webhook_secret, dispatch
        )
    if settings.veriff_api_key and settings.veriff_secret:
        found[VERIFF_WEBHOOK_PATH] = veriff_webhook(
            VERIFF_WEBHOOK_PATH, settings.veriff_api_key, settings.veriff_secret, dispatch
        )
    if not settings.production:
        secret = kyc_credentials(platform).webhook_secret
        found[WEBHOOK_PATH] = sumsub_webhook(SANDBOX, WEBHOOK_PATH, secret, dispatch)
    return found


def chosen_vendor(settings: Settings) -> str:
    """``sandbox``, ``sumsub``, ``veriff`` or ``none``."""
    return settings.kyc_vendor or ("none" if settings.production else SANDBOX)


def _chosen(platform: Platform) -> KycVendor | None:
    """``app.production.gaps`` has seen to it that a vendor's secrets are there."""
    settings = platform.settings
    return_url = settings.base_url + "/"
    match chosen_vendor(settings):
        case "sumsub":
            account = SumsubAccount(
                settings.sumsub_app_token or "",
                settings.sumsub_secret_key or "",
                read_levels(settings.sumsub_levels, named=True),
            )
            open_client = partial(http_client, settings.sumsub_base_url)
            return SumsubVendor("sumsub", account, open_client, return_url, platform.clock)
        case "veriff":
            levels = frozenset(read_levels(settings.veriff_levels, named=False))
            integration = VeriffAccount(settings.veriff_api_key or "", settings.veriff_secret or "", levels)
            return VeriffVendor(integration, partial(http_client, settings.veriff_base_url), return_url)
        case "sandbox":
            given = kyc_credentials(platform)
            account = SumsubAccount(given.app_token, given.secret_key, SANDBOX_LEVELS)
            open_client = partial(http_client, settings.base_url + SANDBOX_PATH)
            return SumsubVendor(SANDBOX, account, open_client, return_url, platform.clock)
    return None


@asynccontextmanager
async def kyc_vendor_work(platform: Platform) -> AsyncIterator[None]:
    """The sandbox company's own worker; any number of processes may run one."""
    if platform.settings.production:
        yield
        return
    clockwork = kyc_clockwork(platform)
    await clockwork.start()
    try:
        yield
    finally:
        await clockwork.stop()
