"""``/sandbox/telegram``: be anybody on Telegram. Never in production, and never beside a real bot."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from app.sandbox.telegram.signing import SandboxBot, TelegramPerson
from domain.shared import Clock, Ids

_LONGEST_NAME = 64
_LARGEST_ID = 2**52
"""Telegram's promise: ids have at most 52 significant bits."""
_NO_STORE = {"Cache-Control": "no-store"}


class TelegramSandbox:
    """``?id=`` with ``first_name``, ``last_name`` and ``username`` says who; each call is signed anew."""

    def __init__(self, bot: SandboxBot, clock: Clock, ids: Ids) -> None:
        self._bot = bot
        self._clock = clock
        self._ids = ids

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/sandbox/telegram/mini-app.json", self._mini_app, methods=["GET"]),
            Route("/sandbox/telegram/widget.json", self._widget, methods=["GET"]),
        ]

    async def _mini_app(self, request: Request) -> Response:
        """``{initData}``, for `loginWithTelegram`."""
        person = _person(request)
        if person is None:
            return _nobody()
        init_data = self._bot.init_data(person, self._ids.new().hex, self._clock.now())
        return JSONResponse({"initData": init_data}, headers=_NO_STORE)

    async def _widget(self, request: Request) -> Response:
        """The fields of `TelegramWidgetInput`, by Telegram's names."""
        person = _person(request)
        if person is None:
            return _nobody()
        return JSONResponse(self._bot.widget(person, self._clock.now()), headers=_NO_STORE)


def _person(request: Request) -> TelegramPerson | None:
    asked = request.query_params
    text = asked.get("id", "")
    names = [asked.get(name, "") for name in ("first_name", "last_name", "username")]
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 16 else 0
    if not 0 < number < _LARGEST_ID or any(len(name) > _LONGEST_NAME or not name.isprintable() for name in names):
        return None
    return TelegramPerson(number, names[0] or "Somebody", *names[1:])


def _nobody() -> Response:
    return JSONResponse({"error": "id: digits; first_name, last_name, username: up to 64 characters"}, 400)
