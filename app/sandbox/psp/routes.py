"""Where this provider is reached, below its base address."""

from starlette.routing import BaseRoute

from app.sandbox.psp.book import PspBook
from app.sandbox.psp.card_pages import card_routes
from app.sandbox.psp.desk import Pace, PspDesk
from app.sandbox.psp.merchant_api import merchant_routes


def psp_routes(book: PspBook, desk: PspDesk, pace: Pace, api_key: str, base_url: str) -> list[BaseRoute]:
    return [*merchant_routes(book, pace, api_key, base_url), *card_routes(book, desk)]
