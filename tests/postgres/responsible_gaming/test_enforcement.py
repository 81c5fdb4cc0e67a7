"""Two processes fire at a player while a protection begins: once it is acknowledged, not one thing passes."""

import asyncio
import json
import sys
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.adapters.postgres.engine import open_engine
from app.adapters.postgres.responsible_gaming.play_states import PostgresPlayStates
from app.settlement.lanes import SettlementLanes
from domain.responsible_gaming import FLOW_OF, Flow, Limit, LimitKey, LimitKind, LimitPeriod
from domain.responsible_gaming.play_usage import amounts, by_currency
from domain.shared import PlayerId
from tests.lanes import running_lanes, seat
from tests.postgres.responsible_gaming.firing_process import DEPOSIT, STAKE

CASH = 1_000_000
ROOM = 1_005
"""What a tightened limit leaves: no multiple of a stake nor of a deposit."""

NOTHING: list[tuple[str, LimitKey]] = [
    ("bet", (LimitKind.WAGER, LimitPeriod.DAY)),
    ("bet", (LimitKind.LOSS, LimitPeriod.WEEK)),
    ("bet", (LimitKind.STAKE, None)),
    ("bet", (LimitKind.SESSION_TIME, None)),
    ("deposit", (LimitKind.DEPOSIT, LimitPeriod.MONTH)),
    ("deposit", (LimitKind.BALANCE, None)),
]
SOME: list[tuple[str, LimitKey]] = [
    ("bet", (LimitKind.WAGER, LimitPeriod.WEEK)),
    ("bet", (LimitKind.LOSS, LimitPeriod.DAY)),
    ("deposit", (LimitKind.DEPOSIT, LimitPeriod.DAY)),
    ("deposit", (LimitKind.BALANCE, None)),
]


@pytest.fixture(scope="module")
async def lanes(postgres_url: str) -> AsyncIterator[SettlementLanes]:
    async with running_lanes(postgres_url) as running:
        yield running


@pytest.fixture(scope="module")
async def sessions(postgres_url: str) -> AsyncIterator[async_sessionmaker[AsyncSession]]:
    engine = open_engine(postgres_url)
    yield async_sessionmaker(engine, expire_on_commit=False)
    await engine.dispose()


@pytest.fixture
async def player(pool: "asyncpg.Pool[asyncpg.Record]", lanes: SettlementLanes) -> PlayerId:
    return await seat(pool, lanes, CASH)


class Fire:
    """Two processes, under way."""

    def __init__(self, processes: list[asyncio.subprocess.Process]) -> None:
        self._processes = processes

    @classmethod
    async def at(cls, url: str, player: PlayerId, what: str) -> "Fire":
        module = "tests.postgres.responsible_gaming.firing_process"
        processes = [
            await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", module, url, name, str(player), what),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
            )
            for name in ("one", "two")
        ]
        for process in processes:
            assert process.stdout is not None
            assert await process.stdout.readline() == b"warm\n"
        return cls(processes)

    async def acknowledged(self) -> Counter[str]:
        """What was answered to everything that was sent from here on."""
        for process in self._processes:
            assert process.stdin is not None
            process.stdin.write(b"acknowledged\n")
        async with asyncio.timeout(60):
            outputs = [(await process.communicate())[0] for process in self._processes]
        return sum((Counter(json.loads(output)["after"]) for output in outputs), Counter[str]())


async def tighten(sessions: async_sessionmaker[AsyncSession], player: PlayerId, key: LimitKey, room: int) -> int:
    """Set the limit under the lock, at what is used already and ``room`` more; returns it. It is committed then."""
    async with sessions() as session:
        states = PostgresPlayStates(session)
        state = await states.lock(player)
        kind, period = key
        usage, held = dict(state.usage), 0
        if kind in FLOW_OF and period is not None:
            flow = (FLOW_OF[kind], period)
            usage[flow] = await states.from_ledger(player, flow, datetime.now(UTC), rolling=False)
            used = usage[flow]
            if flow[0] is Flow.PLAY:
                used = amounts(used, by_currency(await states.played(player)))
            held = sum(bucket.spent for bucket in used.get("EUR", ()))
        if kind in (LimitKind.DEPOSIT, LimitKind.BALANCE):
            held += sum(one.minor for one in state.pending.values())
        if kind is LimitKind.BALANCE:
            held += CASH
        value = held + room
        await states.save(replace(state, limits={key: Limit(player=value)}, usage=usage))
        await session.commit()
        return value


@pytest.mark.parametrize(("what", "key"), NOTHING, ids=lambda value: str(value))
async def test_after_the_acknowledgement_not_one_passes(
    postgres_url: str, sessions: async_sessionmaker[AsyncSession], player: PlayerId, what: str, key: LimitKey
) -> None:
    fire = await Fire.at(postgres_url, player, what)
    await tighten(sessions, player, key, 0)
    answers = await fire.acknowledged()
    assert set(answers) == {"LIMIT_EXCEEDED"}, answers


@pytest.mark.parametrize(("what", "key"), SOME, ids=lambda value: str(value))
async def test_a_limit_is_used_up_and_not_exceeded(
    postgres_url: str,
    sessions: async_sessionmaker[AsyncSession],
    pool: "asyncpg.Pool[asyncpg.Record]",
    player: PlayerId,
    what: str,
    key: LimitKey,
) -> None:
    fire = await Fire.at(postgres_url, player, what)
    limit = await tighten(sessions, player, key, ROOM)
    answers = await fire.acknowledged()
    assert set(answers) <= {"ACCEPTED", "LIMIT_EXCEEDED"}, answers
    kind, step = key[0], STAKE if what == "bet" else DEPOSIT
    used = CASH if kind is LimitKind.BALANCE else 0
    if what == "bet":
        used += await pool.fetchval(
            "select -sum(t.amount) from ledger_transactions t join wallets w on w.id = t.wallet_id"
            " where w.player_id = $1 and t.kind = 2",
            player,
        )
    else:
        used += DEPOSIT * await pool.fetchval(
            "select count(*) from settlements where player_id = $1 and caller = 'payments'", player
        )
    assert limit - step < used <= limit


@pytest.mark.parametrize("what", ["bet", "deposit"])
async def test_an_exclusion_holds_from_its_acknowledgement(
    postgres_url: str, pool: "asyncpg.Pool[asyncpg.Record]", player: PlayerId, what: str
) -> None:
    fire = await Fire.at(postgres_url, player, what)
    await pool.execute(
        "update player_gates set blocks = '{bet:SELF_EXCLUDED,deposit:SELF_EXCLUDED}' where player_id = $1", player
    )
    answers = await fire.acknowledged()
    assert set(answers) == {"GATE_CLOSED"}, answers
