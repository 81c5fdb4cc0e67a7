"""The mailbox's page, and the same as JSON."""

import secrets
from pathlib import Path
from typing import TypedDict

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from app.adapters.notifications.letters import write
from app.adapters.postgres.message_queue import MessageQueue, QueuedMessage
from domain.identity.messages import Channel

SHOWN = 200
READ = 2_000
"""How far back a look for one recipient goes: addresses are sealed, so that each must be opened."""

_PAGE = (Path(__file__).parent / "mailbox.html").read_text()


class Shown(TypedDict):
    to: str
    channel: str
    subject: str
    text: str
    sentAt: str


class Mailbox:
    """Of these channels, which nobody else carries; so a message is here as soon as its transaction has committed."""

    def __init__(self, queue: MessageQueue, channels: frozenset[Channel], brand: str) -> None:
        self._queue = queue
        self._channels = channels
        self._brand = brand

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/sandbox/mailbox", self._page, methods=["GET"]),
            Route("/sandbox/mailbox.json", self._json, methods=["GET"]),
        ]

    async def _page(self, request: Request) -> Response:
        del request
        nonce = secrets.token_urlsafe(16)
        policy = (
            f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; "
            "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store"}
        return HTMLResponse(_PAGE.replace("{{nonce}}", nonce), headers=headers)

    async def _json(self, request: Request) -> Response:
        """``?to=`` is an address or a number, whole, in any case."""
        to = request.query_params.get("to", "").strip().casefold()
        newest = await self._queue.newest(self._channels, READ if to else SHOWN)
        wanted = [message for message in newest if not to or message.to.casefold() == to]
        return JSONResponse([self._shown(message) for message in wanted[:SHOWN]], headers={"Cache-Control": "no-store"})

    def _shown(self, message: QueuedMessage) -> Shown:
        letter = write(message.template, message.language, message.facts, self._brand)
        sms = message.channel is Channel.SMS
        return {
            "to": message.to,
            "channel": message.channel.value,
            "subject": letter.subject,
            "text": letter.brief if sms else letter.text,
            "sentAt": message.created_at.isoformat().replace("+00:00", "Z"),
        }
