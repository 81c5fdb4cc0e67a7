"""What production must be given: defaults that are convenient on a laptop are refused there."""

from urllib.parse import urlsplit

from app.adapters.geography import UnusableGeography, open_geography
from app.adapters.kyc_vendors.levels import read_levels
from app.adapters.notifications.smtp import MailServer
from app.adapters.openid.provider import parse_providers
from app.adapters.screening_list import LocalList, UnusableList
from app.settings import Settings


def gaps(settings: Settings, workers: int) -> list[str]:
    """Why ``workers`` processes cannot serve with these settings, a sentence each; empty when they can."""
    found = []
    if workers > 1 and not (settings.database_url and settings.redis_url):
        found.append("Several processes need CROUPIER_DATABASE_URL and CROUPIER_REDIS_URL.")
    if settings.bot_check in ("turnstile", "hcaptcha") and not (
        settings.bot_check_site_key and settings.bot_check_secret
    ):
        found.append(f"CROUPIER_BOT_CHECK={settings.bot_check} needs CROUPIER_BOT_CHECK_SITE_KEY and …_SECRET.")
    try:
        open_geography(settings.geoip_database).close()
    except UnusableGeography as unusable:
        found.append(f"{unusable}.")
    if settings.smtp_url:
        try:
            MailServer.read(settings.smtp_url)
        except ValueError as unreadable:
            found.append(str(unreadable))
    try:
        providers = parse_providers(settings.openid_providers)
    except ValueError as unreadable:
        found.append(f"CROUPIER_OPENID_PROVIDERS cannot be used: {unreadable}.")
        providers = ()
    found += _kyc_gaps(settings)
    bucket = (settings.documents_s3_bucket, settings.documents_s3_access_key, settings.documents_s3_secret_key)
    if settings.documents_s3_endpoint and not all(bucket):
        found.append(
            "CROUPIER_DOCUMENTS_S3_ENDPOINT needs CROUPIER_DOCUMENTS_S3_BUCKET, …_ACCESS_KEY and …_SECRET_KEY."
        )
    if not settings.production:
        return found
    if any(not provider.issuer.startswith("https://") for provider in providers):
        found.append("CROUPIER_OPENID_PROVIDERS: every issuer must begin with https:// in production.")
    if settings.bot_check == "none":
        found.append("CROUPIER_BOT_CHECK=none is refused in production.")
    required = {
        "CROUPIER_DATABASE_URL": settings.database_url,
        "CROUPIER_DATA_KEYS": settings.data_keys,
        "CROUPIER_TOKEN_KEYS": settings.token_keys,
        "CROUPIER_PUBLIC_URL": settings.public_url,
        "CROUPIER_SMTP_URL": settings.smtp_url,
        "CROUPIER_MAIL_FROM": settings.mail_from,
    }
    found += [f"{name} is required in production." for name, value in required.items() if not value]
    if settings.public_url and urlsplit(settings.public_url).scheme != "https":
        found.append("CROUPIER_PUBLIC_URL must begin with https:// in production.")
    if settings.smtp_url and urlsplit(settings.smtp_url).scheme == "smtp+plain":
        found.append("CROUPIER_SMTP_URL must begin with smtps:// or smtp:// (STARTTLS) in production.")
    return found


def _kyc_gaps(settings: Settings) -> list[str]:
    needed = {
        "sumsub": {
            "CROUPIER_SUMSUB_APP_TOKEN": settings.sumsub_app_token,
            "CROUPIER_SUMSUB_SECRET_KEY": settings.sumsub_secret_key,
            "CROUPIER_SUMSUB_WEBHOOK_SECRET": settings.sumsub_webhook_secret,
        },
        "veriff": {
            "CROUPIER_VERIFF_API_KEY": settings.veriff_api_key,
            "CROUPIER_VERIFF_SECRET": settings.veriff_secret,
        },
    }.get(settings.kyc_vendor or "", {})
    found = [f"CROUPIER_KYC_VENDOR={settings.kyc_vendor} needs {name}." for name, value in needed.items() if not value]
    for name, text, named in (
        ("CROUPIER_SUMSUB_LEVELS", settings.sumsub_levels, True),
        ("CROUPIER_VERIFF_LEVELS", settings.veriff_levels, False),
    ):
        try:
            read_levels(text, named=named)
        except ValueError as unreadable:
            found.append(f"{name} cannot be used: {unreadable}.")
    if settings.screening_list is not None:
        try:
            LocalList(settings.screening_list)
        except UnusableList as unusable:
            found.append(f"{unusable}.")
    if settings.production:
        if settings.kyc_vendor == "sandbox":
            found.append("CROUPIER_KYC_VENDOR=sandbox is refused in production.")
        for name, url in (
            ("CROUPIER_SUMSUB_BASE_URL", settings.sumsub_base_url),
            ("CROUPIER_VERIFF_BASE_URL", settings.veriff_base_url),
        ):
            if urlsplit(url).scheme != "https":
                found.append(f"{name} must begin with https:// in production.")
    return found
