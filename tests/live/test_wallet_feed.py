"""The feed on a real ledger: nothing missed, nothing twice, whatever becomes of the wake-ups."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, aclosing

import asyncpg
import pytest

from app.adapters.postgres.wallet.follow import PostgresWalletFollower
from app.adapters.postgres.wallet.ledger_reader import PostgresLedgerReader
from app.live import wake_message
from app.live.bus import Bus
from app.live.wallet_feed import LiveWalletFeed
from app.live.wallet_wakeups import MAX_NEWS, WalletWakeups
from domain.shared import FieldProblem, InvalidInput, PlayerId, WalletId
from domain.wallet import MAX_BACKLOG, MAX_CAUSES, BalanceChange, BalanceSnapshot, SnapshotRequired, TransactionAdded
from tests.live.ledger import Ledger


class Rig:
    """A feed over a bus in memory, polling often enough for tests that lose wake-ups."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", poll_seconds: float = 60) -> None:
        self.bus = Bus()
        self.ledger = Ledger(pool)
        follower = PostgresWalletFollower(pool)
        self.wakeups = WalletWakeups(self.bus, follower, poll_seconds)
        self.feed = LiveWalletFeed(self.wakeups, PostgresLedgerReader(pool), follower)

    async def __aenter__(self) -> "Rig":
        await self.bus.start()
        await self.wakeups.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.wakeups.stop()
        await self.bus.stop()

    async def commit(self, wallet_id: WalletId, *amounts: int, wake: bool = True) -> int:
        _, reached = await self.ledger.commit({wallet_id: amounts})
        if wake:
            await self.wake(reached)
        return reached[wallet_id]

    async def wake(self, reached: dict[int, int]) -> None:
        for message in wake_message.encode(reached):
            await self.bus.publish(wake_message.CHANNEL, message)


@pytest.fixture
async def rig(pool: "asyncpg.Pool[asyncpg.Record]") -> AsyncIterator[Rig]:
    async with Rig(pool) as opened:
        yield opened


async def test_balance_begins_with_a_snapshot_and_goes_on_with_changes(rig: Rig) -> None:
    player_id, wallet_id = await rig.ledger.open_wallet()
    await rig.commit(wallet_id, 500)
    async with aclosing(rig.feed.balance(player_id, "EUR")) as events:
        snapshot = await anext(events)
        assert isinstance(snapshot, BalanceSnapshot)
        assert (snapshot.sequence, snapshot.wallet.cash_minor) == (1, 500)
        await rig.commit(wallet_id, -200, 50)
        change = await anext(events)
        assert isinstance(change, BalanceChange)
        assert (change.previous_sequence, change.sequence, change.delta_minor) == (1, 3, -150)
        assert [(cause.sequence, cause.amount_minor) for cause in change.causes] == [(2, -200), (3, 50)]


async def test_balance_after_tells_what_was_missed_in_one_change(rig: Rig) -> None:
    player_id, wallet_id = await rig.ledger.open_wallet()
    await rig.commit(wallet_id, *[10] * 50)
    async with aclosing(rig.feed.balance(player_id, "EUR", "3")) as events:
        change = await anext(events)
        assert isinstance(change, BalanceChange)
        assert (change.previous_sequence, change.sequence, change.delta_minor) == (3, 50, 470)
        assert [cause.sequence for cause in change.causes] == list(range(31, 51))
    async with aclosing(rig.feed.balance(player_id, "EUR", "50")) as events:
        following = asyncio.ensure_future(anext(events))
        while not rig.wakeups.followed:  # noqa: ASYNC110 (until the feed follows)
            await asyncio.sleep(0.01)
        await rig.commit(wallet_id, 1)
        assert (await following).sequence == 51


async def test_a_wide_change_names_the_newest_causes_and_the_log_misses_nothing(rig: Rig) -> None:
    player_id, wallet_id = await rig.ledger.open_wallet()
    many = MAX_NEWS + 50
    async with (
        aclosing(rig.feed.balance(player_id, "EUR")) as balances,
        aclosing(rig.feed.transactions(player_id, "EUR", "0")) as transactions,
    ):
        assert isinstance(await anext(balances), BalanceSnapshot)
        adding = asyncio.ensure_future(anext(transactions))
        await asyncio.sleep(0)
        await rig.commit(wallet_id, *[1] * many)
        change = await anext(balances)
        assert isinstance(change, BalanceChange)
        assert (change.previous_sequence, change.sequence, change.delta_minor) == (0, many, many)
        assert [cause.sequence for cause in change.causes] == list(range(many - MAX_CAUSES + 1, many + 1))
        added = [await adding, *[await anext(transactions) for _ in range(many - 1)]]
        assert [event.sequence for event in added] == list(range(1, many + 1))


async def test_too_much_missed_asks_for_a_snapshot(rig: Rig) -> None:
    player_id, wallet_id = await rig.ledger.open_wallet()
    last = await rig.commit(wallet_id, *[1] * (MAX_BACKLOG + 1))
    async with aclosing(rig.feed.transactions(player_id, "EUR", "0")) as transactions:
        assert [event async for event in transactions] == [SnapshotRequired(last)]
    async with aclosing(rig.feed.balance(player_id, "EUR", "0")) as balances:
        assert isinstance(await anext(balances), BalanceSnapshot)
    async with aclosing(rig.feed.transactions(player_id, "EUR", "1")) as transactions:
        assert [(await anext(transactions)).sequence for _ in range(MAX_BACKLOG)] == list(range(2, last + 1))


