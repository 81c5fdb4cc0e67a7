"""What the game's page asks of its own server. The page has an opaque origin: every answer is open to all of them,
and the seat's secret name, which the page was opened with, is the only key.
"""

import re
from collections.abc import Awaitable, Callable
from uuid import UUID

import orjson
from asyncpg import Record
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from app.sandbox.games.book import Book, State
from app.sandbox.games.listing import DIGITS, STAKES_MINOR, rtp_of, title_of, units_per_minor
from app.sandbox.games.machine import Spin
from app.sandbox.games.machines import MACHINES
from app.sandbox.games.table import CYCLE_SECONDS, NoSpin, Table

MAX_BODY_BYTES = 2048
SEAT = re.compile(r"[A-Za-z0-9_-]{20,64}", re.ASCII)
OPEN_TO_ALL = {
    "access-control-allow-origin": "*",
    "access-control-allow-headers": "content-type",
    "access-control-allow-methods": "POST",
    "access-control-max-age": "600",
    "cache-control": "no-store",
}


class GameApi:
    """Amounts are integers of the currency's minor units; ``digits`` says how to write them."""

    def __init__(self, book: Book, table: Table) -> None:
        self._book = book
        self._table = table

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/api/open", self._answering(self._open), methods=["POST", "OPTIONS"]),
            Route("/api/spin", self._answering(self._spin), methods=["POST", "OPTIONS"]),
            Route("/rounds/{id}", self._round, methods=["GET"]),
        ]

    def _answering(
        self, answer: Callable[[Record, dict[str, object]], Awaitable[object]]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            if request.method == "OPTIONS":
                return Response(status_code=204, headers=OPEN_TO_ALL)
            body = await _body(request)
            name = body.get("seat")
            seat = await self._book.seat(name) if isinstance(name, str) and SEAT.fullmatch(name) else None
            if seat is None:
                return _json({"error": "session-over"}, 404)
            try:
                return _json(await answer(seat, body))
            except NoSpin as no:
                rate = units_per_minor(seat["currency"])
                balance = None if no.balance is None else no.balance // rate
                return _json({"error": no.code, "balance": balance}, 409)

        return endpoint

    async def _open(self, seat: Record, body: dict[str, object]) -> object:
        del body
        machine, rate = MACHINES[seat["game"]], units_per_minor(seat["currency"])
        answer, last = await self._table.balance(seat), await self._book.last_round(seat["id"])
        shown = machine.spin(last["stops"]) if last else machine.at_rest()
        return {
            "game": machine.code,
            "title": title_of(machine.code),
            "rows": machine.rows,
            "strips": machine.strips,
            "lines": machine.lines,
            "pays": machine.pays,
            "wild": machine.wild,
            "scatter": machine.scatter,
            "scatterPays": machine.scatter_pays,
            "rtp": rtp_of(machine.code),
            "currency": seat["currency"],
            "digits": DIGITS[seat["currency"]],
            "demo": seat["token"] is None,
            "stakes": STAKES_MINOR,
            "balance": None if answer.balance is None else answer.balance // rate,
            "error": None if answer.ok else "session-over",
            "windows": shown.windows,
            "stops": shown.stops,
            "lobby": seat["lobby_url"],
            "cycleMs": int(CYCLE_SECONDS * 1000),
        }

    async def _spin(self, seat: Record, body: dict[str, object]) -> object:
        stake, rate = body.get("stake"), units_per_minor(seat["currency"])
        if type(stake) is not int:
            raise NoSpin("wrong-stake")
        played = await self._table.spin(seat, stake)
        lines = len(MACHINES[seat["game"]].lines)
        return {
            **_shown(played.spin),
            "lineWins": [
                {"line": win.line, "symbol": win.symbol, "count": win.count, "win": win.pays * stake // lines}
                for win in played.spin.line_wins
            ],
            "scatterWin": played.spin.scatter_pays * stake,
            "stake": stake,
            "win": played.win // rate,
            "balance": None if played.balance is None else played.balance // rate,
        }

    async def _round(self, request: Request) -> Response:
        """How a round went, for the operator's own page: plain text."""
        try:
            id_ = str(UUID(request.path_params["id"]))
        except ValueError:
            id_ = ""
        round_ = await self._book.round_of_bet(id_)
        if round_ is None:
            return Response("There is no such round.", 404, media_type="text/plain")
        rate, digits = units_per_minor(round_["currency"]), DIGITS[round_["currency"]]
        state = State(round_["state"]).name.lower().replace("_", " ")
        text = [
            f"{title_of(round_['game'])}: round {round_['id']}, {state}",
            f"stake {_decimal(round_['stake'] // rate, digits)} {round_['currency']}",
        ]
        if round_["stops"]:
            windows = MACHINES[round_["game"]].spin(round_["stops"]).windows
            text += [" ".join(row) for row in zip(*windows, strict=True)]
            text.append(f"win {_decimal(round_['win'] // rate, digits)} {round_['currency']}")
        return Response("\n".join(text) + "\n", media_type="text/plain")


def _shown(spin: Spin) -> dict[str, object]:
    return {"stops": spin.stops, "windows": spin.windows, "scatters": spin.scatters}


async def _body(request: Request) -> dict[str, object]:
    raw = await request.body()
    try:
        body = orjson.loads(raw) if len(raw) <= MAX_BODY_BYTES else None
    except orjson.JSONDecodeError:
        return {}
    return body if isinstance(body, dict) else {}


def _decimal(minor: int, digits: int) -> str:
    text = str(minor).rjust(digits + 1, "0")
    return f"{text[:-digits]}.{text[-digits:]}" if digits else text


def _json(body: object, status: int = 200) -> Response:
    return Response(orjson.dumps(body), status, headers=OPEN_TO_ALL, media_type="application/json")
