"""Headers that every answer carries unless its route says otherwise."""

from starlette.types import Message, Send

Pairs = list[tuple[bytes, bytes]]

ALWAYS: Pairs = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=()"),
]
CONTENT_POLICY = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
"""For data; a page sends its own."""
TRANSPORT_POLICY = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")


def adding(send: Send, extra: Pairs) -> Send:
    """``send``, with the extra headers on the response's start; the policy of content only where none is set."""

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = message.setdefault("headers", [])
            if not any(name == b"content-security-policy" for name, _ in headers):
                headers.append(CONTENT_POLICY)
            headers.extend(extra)
        await send(message)

    return send_with_headers
