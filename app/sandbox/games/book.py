"""This house's memory: who sits at which game, and what became of each round."""

import secrets
from enum import IntEnum
from uuid import uuid4

from asyncpg import Pool, Record


class State(IntEnum):
    BETTING = 1
    PAYING = 2
    TAKING_BACK = 3
    DONE = 4
    VOID = 5


UNSURE_SECONDS = 90
"""A bet without a known end is taken back after this, longer than all its attempts: its process died."""


class Book:
    """Amounts are integers of 1/100,000 of the currency, as on the wire."""

    def __init__(self, pool: "Pool[Record]") -> None:
        self._pool = pool

    async def sit(
        self, game: str, currency: str, lobby_url: str, player: str | None, token: str | None, demo: int | None
    ) -> str:
        """The seat's secret name. The same token sits in the same seat, so that opening may be repeated."""
        seat: str = await self._pool.fetchval(
            """insert into sandbox_games.seats (id, game, currency, lobby_url, player, token, demo_balance)
               values ($1, $2, $3, $4, $5, $6, $7)
               on conflict (token) do update set lobby_url = excluded.lobby_url returning id""",
            secrets.token_urlsafe(24),
            game,
            currency,
            lobby_url,
            player,
            token,
            demo,
        )
        return seat

    async def seat(self, id_: str) -> Record | None:
        return await self._pool.fetchrow("select * from sandbox_games.seats where id = $1", id_)

    async def claim_spin(self, seat: str, cycle_seconds: float) -> bool:
        """Whether a spin may start: at most one in each cycle, however many tabs ask."""
        claimed = await self._pool.fetchval(
            """update sandbox_games.seats set last_spin_at = clock_timestamp() where id = $1
               and (last_spin_at is null or last_spin_at < clock_timestamp() - make_interval(secs => $2))
               returning true""",
            seat,
            cycle_seconds,
        )
        return claimed is True

    async def start(self, seat: str, stake: int) -> Record:
        row = await self._pool.fetchrow(
            """insert into sandbox_games.rounds (id, seat, state, stake, bet_uuid, settling_uuid, next_try_at)
               values ($1, $2, 1, $3, $4, $5, now() + make_interval(secs => $6)) returning *""",
            uuid4(),
            seat,
            stake,
            str(uuid4()),
            str(uuid4()),
            float(UNSURE_SECONDS),
        )
        assert row is not None
        return row

    async def turn(self, round_: Record, state: State, stops: tuple[int, ...] | None = None, win: int = 0) -> None:
        """A round goes on; one that is not at its end is tried again at once by whoever asks next."""
        await self._pool.execute(
            """update sandbox_games.rounds set state = $2::smallint, stops = coalesce($3, stops), win = $4,
               next_try_at = case when $2::smallint < 4 then now() + interval '5 seconds' end where id = $1""",
            round_["id"],
            state,
            stops,
            win,
        )

    async def play_demo(self, seat: str, stake: int, win: int) -> int | None:
        """The balance after a round with play money; None when it does not cover the stake."""
        balance: int | None = await self._pool.fetchval(
            """update sandbox_games.seats set demo_balance = demo_balance - $2 + $3
               where id = $1 and demo_balance >= $2 returning demo_balance""",
            seat,
            stake,
            win,
        )
        return balance

    async def refill_demo(self, seat: str, balance: int) -> None:
        await self._pool.execute("update sandbox_games.seats set demo_balance = $2 where id = $1", seat, balance)

    async def last_round(self, seat: str) -> Record | None:
        return await self._pool.fetchrow(
            "select * from sandbox_games.rounds where seat = $1 and stops is not null order by started_at desc limit 1",
            seat,
        )

    async def round_of_bet(self, uuid: str) -> Record | None:
        return await self._pool.fetchrow(
            """select r.*, s.game, s.currency from sandbox_games.rounds r join sandbox_games.seats s on s.id = r.seat
               where $1 in (r.bet_uuid, r.settling_uuid) or r.id::text = $1""",
            uuid,
        )

    async def claim_unfinished(self, limit: int) -> list[Record]:
        """Rounds that are due, put off with growing pauses, so that no two processes take the same one."""
        due: list[Record] = await self._pool.fetch(
            """update sandbox_games.rounds r set tries = tries + 1,
               next_try_at = now() + make_interval(secs => least(60, 2 ^ least(tries, 6)))
               from (select id from sandbox_games.rounds where state < 4 and next_try_at <= now()
                     order by next_try_at limit $1 for update skip locked) due
               where r.id = due.id returning r.*""",
            limit,
        )
        return due
