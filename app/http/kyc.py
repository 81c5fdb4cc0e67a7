"""Where KYC vendors call us; and, outside production, where the sandbox verification company is."""

from starlette.routing import BaseRoute, Mount

from app.dispatch import Dispatcher
from app.platform import Platform
from app.sandbox.kyc import KycBook, KycDesk, kyc_routes
from app.wiring.kyc import wire_kyc
from app.wiring.kyc_vendors import kyc_webhooks
from app.wiring.sandbox_kyc import SANDBOX_PATH, kyc_credentials, kyc_pace


def kyc_webhook_routes(platform: Platform) -> list[BaseRoute]:
    dispatch = Dispatcher(platform.sessions, wire_kyc(platform))
    return [Mount(path, app=webhook) for path, webhook in kyc_webhooks(platform, dispatch).items()]


def sandbox_kyc_routes(platform: Platform) -> list[BaseRoute]:
    """Another company, mounted here for want of a second machine; it shares nothing with the platform but the port."""
    if platform.settings.production:
        return []
    book = KycBook(platform.pool)
    base = platform.settings.base_url + SANDBOX_PATH
    routes = kyc_routes(book, KycDesk(book, kyc_pace(platform)), kyc_credentials(platform), base)
    return [Mount(SANDBOX_PATH, routes=routes)]
