"""Thresholds on locked rows: two processes, the commit of a payment, and what closes by the clock with no job."""

import asyncio
import json
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest

from app.platform import Platform
from app.settlement.lanes import SettlementLanes
from domain.jurisdiction import KycLevel
from domain.kyc import Answer
from domain.payments import OrderDeposit
from domain.shared import PlayerId
from domain.wallet import Command, GateClosed, meaning_of
from tests.fakes.shared import HeldClock
from tests.lanes import Heard, balances, real_judging, running_lanes, seat
from tests.money_commands import CASINO, GAME, bet, confirm, hold, token_digest_of
from tests.postgres.kyc.conftest import NOON, Desk
from tests.postgres.kyc.paying_process import CALLERS, DEPOSIT
from tests.postgres.ledger.conftest import order_deposit
from tests.running import SignedInPlayer

MANY = ("KYC_ACCUMULATED_DEPOSITS",)
THRESHOLD = 200_000
PLAYERS = 6


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock(NOON)


@pytest.fixture
async def lanes(postgres_url: str, clock: HeldClock) -> AsyncIterator[SettlementLanes]:
    """They live at the time of ``clock``."""
    async with running_lanes(postgres_url, judging=real_judging(clock)) as running:
        yield running


Pay = Callable[..., Awaitable[None]]


@pytest.fixture
def pay(pool: "asyncpg.Pool[asyncpg.Record]", lanes: SettlementLanes) -> Pay:
    async def pay(player: PlayerId, minor: int, currency: str = "EUR") -> None:
        deposit = uuid4()
        await order_deposit(pool, player, deposit, minor, currency)
        await lanes.settle(confirm(player, deposit, minor, str(deposit), currency=currency))

    return pay


def order(player: PlayerId, minor: int = 100) -> OrderDeposit:
    return OrderDeposit(player, "EUR", "payments", f"order {uuid4()}", meaning_of(minor), minor)


async def told(lanes: SettlementLanes, command: Command[object]) -> tuple[str, ...]:
    """Why a gate is closed; none: it is open."""
    try:
        await lanes.settle(command)
    except GateClosed as closed:
        return closed.reasons
    return ()


async def under(pool: "asyncpg.Pool[asyncpg.Record]", player: PlayerId, jurisdiction: str) -> PlayerId:
    await pool.execute("update player_gates set jurisdiction = $2 where player_id = $1", player, jurisdiction)
    return player


async def at_a_game(pool: "asyncpg.Pool[asyncpg.Record]", player: PlayerId) -> PlayerId:
    """In a session that does not end."""
    await pool.execute("delete from game_sessions where player_id = $1", player)
    await pool.execute(
        "insert into game_sessions (id, token_digest, player_id, provider, game_code, currency, opened_at, expires_at)"
        " values (gen_random_uuid(), $1, $2, $3, $4, 'EUR', $5, '2100-01-01Z')",
        *(token_digest_of(player), player, CASINO, GAME, NOON),
    )
    return player


