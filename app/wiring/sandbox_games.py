"""The sandbox game provider, which stands for another company: its way to our wallet is HTTP alone."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache

import httpx

from app.adapters.game_providers.hub88.callbacks import PATH
from app.adapters.game_providers.hub88.keys import sandbox_keys
from app.adapters.game_providers.hub88.signature import Signer
from app.platform import Platform
from app.sandbox.games.book import Book
from app.sandbox.games.operator_wallet import TIMEOUT, OperatorWallet
from app.sandbox.games.table import Table


def sandbox_table(platform: Platform) -> Table:
    settings = platform.settings
    signer = Signer(sandbox_keys(settings).own_private)

    @asynccontextmanager
    async def open_wallet() -> AsyncIterator[OperatorWallet]:
        async with httpx.AsyncClient(
            base_url=settings.base_url + PATH, timeout=TIMEOUT, verify=_tls(), trust_env=False
        ) as http:
            yield OperatorWallet(http, signer, settings.sandbox_pace)

    return Table(Book(platform.pool), open_wallet, settings.sandbox_pace)


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """Reading the certificates takes longer than a request; once is enough."""
    return httpx.create_ssl_context()
