"""Commands that share a batch see each other's effect, as if they had come one after the other."""

import asyncio
from uuid import uuid4

import asyncpg

from app.settlement.lanes import SettlementLanes
from domain.games import BetPlaced, RolledBack, RoundClosed, WinSettled
from domain.payments import WithdrawalHeld
from domain.wallet import BalanceAdjusted, InsufficientFunds
from tests.lanes import Balances, Heard, balances, running_lanes
from tests.money_commands import adjust, bet, close, hold, roll_back, win
from tests.postgres.settlement.conftest import Seat


async def test_a_whole_round_in_one_batch(
    seated: Seat, pool: "asyncpg.Pool[asyncpg.Record]", postgres_url: str
) -> None:
    player, heard, withdrawal = await seated(100), Heard(), uuid4()
    async with running_lanes(postgres_url, heard=heard) as lanes:
        answers = await asyncio.gather(
            *map(
                lanes.settle,
                (
                    bet(player, 60, "w-1"),
                    bet(player, 30, "w-2"),
                    win(player, 25, "w-3", bet_key="w-1"),
                    roll_back(player, "w-2", "w-4"),
                    win(player, 0, "w-5", bet_key="w-1", closes=True),
                    close(player, "w-6"),
                    hold(player, withdrawal, 90, f"w-7-{withdrawal}"),
                    bet(player, 6, "w-8", round_="another"),
                    adjust(player, -5, "w-9"),
                ),
            ),
            return_exceptions=True,
        )
    assert answers[:7] == [
        BetPlaced(40, 2),
        BetPlaced(10, 3),
        WinSettled(35, 4),
        RolledBack(65, 5),
        WinSettled(65, 6),
        RoundClosed(65, 6),
        answers[6],
    ]
    assert isinstance(answers[6], InsufficientFunds)
    assert answers[7:] == [BetPlaced(59, 7), BalanceAdjusted(8, 54)]
    assert await balances(pool, player) == Balances(54, 6, 0, 0, 8)
    assert [sequences for _, _, sequences in heard.commits] == [[8]], "one batch"


async def test_a_round_goes_on_in_later_batches(
    lanes: SettlementLanes, seated: Seat, pool: "asyncpg.Pool[asyncpg.Record]"
) -> None:
    player = await seated(100)
    for command in (
        bet(player, 10, "l-1"),
        bet(player, 10, "l-2"),
        win(player, 5, "l-3", bet_key="l-1"),
        win(player, 5, "l-4", bet_key="l-2"),
        roll_back(player, "l-2", "l-5"),
        close(player, "l-6"),
        win(player, 7, "l-7", bet_key="l-1"),
    ):
        await lanes.settle(command)
    assert await balances(pool, player) == Balances(107, 0, 0, 0, 8)
    row = await pool.fetchrow("select state, in_play, staked, won from rounds where player_id = $1", player)
    assert row is not None
    assert tuple(row) == (2, 0, 10, 17)


async def test_wallets_of_one_player_stay_apart(
    lanes: SettlementLanes, seated: Seat, pool: "asyncpg.Pool[asyncpg.Record]"
) -> None:
    player = await seated(100, currencies=("EUR", "BTC"))
    await asyncio.gather(
        lanes.settle(adjust(player, 7, f"btc-{player}", currency="BTC")), lanes.settle(bet(player, 10, f"eur-{player}"))
    )
    assert (await balances(pool, player)).cash == 90
    assert await balances(pool, player, "BTC") == Balances(7, 0, 0, 0, 1)


async def test_a_deficit_is_carried_shown_as_nothing_and_repaid_first(
    lanes: SettlementLanes, seated: Seat, pool: "asyncpg.Pool[asyncpg.Record]"
) -> None:
    player, withdrawal = await seated(10), uuid4()
    await lanes.settle(win(player, 90, "f-win"))
    assert isinstance(await lanes.settle(hold(player, withdrawal, 80, f"f-{withdrawal}")), WithdrawalHeld)
    assert await lanes.settle(roll_back(player, "f-win", "f-1")) == RolledBack(0, 4)
    assert (await balances(pool, player)).cash == -70
    assert await lanes.settle(adjust(player, 30, "f-2")) == BalanceAdjusted(5, -40)
    answers = await asyncio.gather(
        lanes.settle(bet(player, 1, "f-3")), lanes.settle(win(player, 50, "f-4")), return_exceptions=True
    )
    assert isinstance(answers[0], InsufficientFunds)
    assert answers[1] == WinSettled(10, 6)


async def test_the_listener_is_told_every_sequence_that_was_reached(
    seated: Seat, pool: "asyncpg.Pool[asyncpg.Record]", postgres_url: str
) -> None:
    players, heard = [await seated(1_000) for _ in range(8)], Heard()
    async with running_lanes(postgres_url, heard=heard) as lanes:
        await asyncio.gather(*(lanes.settle(bet(player, 1, str(uuid4()))) for player in players for _ in range(40)))
    reached: dict[int, int] = {}
    for batch_id, wallet_ids, sequences in heard.commits:
        row = await pool.fetchrow("select wallet_ids, sequences from outbox where id = $1", batch_id)
        assert row is not None
        assert (row["wallet_ids"], row["sequences"]) == (wallet_ids, sequences)
        for wallet_id, sequence in zip(wallet_ids, sequences, strict=True):
            reached[wallet_id] = max(reached.get(wallet_id, 0), sequence)
    assert sorted(reached.values()) == [41] * 8
