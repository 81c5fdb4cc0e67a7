"""Where payment providers call us; and, outside production, where the sandbox provider is."""

from starlette.routing import BaseRoute, Mount, Route

from app.adapters.payment_providers.sandbox import sandbox_callback
from app.dispatch import Dispatcher
from app.platform import Platform
from app.sandbox.psp import Pace, PspBook, PspDesk, psp_routes
from app.wiring.payments import CALLBACK_PATH, SANDBOX_PATH, psp_credentials, wire_payments


def payments_routes(platform: Platform) -> list[BaseRoute]:
    if platform.settings.production:
        return []
    dispatch = Dispatcher(platform.sessions, wire_payments(platform))
    callback = sandbox_callback(psp_credentials(platform).webhook_secret, dispatch, platform.clock)
    return [Route(CALLBACK_PATH, callback, methods=["POST"])]


def sandbox_psp_routes(platform: Platform, pace: Pace = Pace()) -> list[BaseRoute]:  # noqa: B008 - frozen
    """Another company, mounted here for want of a second machine; it shares nothing with the platform but the port."""
    if platform.settings.production:
        return []
    book = PspBook(platform.pool)
    base = platform.settings.base_url + SANDBOX_PATH
    routes = psp_routes(book, PspDesk(book, pace), pace, psp_credentials(platform).api_key, base)
    return [Mount(SANDBOX_PATH, routes=routes)]