@pytest.mark.clause(
    "MGA AML", rule="two processes, and no order once paid and ordered have reached it", field="kyc.thresholds"
)
async def test_two_processes_never_pass_a_threshold_together(
    postgres_url: str, pool: "asyncpg.Pool[asyncpg.Record]"
) -> None:
    players = [await seat(pool) for _ in range(PLAYERS)]
    module = "tests.postgres.kyc.paying_process"
    processes = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", module, postgres_url, name, *map(str, players)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        for name in ("one", "two")
    ]
    async with asyncio.timeout(120):
        for process in processes:
            assert process.stdout is not None
            assert await process.stdout.readline() == b"ready\n"
        outputs = await asyncio.gather(*(process.communicate(b"go\n") for process in processes))
    answers = [json.loads(output) for output, _ in outputs]
    for player in players:
        total = sum((Counter(answer[str(player)]) for answer in answers), Counter[str]())
        allowed = -(-THRESHOLD // DEPOSIT)
        assert (total["ACCEPTED"], total["PAID"]) == (allowed, allowed), "those before it is reached, and no other"
        assert total["GATE_CLOSED"] == total[MANY[0]] == 2 * CALLERS, "each caller of both processes is told why"
        assert (await balances(pool, player)).cash == allowed * DEPOSIT
        assert await pool.fetchval("select count(*) from kyc_requirements where player_id = $1", player) == 1


async def test_the_gates_close_in_the_commit_of_the_payment(
    pool: "asyncpg.Pool[asyncpg.Record]", lanes: SettlementLanes, pay: Pay
) -> None:
    player = await seat(pool)
    await pay(player, THRESHOLD - 1)
    deposit = uuid4()
    await order_deposit(pool, player, deposit, 1)
    answers = await asyncio.gather(  # both are in one batch, one after the other
        lanes.settle(confirm(player, deposit, 1, str(deposit))),
        lanes.settle(hold(player, uuid4(), 1, f"hold {player}")),
        return_exceptions=True,
    )
    assert isinstance(answers[1], GateClosed)
    assert answers[1].reasons == MANY
    written = await pool.fetchrow(
        "select g.xmin = t.xmin as gates, r.xmin = t.xmin as requirement, s.xmin = t.xmin as news, g.blocks"
        " from player_gates g join wallets w using (player_id)"
        " join ledger_transactions t on t.wallet_id = w.id and t.payment_id = $2"
        " join kyc_requirements r using (player_id) join kyc_states s using (player_id) where g.player_id = $1",
        *(player, deposit),
    )
    assert tuple(written) == (True, True, True, [f"deposit:{MANY[0]}", f"withdraw:{MANY[0]}"])


async def test_whoever_follows_the_account_is_told_after_the_commit(
    postgres_url: str, pool: "asyncpg.Pool[asyncpg.Record]", clock: HeldClock
) -> None:
    heard = Heard()
    async with running_lanes(postgres_url, judging=real_judging(clock), heard=heard) as lanes:
        player = await seat(pool)
        for minor in (THRESHOLD - 1, 1, 1):
            deposit = uuid4()
            await order_deposit(pool, player, deposit, minor)
            await lanes.settle(confirm(player, deposit, minor, str(deposit)))
    assert heard.closed == [player], "once, when they closed"


async def test_a_requirement_closes_in_the_second_in_which_it_is_due(
    pool: "asyncpg.Pool[asyncpg.Record]", lanes: SettlementLanes, clock: HeldClock, pay: Pay
) -> None:
    player = await at_a_game(pool, await under(pool, await seat(pool), "MT"))
    await pay(player, THRESHOLD)
    blocks = await pool.fetchval("select blocks from player_gates where player_id = $1", player)
    assert blocks == [f"{gate}:{MANY[0]}@2028-03-30T12:00:00Z/" for gate in ("bet", "deposit")]
    clock.forward(timedelta(days=30) - timedelta(seconds=1))
    for command in (order(player), bet(player, 1, f"before {player}")):
        assert await told(lanes, command) == ()
    clock.forward(timedelta(seconds=1))
    for command in (order(player), bet(player, 1, f"after {player}")):
        assert await told(lanes, command) == MANY


async def test_a_document_closes_in_the_second_in_which_it_expires(
    pool: "asyncpg.Pool[asyncpg.Record]",
    desk: Desk,
    waiting: SignedInPlayer,
    lanes: SettlementLanes,
    clock: HeldClock,
    pay: Pay,
) -> None:
    desk.clock = clock
    await at_a_game(pool, waiting.id)
    await pay(waiting.id, 1_000)
    assert await told(lanes, bet(waiting.id, 1, "never")) == ("KYC_REQUIRED",)
    await desk.say(await desk.attempt(waiting), Answer.GREEN, 0, expires_at=NOON + timedelta(days=366))
    clock.forward(timedelta(days=366) - timedelta(seconds=1))
    assert await told(lanes, bet(waiting.id, 1, "before")) == ()
    clock.forward(timedelta(seconds=1))
    assert await told(lanes, bet(waiting.id, 1, "after")) == ("KYC_REQUIRED",)


async def test_a_requirement_that_was_met_closes_with_the_document(
    pool: "asyncpg.Pool[asyncpg.Record]",
    desk: Desk,
    player: SignedInPlayer,
    lanes: SettlementLanes,
    clock: HeldClock,
    pay: Pay,
) -> None:
    desk.clock = clock
    reference = await desk.attempt(player, KycLevel.DOCUMENT)
    await desk.say(reference, Answer.GREEN, 0, expires_at=NOON + timedelta(days=10))
    await pay(player.id, THRESHOLD)
    assert await told(lanes, order(player.id, THRESHOLD)) == ()
    clock.forward(timedelta(days=10) - timedelta(seconds=1))
    assert await told(lanes, order(player.id)) == ()
    clock.forward(timedelta(seconds=1))
    assert await told(lanes, order(player.id)) == MANY
    assert await pool.fetchval("select status from kyc_cases where player_id = $1 and level = 2", player.id) == (
        "APPROVED"
    ), "no job has looked"


async def test_a_payout_makes_room_where_the_measure_is_net(
    pool: "asyncpg.Pool[asyncpg.Record]", lanes: SettlementLanes, clock: HeldClock, pay: Pay
) -> None:
    player = await under(pool, await seat(pool), "GB")
    await pay(player, 27_500 - 10_000)
    await paid_out(pool, player, 10_000, clock)
    await pay(player, 10_000)
    opened = "select count(*) from kyc_requirements where player_id = $1"
    assert await pool.fetchval(opened, player) == 0
    await pay(player, 1)
    assert await pool.fetchval(opened, player) == 1


async def paid_out(pool: "asyncpg.Pool[asyncpg.Record]", player: PlayerId, minor: int, clock: HeldClock) -> UUID:
    return UUID(
        str(
            await pool.fetchval(
                "insert into withdrawals (id, player_id, idempotency_key, method, provider, amount, currency, state,"
                " requested_at, ended_at) values (gen_random_uuid(), $1, $2, 'card', 'bank', $3, 'EUR', 4, $4, $4)"
                " returning id",
                *(player, str(uuid4()), minor, clock.now()),
            )
        )
    )


async def test_currencies_count_together(
    pool: "asyncpg.Pool[asyncpg.Record]", lanes: SettlementLanes, pay: Pay, platform: Platform
) -> None:
    player = await seat(pool, currencies=("EUR", "GBP"))
    await pay(player, 100_000)
    pounds = 100_000 * 1_000_000 // platform.rates.euro_micros("GBP")
    await pay(player, pounds - 1, "GBP")
    assert await told(lanes, hold(player, uuid4(), 1, f"first {player}")) == ()
    await pay(player, 1, "GBP")
    assert await told(lanes, hold(player, uuid4(), 1, f"second {player}")) == MANY, "a fraction of a cent, rounded up"
