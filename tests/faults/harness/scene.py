"""The stage of a fault test: the program, players, a load that is audited, and clients that follow it live."""

import asyncio
import os
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

from app.adapters.game_providers.hub88.keys import operator_keys, sandbox_keys
from app.adapters.game_providers.hub88.signature import Signer
from app.composition import open_platform
from app.wiring.sandbox_psp import psp_credentials
from tests.auditor.auditor import Auditor
from tests.auditor.books import differences
from tests.auditor.commands import OK
from tests.auditor.sending import Keys
from tests.faults.harness.folder import postgres_apart, running_program
from tests.faults.harness.orders import order_deposits
from tests.faults.harness.postgres import RoughPostgres
from tests.faults.harness.program import HOST, Program
from tests.faults.harness.seats import Seat, seat_players
from tests.faults.harness.subscriber import Subscriber
from tests.running import settings_for_tests

CURRENCIES = ("EUR", "USD", "JPY", "GBP")
DEPOSITS_EACH = 2
LIVE_SECONDS = 20.0
"""How long a subscriber may take to see the last change: the safety poll is far shorter."""
MOVES_SECONDS = 60.0


def number(name: str, default: float) -> float:
    """``CROUPIER_TEST_<name>`` makes a fault test longer or shorter."""
    return float(os.environ.get(f"CROUPIER_TEST_{name}", default))


@dataclass
class Scene:
    program: Program
    postgres: RoughPostgres
    seats: Sequence[Seat]
    auditor: Auditor
    subscribers: Sequence[Subscriber]
    playing: "asyncio.Task[None]"

    async def rest(self) -> None:
        """No new calls; those begun are carried through. Raises TimeoutError where one never is."""
        self.auditor.stop()
        await asyncio.wait_for(asyncio.shield(self.playing), MOVES_SECONDS)

    async def load(self, seconds: float) -> None:
        """Let calls be answered for so long, and see that some are accepted. Raises TimeoutError where none is."""
        before = self.auditor.tally.statuses[OK]
        await asyncio.sleep(seconds)
        await self.auditor.until(lambda tally: tally.statuses[OK] > before, MOVES_SECONDS)

    async def until_told_to_wait(self, seconds: float) -> None:
        """Returns when somebody was told to come again. Raises TimeoutError."""
        before = self.auditor.tally.busy
        await self.auditor.until(lambda tally: tally.busy > before, seconds)

    async def prove(self) -> None:
        """All acknowledged is there with its reply, nothing is there twice, the ledger is whole, news came once."""
        tally = self.auditor.tally
        assert tally.findings == [], tally.findings[:3]
        found = await differences(self.postgres.url, self.auditor.wallets)
        assert found == [], found[:5]
        code, said = await self.program.command("ledger", "verify")
        assert code == 0, said
        reached = {wallet.seat.user: wallet.sequence for wallet in self.auditor.wallets}
        for subscriber in self.subscribers:
            sequence = reached[subscriber.seat.user]
            await subscriber.until(sequence, LIVE_SECONDS)
            assert subscriber.seen == list(range(1, sequence + 1))
            assert subscriber.strange == []


async def keys_of(program: Program, database_url: str) -> Keys:
    """What the companies outside sign with, on this program's data folder."""
    settings = settings_for_tests(program.data_dir)
    async with open_platform(settings, database_url) as platform:
        payments = psp_credentials(platform).webhook_secret
    ours = operator_keys(settings)
    assert ours is not None
    return Keys(Signer(sandbox_keys(settings).own_private), Signer(ours.own_private), payments)


@asynccontextmanager
async def under_load(
    *,
    players: int = 48,
    followed: int = 3,
    seed: int = 1,
    connections: int = 32,
    forgiving: bool = True,
    calls: int | None = None,
    apart: bool = False,
) -> AsyncIterator[Scene]:
    """The program serves, and every player plays, until the scene's ``rest`` or the end of the block.

    With ``calls``, until each connection has sent so many; without ``forgiving``, no fault is excused; ``apart``, on a
    PostgreSQL that is not the program's own.
    """
    async with AsyncExitStack() as opened:
        if apart:
            postgres = await opened.enter_async_context(postgres_apart())
            program = await opened.enter_async_context(running_program({"CROUPIER_DATABASE_URL": postgres.url}))
        else:
            program = await opened.enter_async_context(running_program())
            postgres = await asyncio.to_thread(RoughPostgres, program.data_dir)
        currencies = [CURRENCIES[n % len(CURRENCIES)] for n in range(players)]
        seats = await seat_players(program.data_dir, postgres.url, currencies)
        address = (HOST, program.port)
        auditor = Auditor(
            address,
            await keys_of(program, postgres.url),
            seats,
            seed=seed,
            connections=connections,
            forgiving=forgiving,
        )
        ordering = seats[: players // 4]
        orders = await order_deposits(address, postgres.url, ordering, DEPOSITS_EACH)
        for wallet in auditor.wallets[: len(ordering)]:
            wallet.deposits.orders.update(orders[wallet.seat.user])
        await auditor.open()
        subscribers = [Subscriber(address, seat) for seat in seats[:followed]]
        for subscriber in subscribers:
            await opened.enter_async_context(running(subscriber.run()))
        playing = await opened.enter_async_context(running(auditor.run(calls)))
        yield Scene(program, postgres, seats, auditor, subscribers, playing)


@asynccontextmanager
async def running(work: Coroutine[None, None, None]) -> "AsyncIterator[asyncio.Task[None]]":
    """A task for the time of the block; what it raised is raised at its end."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