@pytest.mark.parametrize(
    ("currency", "after", "problem"),
    [
        ("EUR", "x", FieldProblem("after", "MALFORMED")),
        ("EUR", "-1", FieldProblem("after", "MALFORMED")),
        ("EUR", "\uff11", FieldProblem("after", "MALFORMED")),
        ("EUR", "9" * 19, FieldProblem("after", "MALFORMED")),
        ("EUR", "1", FieldProblem("after", "FROM_THE_FUTURE")),
        ("XXX", None, FieldProblem("currency", "UNKNOWN_CURRENCY")),
        ("BTC", None, FieldProblem("currency", "UNKNOWN_WALLET")),
    ],
)
async def test_refuses_what_it_cannot_follow(rig: Rig, currency: str, after: str | None, problem: FieldProblem) -> None:
    player_id, _ = await rig.ledger.open_wallet("EUR")
    for events in (
        rig.feed.balance(player_id, currency, after),
        rig.feed.transactions(player_id, currency, after),
    ):
        with pytest.raises(InvalidInput) as refused:
            await anext(events)
        assert refused.value.fields == (problem,)


async def test_forgets_a_wallet_that_nobody_follows(rig: Rig) -> None:
    player_id, _ = await rig.ledger.open_wallet()
    one, other = rig.feed.balance(player_id, "EUR"), rig.feed.balance(player_id, "EUR")
    await anext(one)
    await anext(other)
    assert rig.wakeups.followed == 1
    await one.aclose()
    await other.aclose()
    assert rig.wakeups.followed == 0


async def test_a_lost_wake_up_costs_a_poll_and_nothing_else(pool: "asyncpg.Pool[asyncpg.Record]") -> None:
    async with Rig(pool, poll_seconds=0.1) as rig:
        player_id, wallet_id = await rig.ledger.open_wallet()
        async with aclosing(rig.feed.transactions(player_id, "EUR", "0")) as events:
            await rig.commit(wallet_id, 5)
            assert (await anext(events)).sequence == 1
            await rig.commit(wallet_id, 6, 7, wake=False)
            assert [(await anext(events)).sequence for _ in range(2)] == [2, 3]


async def test_followers_wait_while_the_database_is_away(pool: "asyncpg.Pool[asyncpg.Record]") -> None:
    async with Rig(pool) as rig, AsyncExitStack() as opened:
        player_id, wallet_id = await rig.ledger.open_wallet()
        await rig.commit(wallet_id, 1)
        live = await opened.enter_async_context(aclosing(rig.feed.transactions(player_id, "EUR", "0")))
        assert (await anext(live)).sequence == 1
        await rig.commit(wallet_id, 2, 3, wake=False)
        async with pool.acquire() as connection:
            await connection.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )
        late = await opened.enter_async_context(aclosing(rig.feed.transactions(player_id, "EUR", "1")))
        assert [(await anext(late)).sequence for _ in range(2)] == [2, 3]
        assert [(await anext(live)).sequence for _ in range(2)] == [2, 3]


@pytest.mark.parametrize("seed", range(4))
async def test_any_interleaving_shows_every_sequence_once(pool: "asyncpg.Pool[asyncpg.Record]", seed: int) -> None:
    """Wake-ups come late, twice, in the wrong order or never; followers come late, leave, come back and dawdle."""
    chance = random.Random(seed)
    async with Rig(pool, poll_seconds=0.05) as rig:
        wallets = [await rig.ledger.open_wallet() for _ in range(4)]
        done = asyncio.Event()
        tasks = [asyncio.create_task(_write(rig, [wallet_id for _, wallet_id in wallets], chance, done))]
        tasks += [
            asyncio.create_task(_follow(rig, player_id, wallet_id, random.Random(seed * 100 + number), done))
            for number, (player_id, wallet_id) in enumerate(wallets * 3)
        ]
        async with asyncio.timeout(60):
            await asyncio.gather(*tasks)


async def _write(rig: Rig, wallet_ids: list[WalletId], chance: random.Random, done: asyncio.Event) -> None:
    held_back: list[dict[int, int]] = []
    for _ in range(60):
        chosen = chance.sample(wallet_ids, chance.randint(1, len(wallet_ids)))
        _, reached = await rig.ledger.commit(
            {wallet_id: [chance.randint(1, 9)] * chance.choice((1, 1, 2, 5, 130)) for wallet_id in chosen}
        )
        held_back.append(reached)
        chance.shuffle(held_back)
        for _ in range(chance.choice((0, 0, 1, 2))):
            if held_back:
                await rig.wake(held_back[-1] if chance.random() < 0.3 else held_back.pop())
        if chance.random() < 0.2 and held_back:
            held_back.pop()
        await asyncio.sleep(chance.choice((0, 0, 0.005)))
    done.set()


async def _follow(
    rig: Rig, player_id: PlayerId, wallet_id: WalletId, chance: random.Random, done: asyncio.Event
) -> None:
    seen, cash = 0, 0
    reader = PostgresLedgerReader(rig.ledger.pool)
    while True:
        stay = chance.randint(1, 400)
        async with aclosing(rig.feed.transactions(player_id, "EUR", str(seen))) as events:
            while stay:
                if done.is_set():
                    (wallet,) = await reader.wallets([wallet_id])
                    if seen == wallet.sequence:
                        assert cash == wallet.cash_minor
                        return
                upcoming = asyncio.ensure_future(anext(events))
                await asyncio.wait({upcoming}, timeout=0.5)
                if not upcoming.done():
                    upcoming.cancel()
                    await asyncio.wait({upcoming})
                    break
                event = upcoming.result()
                assert isinstance(event, TransactionAdded)
                assert event.sequence == seen + 1
                seen, cash, stay = event.sequence, cash + event.transaction.amount_minor, stay - 1
                if chance.random() < 0.05:
                    await asyncio.sleep(0.01)
