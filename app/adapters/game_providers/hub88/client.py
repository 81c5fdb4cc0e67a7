"""What we ask of Hub88: the game list, a game's page, a round's page."""

import asyncio
import logging
import ssl
from collections.abc import Mapping, Sequence
from functools import lru_cache

import httpx
import orjson

from app.adapters.game_providers.hub88.fields import user_of
from app.adapters.game_providers.hub88.listing import listed_game
from app.adapters.game_providers.hub88.signature import HEADER, Signer
from domain.games import Device, GameProviderAway, GameUnavailable, ListedGame, Seat
from domain.shared import PlayerId

DEMO_CURRENCY = "XXX"
TIMEOUT = httpx.Timeout(10.0, connect=3.0)
WHOLE_SECONDS = 15.0
"""For one whole attempt: the bounds above are for each step of it, which an answer that trickles in never meets."""
PAUSES_SECONDS = (0.2, 0.8)
"""Between attempts; there is one attempt more than pauses. Every call here may be repeated."""

_PLATFORMS = {Device.DESKTOP: "GPL_DESKTOP", Device.MOBILE: "GPL_MOBILE"}
_log = logging.getLogger(__name__)


class Hub88:
    """The GameProvider named ``hub88``. ``base_url`` is without a slash at its end."""

    def __init__(self, base_url: str, operator_id: int, signer: Signer, sub_partner: str | None = None) -> None:
        self._base_url = base_url
        self._operator_id = operator_id
        self._signer = signer
        self._sub_partner = sub_partner

    async def catalogue(self) -> Sequence[ListedGame]:
        entries = await self._ask("/operator/generic/v2/game/list", {})
        if not isinstance(entries, list):
            raise GameProviderAway
        return [game for game in map(listed_game, entries) if game is not None]

    async def open_game(self, seat: Seat) -> str:
        asked: dict[str, object] = {
            "game_code": seat.game_code,
            "platform": _PLATFORMS[seat.device],
            "lang": seat.language,
            "country": seat.country,
            "lobby_url": seat.return_url,
            "currency": seat.currency or DEMO_CURRENCY,
        }
        if seat.player is not None:
            asked |= {"user": user_of(seat.player), "token": seat.token}
        if seat.ip is not None:
            asked["ip"] = seat.ip
        return self._url(await self._ask("/operator/generic/v2/game/url", asked))

    async def round_page(self, player: PlayerId, transaction_uuid: str, round_reference: str) -> str:
        """A page of the provider's that shows how the round went."""
        asked = {"user": user_of(player), "transaction_uuid": transaction_uuid, "round": round_reference}
        return self._url(await self._ask("/operator/generic/v2/game/round", asked))

    def _url(self, answer: object) -> str:
        url = answer.get("url") if isinstance(answer, dict) else None
        if not isinstance(url, str) or not url.startswith(("http://", "https://")):
            _log.error("hub88 answered without a url")
            raise GameProviderAway
        return url

    async def _ask(self, path: str, asked: Mapping[str, object]) -> object:
        sent: dict[str, object] = {"operator_id": self._operator_id, **asked}
        if self._sub_partner is not None:
            sent["sub_partner_id"] = self._sub_partner
        body = orjson.dumps(sent)
        headers = {HEADER: self._signer.sign(body), "content-type": "application/json"}
        async with httpx.AsyncClient(timeout=TIMEOUT, verify=_tls(), trust_env=False) as http:
            for pause in (*PAUSES_SECONDS, None):
                try:
                    async with asyncio.timeout(WHOLE_SECONDS):
                        answer = await http.post(self._base_url + path, content=body, headers=headers)
                except (httpx.TransportError, TimeoutError) as fault:
                    _log.info("hub88 %s: %r", path, fault)
                else:
                    if answer.status_code < 500:
                        return _read(path, answer)
                    _log.info("hub88 %s answered %s", path, answer.status_code)
                if pause is not None:
                    await asyncio.sleep(pause)
        raise GameProviderAway


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """Made once: reading the certificates costs more than a call."""
    return ssl.create_default_context()


def _read(path: str, answer: httpx.Response) -> object:
    """403 and 404 say that the game, currency or country is not to be had; any other refusal is a fault to look at."""
    if answer.status_code in (403, 404):
        _log.info("hub88 %s refused: %s", path, answer.text[:200])
        raise GameUnavailable
    if answer.status_code != 200:
        _log.error("hub88 %s answered %s: %s", path, answer.status_code, answer.text[:200])
        raise GameProviderAway
    try:
        return orjson.loads(answer.content)
    except orjson.JSONDecodeError:
        _log.exception("hub88 %s answered no JSON", path)
        raise GameProviderAway from None
