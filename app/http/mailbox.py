"""Outside production: where the local mailbox is."""

from starlette.routing import BaseRoute

from app.platform import Platform
from app.sandbox.mailbox.routes import Mailbox
from app.wiring.message_work import carriers, message_queue


def mailbox_routes(platform: Platform) -> list[BaseRoute]:
    settings = platform.settings
    if settings.production:
        return []
    kept = frozenset(channel for channel, carrier in carriers(settings, platform.clock).items() if carrier.keeps)
    return Mailbox(message_queue(platform), kept, settings.brand).routes()
