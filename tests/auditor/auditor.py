"""Sends what the generators make from many connections, and holds every reply against the model."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import orjson

from tests.auditor.choices import CALLS
from tests.auditor.commands import OK, Call
from tests.auditor.generator import MOST_TWINS, Generator
from tests.auditor.model import Wallet
from tests.auditor.notices import Notice
from tests.auditor.sending import Expected, Keys
from tests.auditor.wire import Unanswered, Wire, wires
from tests.faults.harness.seats import Seat

Sent = Call | Notice
AGAIN_SECONDS = 0.05
"""Between two tries of the same call while the platform cannot carry it out."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A reply that the model does not know: never acceptable, whatever its cause."""

    sent: Sent
    expected: Expected
    got: object
    attempt: int


@dataclass
class Tally:
    """``moved`` is set whenever a call got its answer, or was told to come again."""

    moved: asyncio.Event = field(default_factory=asyncio.Event)
    answered: int = 0
    tries: int = 0
    unanswered: int = 0
    busy: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)


class Auditor:
    """One player's calls follow each other, so that their outcome is determined; players run concurrently.

    ``forgiving``: faults are being made on purpose. What got no answer, or was told to come again where the model
    knows better, is sent again (a call under a new ``request_uuid``) until it is answered, as if nothing had happened.
    """

    def __init__(
        self,
        address: tuple[str, int],
        keys: Keys,
        seats: Sequence[Seat],
        *,
        seed: int,
        connections: int = 32,
        forgiving: bool = False,
    ) -> None:
        self.tally = Tally()
        self.wallets = [Wallet(seat) for seat in seats]
        self.acknowledged: set[str] = set()
        """Transaction ids that were answered with RS_OK."""
        self.reachable = asyncio.Event()
        """Cleared while nobody is to be reached: calls wait instead of knocking in vain."""
        self.reachable.set()
        self._address = address
        self._keys = keys
        self._forgiving = forgiving
        self._connections = min(connections, len(seats))
        self._stopping = False
        self._generators = [Generator(wallet, f"{seed}:{n}", CALLS) for n, wallet in enumerate(self.wallets)]

    async def open(self) -> None:
        """Each player's first bet, whose ids the others are told of."""
        with wires(*self._address, MOST_TWINS) as opened:
            for wallet, generator in zip(self.wallets, self._generators, strict=True):
                call = generator.opened(generator.bet(minor=1))
                await self._carry_out(wallet, call, opened)
        used = [next(iter(wallet.known)) for wallet in self.wallets]
        for wallet, own in zip(self.wallets, used, strict=True):
            wallet.elsewhere = frozenset(uuid for uuid in used[:8] if uuid != own)

    async def until(self, reached: Callable[[Tally], bool], seconds: float) -> None:
        """Returns when the tally is so. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not reached(self.tally):
                self.tally.moved.clear()
                await self.tally.moved.wait()

    def stop(self) -> None:
        """Every call that was begun is carried through; no new one begins."""
        self._stopping = True

    async def run(self, calls: int | None = None) -> None:
        """Until ``stop``, or until each connection has had ``calls`` of them answered."""
        async with asyncio.TaskGroup() as tasks:
            for start in range(self._connections):
                tasks.create_task(self._work(self._generators[start :: self._connections], calls))

    async def replay(self, per_player: int) -> None:
        """Send accepted calls once more, under new request ids: each must get its first answer again."""
        async with asyncio.TaskGroup() as tasks:
            for start in range(self._connections):
                tasks.create_task(self._replay(self._generators[start :: self._connections], per_player))

    async def _replay(self, generators: Sequence[Generator], per_player: int) -> None:
        with wires(*self._address, MOST_TWINS) as opened:
            for generator in generators:
                for call in generator.accepted(per_player):
                    await self._carry_out(generator.wallet, call, opened)

    async def _work(self, generators: Sequence[Generator], calls: int | None) -> None:
        done = 0
        chance = generators[0].chance
        with wires(*self._address, MOST_TWINS) as opened:
            while not self._stopping and (calls is None or done < calls):
                generator = chance.choice(generators)
                await self._carry_out(generator.wallet, generator.next(), opened)
                done += 1

    async def _carry_out(self, wallet: Wallet, sent: Sent, opened: Sequence[Wire]) -> None:
        expected = wallet.judge(sent)
        if sent.twins == 1:
            await self._until_answered(sent, expected, opened[0])
        else:
            await asyncio.gather(*(self._until_answered(sent, expected, wire) for wire in opened[: sent.twins]))

    async def _until_answered(self, sent: Sent, expected: Expected, wire: Wire) -> None:
        attempt = 0
        while True:
            await self.reachable.wait()
            attempt += 1
            self.tally.tries += 1
            got = await self._try(sent, expected, wire)
            if got is None:
                self.tally.answered += 1
                self.tally.moved.set()
                self.tally.statuses[expected.status] += 1
                if expected.status == OK and sent.key:
                    self.acknowledged.add(sent.key)
                return
            if not self._forgiving or got is not AGAIN:
                self.tally.findings.append(Finding(sent, expected, got, attempt))
                return
            await asyncio.sleep(AGAIN_SECONDS)

    async def _try(self, sent: Sent, expected: Expected, wire: Wire) -> object:
        """None where the reply is the expected one, AGAIN where nobody could know better, else what came."""
        request = sent.request(self._keys)
        try:
            reply = await wire.post(request.path, request.body, request.headers)
        except Unanswered as broken:
            self.tally.unanswered += 1
            return AGAIN if self._forgiving else str(broken)
        try:
            told = orjson.loads(reply.body)
        except orjson.JSONDecodeError:
            return (reply.status, reply.body[:500])
        if (reply.status, told) == sent.wanted(expected, request):
            return None
        if self._forgiving and sent.asks_to_come_again(reply.status, told):
            self.tally.busy += 1
            self.tally.moved.set()
            return AGAIN
        return (reply.status, told)


AGAIN = object()
