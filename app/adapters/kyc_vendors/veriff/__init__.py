"""Veriff: sessions on its page, and decisions by webhook."""

from app.adapters.kyc_vendors.veriff.callbacks import veriff_webhook
from app.adapters.kyc_vendors.veriff.client import BASE_URL, VENDOR, VeriffAccount, VeriffVendor

__all__ = ["BASE_URL", "VENDOR", "VeriffAccount", "VeriffVendor", "veriff_webhook"]
