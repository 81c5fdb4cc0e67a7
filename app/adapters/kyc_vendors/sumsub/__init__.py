"""Sumsub: applicants, its page and SDK, and verdicts by webhook."""

from app.adapters.kyc_vendors.sumsub.callbacks import sumsub_webhook
from app.adapters.kyc_vendors.sumsub.client import BASE_URL, SumsubAccount, SumsubVendor

__all__ = ["BASE_URL", "SumsubAccount", "SumsubVendor", "sumsub_webhook"]
