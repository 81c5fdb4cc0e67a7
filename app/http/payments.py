"""Where payment providers call us; and, outside production, where the sandbox provider is."""

from starlette.routing import BaseRoute, Mount

from app.adapters.payment_providers.sandbox import SandboxCallback
from app.dispatch import Dispatcher
from app.platform import Platform
from app.sandbox.psp import PspBook, PspDesk, psp_routes
from app.wiring.payments import CALLBACK_PATH, wire_payments
from app.wiring.sandbox_psp import SANDBOX_PATH, psp_credentials, psp_pace


def payments_routes(platform: Platform) -> list[BaseRoute]:
    if platform.settings.production:
        return []
    dispatch = Dispatcher(platform.sessions, wire_payments(platform))
    callback = SandboxCallback(CALLBACK_PATH, psp_credentials(platform).webhook_secret, dispatch, platform.clock)
    return [Mount(CALLBACK_PATH, app=callback)]


def sandbox_psp_routes(platform: Platform) -> list[BaseRoute]:
    """Another company, mounted here for want of a second machine; it shares nothing with the platform but the port."""
    if platform.settings.production:
        return []
    book, pace = PspBook(platform.pool), psp_pace(platform)
    base = platform.settings.base_url + SANDBOX_PATH
    routes = psp_routes(book, PspDesk(book, pace), pace, psp_credentials(platform).api_key, base)
    return [Mount(SANDBOX_PATH, routes=routes)]
