"""The sandbox bot's routes, where people sign in by it."""

from starlette.routing import BaseRoute

from app.adapters.telegram.bot import sandbox_bot_token
from app.platform import Platform
from app.sandbox.telegram.routes import TelegramSandbox
from app.sandbox.telegram.signing import SandboxBot


def telegram_routes(platform: Platform) -> list[BaseRoute]:
    settings = platform.settings
    if settings.production or settings.telegram_bot_token or settings.telegram_bot_id:
        return []
    bot = SandboxBot(sandbox_bot_token(platform.secrets.data))
    return TelegramSandbox(bot, platform.clock, platform.ids).routes()
