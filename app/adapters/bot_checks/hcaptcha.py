"""hCaptcha (docs.hcaptcha.com, "Verify the User Response Server Side")."""

from app.adapters.bot_checks.site_verify import SiteVerify
from domain.identity.guards import BotCheckKind

BASE_URL = "https://api.hcaptcha.com"
FAULTS = frozenset(
    {"missing-input-secret", "invalid-input-secret", "sitekey-secret-mismatch", "not-using-dummy-secret"}
)


def hcaptcha(site_key: str, secret: str, hosts: frozenset[str], base_url: str | None = None) -> SiteVerify:
    return SiteVerify(
        BotCheckKind.HCAPTCHA,
        f"{base_url or BASE_URL}/siteverify",
        site_key,
        secret,
        hosts,
        FAULTS,
        also={"sitekey": site_key},
    )
