"""A verification company that looks at nobody: applicants, a page for the person, signed webhooks with a verdict.

It stands for another company and speaks Sumsub's protocol, so that what runs in development is the adapter that runs
in production. It shares no code, no tables and no memory with the platform, is reached by HTTP, and keeps nothing of
what people type.
"""

from app.sandbox.kyc.book import KycBook
from app.sandbox.kyc.client_api import Credentials
from app.sandbox.kyc.clockwork import KycClockwork
from app.sandbox.kyc.desk import KycDesk, Pace
from app.sandbox.kyc.routes import kyc_routes

__all__ = ["Credentials", "KycBook", "KycClockwork", "KycDesk", "Pace", "kyc_routes"]
