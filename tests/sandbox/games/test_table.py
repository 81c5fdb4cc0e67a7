"""A round at the provider's table, whatever the operator or the network does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
import orjson
import pytest
from asyncpg import Pool, Record
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from starlette.types import Receive, Scope, Send

from app.adapters.game_providers.hub88.keys import public_of
from app.adapters.game_providers.hub88.signature import HEADER, Signer, Verifier
from app.sandbox.games.book import Book, State
from app.sandbox.games.operator_wallet import OperatorWallet
from app.sandbox.games.table import NoSpin, Table

KEY = generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
    Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
)
OK, UNKNOWN, POOR = "RS_OK", "RS_ERROR_UNKNOWN", "RS_ERROR_NOT_ENOUGH_MONEY"
CUT = "the connection is cut"


@dataclass
class ScriptedOperator:
    """An operator over HTTP whose answers are told beforehand; without a script it agrees to everything."""

    answers: list[str] = field(default_factory=list)
    heard: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        raw = (await receive())["body"]
        signature = dict(scope["headers"])[HEADER.encode()]
        assert Verifier(public_of(KEY)).accepts(raw, signature)
        self.heard.append((scope["path"].rsplit("/", 1)[1], orjson.loads(raw)))
        answer = self.answers.pop(0) if self.answers else OK
        if answer == CUT:
            raise httpx.ReadError("cut")
        body = (
            answer.encode() if not answer.startswith("RS_") else orjson.dumps({"status": answer, "balance": 7_00_000})
        )
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": body})

    def said(self) -> list[str]:
        return [path for path, _ in self.heard]


@dataclass
class Stage:
    book: Book
    table: Table
    operator: ScriptedOperator
    player: str = field(default_factory=lambda: uuid4().hex)

    async def seat(self) -> Record:
        name = await self.book.sit(
            "copper-lantern", "EUR", "http://casino.test/", "player-1", f"token-{self.player}", None
        )
        seat = await self.book.seat(name)
        assert seat is not None
        return seat

    async def states(self) -> list[int]:
        seat = await self.seat()
        pool: Pool[Record] = self.book._pool
        rows = await pool.fetch(
            "select state from sandbox_games.rounds where seat = $1 order by started_at", seat["id"]
        )
        return [row["state"] for row in rows]


@pytest.fixture
def stage(pool: "Pool[Record]") -> Stage:
    operator = ScriptedOperator()

    @asynccontextmanager
    async def open_wallet() -> AsyncIterator[OperatorWallet]:
        transport = httpx.ASGITransport(operator)
        async with httpx.AsyncClient(transport=transport, base_url="http://operator.test") as http:
            yield OperatorWallet(http, Signer(KEY), pause_seconds=0)

    book = Book(pool)
    return Stage(book, Table(book, open_wallet, pace=0), operator)


async def test_a_round_is_a_bet_and_a_win_that_ends_it(stage: Stage) -> None:
    played = await stage.table.spin(await stage.seat(), 100)
    (_, bet), (_, win) = stage.operator.heard
    assert stage.operator.said() == ["bet", "win"]
    assert bet["amount"] == 100_000
    assert (win["amount"], win["round_closed"]) == (played.win, True)
    assert win["reference_transaction_uuid"] == bet["transaction_uuid"]
    assert win["transaction_uuid"] != bet["transaction_uuid"]
    assert await stage.states() == [State.DONE]


async def test_a_cut_bet_is_repeated_as_the_same_transaction_and_another_request(stage: Stage) -> None:
    stage.operator.answers = [CUT, "no JSON at all"]
    await stage.table.spin(await stage.seat(), 100)
    bets = [body for path, body in stage.operator.heard if path == "bet"]
    assert len(bets) == 3
    assert len({bet["transaction_uuid"] for bet in bets}) == 1
    assert len({bet["request_uuid"] for bet in bets}) == 3


async def test_without_the_money_nothing_is_rolled_back(stage: Stage) -> None:
    stage.operator.answers = [POOR]
    with pytest.raises(NoSpin) as no:
        await stage.table.spin(await stage.seat(), 100)
    assert (no.value.code, no.value.balance) == ("not-enough-money", 7_00_000)
    assert stage.operator.said() == ["bet"]
    assert await stage.states() == [State.VOID]


@pytest.mark.parametrize("answers", [[UNKNOWN], [CUT] * 4, ["RS_ERROR_TOKEN_EXPIRED"]], ids=str)
async def test_a_bet_without_a_known_end_is_taken_back(stage: Stage, answers: list[str]) -> None:
    stage.operator.answers = list(answers)
    with pytest.raises(NoSpin):
        await stage.table.spin(await stage.seat(), 100)
    path, rollback = stage.operator.heard[-1]
    assert path == "rollback"
    assert rollback["reference_transaction_uuid"] == stage.operator.heard[0][1]["transaction_uuid"]
    assert "currency" not in rollback
    assert await stage.states() == [State.VOID]


async def test_a_win_is_repeated_until_it_is_accepted(stage: Stage) -> None:
    stage.operator.answers = [OK, UNKNOWN]
    played = await stage.table.spin(await stage.seat(), 100)
    assert played.balance is None
    assert await stage.states() == [State.PAYING]
    await _make_due(stage)
    stage.operator.answers = [UNKNOWN]
    assert await stage.table.finish_due() == 1
    assert await stage.states() == [State.PAYING]
    await _make_due(stage)
    await stage.table.finish_due()
    assert await stage.states() == [State.DONE]
    wins = [body for path, body in stage.operator.heard if path == "win"]
    assert {win["amount"] for win in wins} == {played.win}
    assert len({win["transaction_uuid"] for win in wins}) == 1


async def test_a_rollback_is_repeated_until_it_is_accepted(stage: Stage) -> None:
    stage.operator.answers = [UNKNOWN, UNKNOWN]
    with pytest.raises(NoSpin):
        await stage.table.spin(await stage.seat(), 100)
    assert await stage.states() == [State.TAKING_BACK]
    await _make_due(stage)
    await stage.table.finish_due()
    assert await stage.states() == [State.VOID]


async def test_a_round_cut_off_while_betting_is_taken_back(stage: Stage) -> None:
    seat = await stage.seat()
    await stage.book.start(seat["id"], 100_000)
    assert await stage.table.finish_due() == 0
    await _make_due(stage)
    assert await stage.table.finish_due() == 1
    assert stage.operator.said() == ["rollback"]
    assert await stage.states() == [State.VOID]


async def test_one_spin_a_cycle(stage: Stage) -> None:
    seat = await stage.seat()
    assert await stage.book.claim_spin(seat["id"], 60)
    assert not await stage.book.claim_spin(seat["id"], 60)


async def test_other_stakes_are_refused(stage: Stage) -> None:
    with pytest.raises(NoSpin) as no:
        await stage.table.spin(await stage.seat(), 21)
    assert no.value.code == "wrong-stake"


async def test_play_money_asks_nobody(stage: Stage) -> None:
    name = await stage.book.sit("tidal-reef", "XXX", "http://casino.test/", None, None, 30_000)
    seat = await stage.book.seat(name)
    assert seat is not None
    played = await stage.table.spin(seat, 20)
    assert played.balance == 30_000 - 20_000 + played.win
    assert stage.operator.heard == []


async def _make_due(stage: Stage) -> None:
    seat = await stage.seat()
    pool: Pool[Record] = stage.book._pool
    await pool.execute("update sandbox_games.rounds set next_try_at = now() where seat = $1 and state < 4", seat["id"])
