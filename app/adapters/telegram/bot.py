"""The bot that people sign in by."""

from datetime import timedelta

from app.adapters.cipher import derive_key
from app.adapters.telegram.proofs import PRODUCTION_KEY, TEST_KEY, BotTelegramProofs
from app.secrets import KeyRing
from app.settings import Settings

SANDBOX_BOT_ID = 1_000_000


def telegram_proofs(settings: Settings, ring: KeyRing, age_limit: timedelta) -> BotTelegramProofs | None:
    """By the bot's token, else by its id and Telegram's key, else (never in production) by a sandbox bot of our own."""
    key = TEST_KEY if settings.telegram_test_environment else PRODUCTION_KEY
    token = settings.telegram_bot_token
    if token is None and settings.telegram_bot_id is not None:
        return BotTelegramProofs(settings.telegram_bot_id, None, age_limit, key)
    if token is None and not settings.production:
        token = sandbox_bot_token(ring)
    if token is None:
        return None
    bot_id, _, _ = token.partition(":")
    return BotTelegramProofs(int(bot_id), token, age_limit, key)


def sandbox_bot_token(ring: KeyRing) -> str:
    """Derived from the installation's keys, so that nobody else's data passes."""
    _, oldest = ring.oldest
    return f"{SANDBOX_BOT_ID}:{derive_key(oldest, 'sandbox Telegram bot').hex()}"
