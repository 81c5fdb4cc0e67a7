"""Two processes that fire at players for as long as a module's tests last, and what they fire at."""

import asyncio
import json
import sys
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

from app.platform import Platform
from tests.money_commands import CASINO, GAME, adjust
from tests.postgres.responsible_gaming.firing_process import Ahead
from tests.running import SignedInPlayer

NAMES = ("one", "two")
CASH = 1_000_000
BOTH = ("bet", "deposit")
SIZES = (1, 13)


@dataclass(frozen=True, slots=True)
class Report:
    """Of both processes together, by ``bet`` and ``deposit``."""

    after: defaultdict[str, Counter[str]]
    """How what was sent after the acknowledgement was answered."""
    moved_minor: Counter[str]
    """What was accepted from the beginning on; ``won`` too."""


@dataclass
class Squad:
    ahead_seconds: float
    processes: list[asyncio.subprocess.Process] = field(default_factory=list)
    firing: bool = False

    @property
    def clock(self) -> Ahead:
        """The processes' own."""
        return Ahead(self.ahead_seconds)

    async def fire(
        self,
        player: SignedInPlayer,
        protected: Sequence[str],
        *,
        fires: Sequence[str] = BOTH,
        sizes: tuple[int, int] = SIZES,
        wins: bool = True,
        judging: str = "",
    ) -> None:
        """Returns when both have had enough accepted, and go on."""
        if self.firing:
            await self.acknowledged()  # a test before this one failed in between
        tokens = {name: token_digest_of(player, name).hex() for name in NAMES}
        target = {"player": str(player.id), "tokens": tokens, "fires": fires, "protected": protected}
        await self._tell(json.dumps({**target, "sizes": sizes, "wins": wins, "judging": judging}))
        self.firing = True
        assert await self._lines() == [b"warm\n", b"warm\n"]

    async def acknowledged(self) -> Report:
        """The protection has begun: both are told, and fire on until they have seen enough."""
        await self._tell("acknowledged")
        self.firing = False
        report = Report(defaultdict(Counter), Counter())
        for line in await self._lines():
            told = json.loads(line)
            report.moved_minor.update(told["moved_minor"])
            for what, answers in told["after"].items():
                report.after[what].update(answers)
        return report

    async def _tell(self, line: str) -> None:
        for process in self.processes:
            assert process.stdin is not None
            process.stdin.write(line.encode() + b"\n")
            await process.stdin.drain()

    async def _lines(self) -> list[bytes]:
        readers = [process.stdout for process in self.processes if process.stdout is not None]
        async with asyncio.timeout(60):
            return [await reader.readline() for reader in readers]


@asynccontextmanager
async def a_squad(url: str, ahead: timedelta) -> AsyncIterator[Squad]:
    squad = Squad(ahead.total_seconds())
    module = "tests.postgres.responsible_gaming.firing_process"
    try:
        for name in NAMES:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", module, url, name, str(squad.ahead_seconds)),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
            )
            squad.processes.append(process)
        yield squad
    finally:
        for process in squad.processes:
            assert process.stdin is not None
            process.stdin.close()
        try:
            async with asyncio.timeout(20):
                await asyncio.gather(*(process.wait() for process in squad.processes))
        except TimeoutError:
            for process in squad.processes:
                process.kill()


def token_digest_of(player: SignedInPlayer, process: str) -> bytes:
    return sha256(player.id.bytes + process.encode()).digest()


async def seat_at_a_game(platform: Platform, player: SignedInPlayer) -> None:
    """With money, and launched twice: each process plays under a game session of its own."""
    now = platform.clock.now()
    for name in NAMES:
        await platform.pool.execute(
            "insert into game_sessions (id, token_digest, player_id, provider, game_code, currency, opened_at,"
            " expires_at) values ($1, $2, $3, $4, $5, 'EUR', $6, $7)",
            uuid4(),
            token_digest_of(player, name),
            player.id,
            CASINO,
            GAME,
            now,
            now + timedelta(days=60),
        )
    await platform.settlement.settle(adjust(player.id, CASH, f"opening-{player.id}"))
