"""Small questions to servers on the internet: bounded in time and size, and never followed elsewhere."""

import asyncio
import ssl
from collections.abc import Mapping
from functools import cache

import httpx

MAX_ANSWER_BYTES = 256 * 1024
_OF_THE_WIRE = frozenset({"content-encoding", "content-length", "transfer-encoding"})
"""What was true of the body on its way here."""


class Away(Exception):
    """No answer in time, a broken one, one that is too long, or a fault of theirs (5xx)."""


async def ask(
    method: str,
    url: str,
    *,
    seconds: float,
    headers: Mapping[str, str] | None = None,
    form: Mapping[str, str] | None = None,
) -> httpx.Response:
    """One attempt, ``seconds`` for all of it. Raises Away, whose text holds neither the address nor what was sent."""
    try:
        async with (
            asyncio.timeout(seconds),
            httpx.AsyncClient(verify=_tls(), trust_env=False, timeout=seconds) as http,
            http.stream(method, url, headers=headers, data=form) as answer,
        ):
            if answer.status_code >= 500:
                raise Away(f"status {answer.status_code}")
            body = bytearray()
            async for part in answer.aiter_bytes():
                body += part
                if len(body) > MAX_ANSWER_BYTES:
                    raise Away("the answer is too long")
    except (httpx.HTTPError, TimeoutError, UnicodeError) as fault:
        raise Away(type(fault).__name__) from None
    kept = [pair for pair in answer.headers.multi_items() if pair[0].lower() not in _OF_THE_WIRE]
    return httpx.Response(answer.status_code, headers=kept, content=bytes(body))


@cache
def _tls() -> ssl.SSLContext:
    """Made once: reading the certificates costs more than a call."""
    return ssl.create_default_context()
