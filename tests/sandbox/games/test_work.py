"""What runs behind the requests: the catalogue is followed, rounds that were cut off are finished.

It tells nobody when it is done, so these tests look again and again, up to a limit.
"""

import asyncio
from uuid import uuid4

from app.sandbox.games.book import Book, State
from app.wiring.games_work import games_work
from tests.graphql_api.games.conftest import Client, client, dispatch, platform
from tests.running import SignedInPlayer, player, sign_up

__all__ = ["client", "dispatch", "platform", "player", "sign_up"]


async def test_the_catalogue_is_followed(client: Client) -> None:
    async with games_work(client.platform), asyncio.timeout(20):
        while (await client.ask(None, "{ gamesCount }"))["gamesCount"] != 3:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def test_a_round_cut_off_is_finished(client: Client, player: SignedInPlayer) -> None:
    pool = client.platform.pool
    book = Book(pool)
    seat = await book.sit("tidal-reef", "EUR", "https://casino.test/", player.id.hex, uuid4().hex, None)
    round_ = await book.start(seat, 100_000)
    await pool.execute("update sandbox_games.rounds set next_try_at = now() where id = $1", round_["id"])
    state = "select state from sandbox_games.rounds where id = $1"
    async with games_work(client.platform), asyncio.timeout(20):
        while await pool.fetchval(state, round_["id"]) != State.VOID:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    tombstone = await pool.fetchval("select state from settlements where key = $1", round_["bet_uuid"])
    assert tombstone == 3
