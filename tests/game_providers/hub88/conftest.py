"""A real platform on a real PostgreSQL, its callbacks behind a real HTTP server, and Hub88's side of the wire."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import orjson
import pytest
import uvicorn
from starlette.applications import Starlette

from app.adapters.game_providers.hub88.keys import sandbox_keys
from app.adapters.game_providers.hub88.routes import hub88_routes
from app.adapters.game_providers.hub88.signature import HEADER, Signer
from app.composition import open_platform
from app.platform import Platform
from app.settings import Settings
from domain.games import token_digest
from tests.running import SignedInPlayer

GAME = "copper-lantern"
UNITS = 100_000


@dataclass
class Seated:
    """A player with a wallet and a game session."""

    player: UUID
    token: str
    currency: str

    @property
    def user(self) -> str:
        return self.player.hex


@dataclass
class Hub88Side:
    """Signs and sends what Hub88 would."""

    http: httpx.AsyncClient
    signer: Signer
    platform: Platform

    async def raw(self, path: str, body: bytes, signature: str | None = None) -> dict[str, Any]:
        headers = {HEADER: self.signer.sign(body) if signature is None else signature}
        answer = await self.http.post(f"/callbacks/hub88{path}", content=body, headers=headers)
        assert answer.status_code == 200
        reply = orjson.loads(answer.content)
        assert isinstance(reply, dict)
        return reply

    async def send(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return await self.raw(path, orjson.dumps({"request_uuid": str(uuid4()), **body}))

    def transaction(self, seat: Seated, **changes: Any) -> dict[str, Any]:
        return {
            "user": seat.user,
            "token": seat.token,
            "transaction_uuid": str(uuid4()),
            "supplier_transaction_id": "s-1",
            "round": "round-1",
            "round_closed": False,
            "is_free": False,
            "game_code": GAME,
            "currency": seat.currency,
            "amount": 1 * UNITS,
            **changes,
        }

    async def bet(self, seat: Seated, **changes: Any) -> dict[str, Any]:
        return await self.send("/transaction/bet", self.transaction(seat, **changes))

    async def win(self, seat: Seated, **changes: Any) -> dict[str, Any]:
        return await self.send("/transaction/win", self.transaction(seat, **changes))

    async def rollback(self, seat: Seated, **changes: Any) -> dict[str, Any]:
        body = self.transaction(seat, **changes)
        for name in ("currency", "amount"):
            if name not in changes:
                del body[name]
        return await self.send("/transaction/rollback", body)

    async def seat(
        self,
        cash: int = 100_00,
        currency: str = "EUR",
        *,
        game: str = GAME,
        expires_in: timedelta = timedelta(hours=1),
        blocks: tuple[str, ...] = (),
    ) -> Seated:
        """A new player holding ``cash`` minor units."""
        player, token = uuid4(), uuid4().hex
        now = datetime.now(UTC)
        pool = self.platform.pool
        await pool.execute("insert into player_gates (player_id, blocks) values ($1, $2)", player, list(blocks))
        await pool.execute(
            "insert into wallets (player_id, currency, cash) values ($1, $2, $3)", player, currency, cash
        )
        await pool.execute(
            "insert into game_sessions (id, token_digest, player_id, provider, game_code, currency, opened_at,"
            " expires_at) values ($1, $2, $3, 'hub88', $4, $5, $6, $7)",
            uuid4(),
            token_digest(token),
            player,
            game,
            currency,
            now,
            now + expires_in,
        )
        return Seated(player, token, currency)

    async def launched_by(self, signed_in: SignedInPlayer, cash: int = 100_00) -> Seated:
        """A game of somebody who is signed in, holding ``cash`` minor units of EUR."""
        token, now, pool = uuid4().hex, datetime.now(UTC), self.platform.pool
        await pool.execute("update wallets set cash = $2 where player_id = $1", signed_in.id, cash)
        await pool.execute(
            "insert into game_sessions (id, token_digest, player_id, provider, game_code, currency, opened_at,"
            " expires_at, session_id) values ($1, $2, $3, 'hub88', $4, 'EUR', $5, $6, $7)",
            *(uuid4(), token_digest(token), signed_in.id, GAME, now, now + timedelta(hours=1)),
            signed_in.viewer.session_id,
        )
        return Seated(signed_in.id, token, "EUR")

    async def cash(self, seat: Seated) -> int:
        found = await self.platform.pool.fetchval(
            "select cash from wallets where player_id = $1 and currency = $2", seat.player, seat.currency
        )
        assert isinstance(found, int)
        return found

    async def transactions(self, seat: Seated) -> int:
        found = await self.platform.pool.fetchval(
            "select sequence from wallets where player_id = $1 and currency = $2", seat.player, seat.currency
        )
        assert isinstance(found, int)
        return found


class AnnouncedServer(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()


@asynccontextmanager
async def served(app: Any) -> AsyncIterator[int]:
    """A real HTTP server around an ASGI application; the port it listens on."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = AnnouncedServer(uvicorn.Config(app, log_level="warning", lifespan="off"))
    task = asyncio.create_task(server.serve(sockets=[listening]))
    await server.listening.wait()
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        await task
        listening.close()


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(data_dir=Path(tmp_path_factory.mktemp("data")), env="test")


@pytest.fixture(scope="module")
async def platform(postgres_url: str, settings: Settings) -> AsyncIterator[Platform]:
    async with open_platform(settings, postgres_url) as opened:
        yield opened


@pytest.fixture(scope="module")
async def hub88(platform: Platform) -> AsyncIterator[Hub88Side]:
    async with (
        served(Starlette(routes=hub88_routes(platform))) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http,
    ):
        yield Hub88Side(http, Signer(sandbox_keys(platform.settings).own_private), platform)
