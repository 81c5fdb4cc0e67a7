"""Two processes settle for the same players: never a double spend, and a platform without its lock is found out."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.auditor.books import cash_of, connected
from tests.auditor.race import Outcome, race
from tests.auditor.weakened import entry
from tests.faults.harness import Program, RoughPostgres, running_program, seat_players
from tests.faults.harness.program import HOST
from tests.faults.harness.scene import keys_of

CONNECTIONS = 24
CASH_MINOR = 200
NO_KEYS = """
alter table ledger_transactions drop constraint ledger_transactions_pkey;
alter table postings drop constraint postings_pkey;
"""


class Pair:
    """Two serving processes on one database; the first holds its PostgreSQL."""

    def __init__(self, first: Program) -> None:
        self.first = first
        self.postgres = RoughPostgres(first.data_dir)
        self.second = Program(first.data_dir, environment={"CROUPIER_DATABASE_URL": self.postgres.url})

    async def start_again(self, way: tuple[str, ...]) -> None:
        await self.end()
        self.first.entry = self.second.entry = way
        await asyncio.gather(self.first.start(), self.second.start())

    async def race(self) -> list[tuple[Outcome, int]]:
        """Of four players who each bet at both processes at once, with what is left to them."""
        seats = await seat_players(self.first.data_dir, self.postgres.url, ["EUR"] * 4, cash_minor=CASH_MINOR)
        addresses = [(HOST, program.port) for program in (self.first, self.second)]
        signer = (await keys_of(self.first, self.postgres.url)).games
        races = (race(addresses, signer, seat, connections=CONNECTIONS // len(seats)) for seat in seats)
        outcomes = await asyncio.gather(*races)
        return [(outcome, await cash_of(self.postgres.url, outcome.seat)) for outcome in outcomes]

    async def verifies(self) -> bool:
        return (await self.first.command("ledger", "verify"))[0] == 0

    async def end(self) -> None:
        await self.second.end()
        await self.first.end()


@pytest.fixture(scope="module")
async def pair() -> AsyncIterator[Pair]:
    async with running_program() as first:
        both = await asyncio.to_thread(Pair, first)
        try:
            await both.second.start()
            yield both
        finally:
            await both.end()


async def test_no_double_spend_and_nothing_but_answers(pair: Pair) -> None:
    assert [outcome.problems(cash) for outcome, cash in await pair.race()] == [[]] * 4
    assert await pair.verifies()


async def test_an_unlocked_wallet_is_caught(pair: Pair) -> None:
    """Negative control. The ledger's keys are a second line: two batches cannot both write a wallet's next transaction,
    though some callers are told to come again. Without these too, money is spent twice, and both the auditor and the
    verifier see it.
    """
    await pair.start_again(entry("unlocked"))
    assert not any(outcome.spent_twice(cash) for outcome, cash in await pair.race())
    assert await pair.verifies()
    async with connected(pair.postgres.url) as connection:
        await connection.execute(NO_KEYS)
    assert any(outcome.spent_twice(cash) for outcome, cash in await pair.race())
    assert not await pair.verifies()
