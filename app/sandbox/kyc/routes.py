"""Where this company is reached, below its base address."""

from starlette.routing import BaseRoute

from app.sandbox.kyc.book import KycBook
from app.sandbox.kyc.client_api import Credentials, client_routes
from app.sandbox.kyc.desk import KycDesk
from app.sandbox.kyc.person_pages import person_routes


def kyc_routes(book: KycBook, desk: KycDesk, credentials: Credentials, base_url: str) -> list[BaseRoute]:
    return [*client_routes(book, credentials, base_url), *person_routes(book, desk)]
