"""A payment service provider that moves no money: a card form, payouts, signed webhooks.

It stands for another company: it shares no code, no tables and no memory with the platform, and is reached by HTTP.
"""

from app.sandbox.psp.book import PspBook
from app.sandbox.psp.clockwork import PspClockwork
from app.sandbox.psp.desk import Pace, PspDesk
from app.sandbox.psp.routes import psp_routes

__all__ = ["Pace", "PspBook", "PspClockwork", "PspDesk", "psp_routes"]
