"""How much is asked of the database does not grow with the page."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import pytest
from sqlalchemy import event

from app.http.server import build_app
from app.platform import Platform
from domain.identity import Login
from domain.shared import Dispatch
from tests.builders import a_visit
from tests.money_commands import BANK, CASINO, GAME, bet, confirm, hold, token_digest_of, win
from tests.running import SignedInPlayer

ROWS = 12
PAGES = """
query ($n: Int, $ids: [ID!]!) {
  me {
    transactions(first: $n) { edges { node {
      id round { id game { title } } game { title }
      payment { ... on Deposit { id } ... on Withdrawal { id } }
    } } }
    gameRounds(first: $n) { edges { node { id game { title } } } }
    deposits(first: $n) { edges { node { id } } }
    withdrawals(first: $n) { edges { node { id } } }
    sessions(first: $n) { edges { node { id device country locked } } }
    loginHistory(first: $n) { edges { node { at event ip country } } }
    lastLogin { at country }
    wallets { id withdrawable { amount } lockedReason }
  }
  nodes(ids: $ids) { id }
}
"""
LISTS = ("transactions", "gameRounds", "deposits", "withdrawals", "sessions")


class Statements(list[str]):
    """What is asked for the sake of the block ``counted``; the platform's own loops run in contexts of theirs."""

    def __init__(self) -> None:
        self._inside = ContextVar("inside", default=False)

    @contextmanager
    def counted(self) -> Iterator[None]:
        self.clear()
        token = self._inside.set(True)
        yield
        self._inside.reset(token)

    def note(self, statement: str) -> None:
        if self._inside.get():
            self.append(statement)


@pytest.fixture
def statements(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> Iterator[Statements]:
    """What the pool and the sessions ask, as it is asked."""
    asked = Statements()
    for name in ("fetch", "fetchrow", "fetchval", "execute"):
        ask = getattr(asyncpg.Pool, name)

        async def noting(pool: Any, query: str, *arguments: Any, ask: Any = ask, **options: Any) -> Any:
            asked.note(query)
            return await ask(pool, query, *arguments, **options)

        monkeypatch.setattr(asyncpg.Pool, name, noting)

    def note(_: object, __: object, statement: str, *rest: object) -> None:
        asked.note(statement)

    engine = platform.sessions.kw["bind"].sync_engine
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
async def rich(platform: Platform, dispatch: Dispatch, player: SignedInPlayer) -> SignedInPlayer:
    """ROWS rows of everything."""
    now = datetime.now(UTC)
    await platform.pool.execute(
        "insert into game_sessions (id, token_digest, player_id, provider, game_code, currency, opened_at, expires_at)"
        " values ($1, $2, $3, $4, $5, 'EUR', $6, $7)",
        *(uuid4(), token_digest_of(player.id), player.id, CASINO, GAME, now, now + timedelta(days=1)),
    )
    for number in range(ROWS):
        deposit, withdrawal, reference = uuid4(), uuid4(), uuid4().hex
        await platform.pool.execute(
            "insert into deposits (id, player_id, idempotency_key, method, provider, amount, currency, state,"
            " started_at) values ($1, $2, $3, 'card', $4, 500, 'EUR', 1, $5)",
            *(deposit, player.id, reference, BANK, now),
        )
        await platform.settlement.settle(confirm(player.id, deposit, 500, reference))
        await platform.settlement.settle(hold(player.id, withdrawal, 10, f"{reference}-hold"))
        await platform.settlement.settle(bet(player.id, 5, f"{reference}-bet", round_=f"round {number}"))
        await platform.settlement.settle(win(player.id, 5, f"{reference}-win", round_=f"round {number}", closes=True))
        await dispatch(Login(player.email, player.password, a_visit()))
    return player


async def test_a_longer_page_asks_no_more(platform: Platform, rich: SignedInPlayer, statements: Statements) -> None:
    transport = httpx.ASGITransport(build_app(platform))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:

        async def ask(size: int, ids: list[str]) -> tuple[int, dict[str, Any]]:
            with statements.counted():
                body = {"query": PAGES, "variables": {"n": size, "ids": ids}}
                answer = (await client.post("/graphql", json=body, headers=rich.bearer)).json()
            assert "errors" not in answer, answer
            return len(statements), answer["data"]

        _, whole = await ask(ROWS, [])
        assert len(whole["me"]["loginHistory"]["edges"]) == ROWS
        ids = {name: [edge["node"]["id"] for edge in whole["me"][name]["edges"]] for name in LISTS}
        assert [len(found) for found in ids.values()] == [ROWS] * len(LISTS)
        few, _ = await ask(2, [id for found in ids.values() for id in found[:2]])
        many, data = await ask(ROWS, [id for found in ids.values() for id in found])
        assert all(data["nodes"])
    assert 0 < few == many, sorted(statements)
