"""Cloudflare Turnstile (developers.cloudflare.com/turnstile/get-started/server-side-validation)."""

from app.adapters.bot_checks.site_verify import SiteVerify
from domain.identity.guards import BotCheckKind

BASE_URL = "https://challenges.cloudflare.com/turnstile/v0"
ACTION = "register"
"""What the page gives the widget as ``action``."""
FAULTS = frozenset({"missing-input-secret", "invalid-input-secret", "internal-error"})


def turnstile(site_key: str, secret: str, hosts: frozenset[str], base_url: str | None = None) -> SiteVerify:
    return SiteVerify(
        BotCheckKind.TURNSTILE, f"{base_url or BASE_URL}/siteverify", site_key, secret, hosts, FAULTS, ACTION
    )
