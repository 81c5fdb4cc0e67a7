"""The real settlement lanes on a real database, and players who may play."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import asyncpg

from app.ledger.head_keys import HeadKeys
from app.ledger.heads import HeadFiles
from app.ledger.verify import verify
from app.secrets import KeyRing
from app.settlement.lane import Judging, LaneBounds
from app.settlement.lanes import SettlementLanes
from app.time_and_chance import SystemClock, TimeOrderedIds
from app.wiring.procedures import PROCEDURES, reply_codec, stores
from domain.shared import Clock, PlayerId
from tests.money_commands import CASINO, GAME, adjust, token_digest_of

KEYS = HeadKeys(KeyRing((("k1", bytes(range(32))),)))


@dataclass
class Heard:
    """A commit listener that remembers."""

    commits: list[tuple[int, list[int], list[int]]] = field(default_factory=list)
    closed: list[PlayerId] = field(default_factory=list)

    def committed(self, batch_id: int, wallet_ids: Sequence[int], sequences: Sequence[int]) -> None:
        self.commits.append((batch_id, list(wallet_ids), list(sequences)))

    def gates_closed(self, players: Sequence[PlayerId]) -> None:
        self.closed.extend(players)


def real_judging(clock: Clock | None = None) -> Judging:
    """What the platform judges with, at the present time or that of ``clock``."""
    clock = clock or SystemClock()
    return Judging(PROCEDURES, stores(clock), reply_codec(), clock, TimeOrderedIds())


@asynccontextmanager
async def running_lanes(
    url: str,
    *,
    judging: Judging | None = None,
    heard: Heard | None = None,
    capacity: int = 4096,
    reserved: int = 1024,
    bounds: LaneBounds | None = None,
) -> AsyncIterator[SettlementLanes]:
    lanes = SettlementLanes(
        url, judging or real_judging(), heard or Heard(), capacity=capacity, reserved=reserved, bounds=bounds
    )
    await lanes.start()
    try:
        yield lanes
    finally:
        await lanes.drain()


async def seat(
    pool: "asyncpg.Pool[asyncpg.Record]",
    lanes: SettlementLanes | None = None,
    cash: int = 0,
    *,
    currencies: Iterable[str] = ("EUR",),
    blocks: Iterable[str] = (),
) -> PlayerId:
    """A player with a wallet in each currency and a game session in the first; ``cash`` is posted through the lanes."""
    player = PlayerId(uuid4())
    now = datetime.now(UTC)
    first, *_ = currencies = tuple(currencies)
    await pool.execute("insert into player_gates (player_id, blocks) values ($1, $2)", player, list(blocks))
    for currency in currencies:
        await pool.execute("insert into wallets (player_id, currency) values ($1, $2)", player, currency)
    await pool.execute(
        "insert into game_sessions (id, token_digest, player_id, provider, game_code, currency, opened_at, expires_at)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8)",
        uuid4(),
        token_digest_of(player),
        player,
        CASINO,
        GAME,
        first,
        now,
        now + timedelta(days=1),
    )
    if cash and lanes is not None:
        await lanes.settle(adjust(player, cash, f"opening-{player}", currency=first))
    return player


@dataclass(frozen=True, slots=True)
class Balances:
    cash: int
    in_play: int
    withdrawal_hold: int
    vault: int
    sequence: int


async def balances(pool: "asyncpg.Pool[asyncpg.Record]", player: PlayerId, currency: str = "EUR") -> Balances:
    row = await pool.fetchrow(
        "select cash, in_play, withdrawal_hold, vault, sequence from wallets where player_id = $1 and currency = $2",
        player,
        currency,
    )
    assert row is not None
    return Balances(*row)


async def findings(url: str, folder: Path | None = None) -> list[str]:
    """Whatever ``croupier ledger verify`` would name, each as ``check: finding``."""
    files = HeadFiles(folder or Path("/nonexistent"), KEYS)
    return [f"{outcome.check}: {named}" async for outcome in verify(url, files) for named in outcome.named]
