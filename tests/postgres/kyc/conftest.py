"""KYC on real rows, under a default profile that asks for identity before any bet."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import asyncpg
import pytest

from app.adapters.postgres.identity.player_gates import PostgresPlayerGates
from app.adapters.postgres.kyc.checks import PostgresKycChecks
from app.dispatch import Dispatcher
from app.platform import Platform
from app.wiring.kyc import wire_kyc
from domain.jurisdiction import GLI, PROFILES, JurisdictionProfile, KycLevel, Profiles
from domain.kyc import Answer, AssessKyc, Attempt, FindKyc, KycView, RecordVerdict, Rejection, Verdict, VerdictRecorded
from domain.shared import Dispatch, PlayerId, read_block
from tests.fakes.shared import HeldClock
from tests.running import SignedInPlayer, SignUp

STRICT = replace(GLI, kyc=replace(GLI.kyc, before={"bet": KycLevel.IDENTITY}))
NOON = datetime(2028, 2, 29, 12, tzinfo=UTC)


@dataclass
class Desk:
    """What vendors, staff and jobs send, at the time that ``clock`` shows."""

    platform: Platform
    profile: JurisdictionProfile = STRICT
    clock: HeldClock = field(default_factory=lambda: HeldClock(NOON))

    @property
    def dispatch(self) -> Dispatch:
        profiles = Profiles({**PROFILES, self.profile.code: self.profile})
        platform = replace(self.platform, clock=self.clock, profiles=profiles)
        return Dispatcher(platform.sessions, wire_kyc(platform, vendors={}))

    async def attempt(self, player: SignedInPlayer, level: KycLevel = KycLevel.IDENTITY) -> str:
        """The reference of an examination that has begun."""
        async with self.platform.sessions() as session:
            checks = PostgresKycChecks(session, self.platform.identity.cipher)
            attempt = await checks.attempt(Attempt(uuid4(), player.id, level, "sandbox", self.clock.now()))
            await session.commit()
        return str(attempt.id)

    async def say(self, reference: str, answer: Answer, minute: int, **more: object) -> VerdictRecorded:
        verdict = replace(Verdict(NOON + timedelta(minutes=minute), answer), **more)  # type: ignore[arg-type]
        return await self.dispatch(RecordVerdict("sandbox", reference, f"applicant {reference}", verdict))

    async def view(self, player: SignedInPlayer) -> KycView:
        return (await self.dispatch(FindKyc((player.id,))))[player.id]

    async def written(self, player_id: PlayerId) -> set[str]:
        """Every block, those that do not count yet included."""
        async with self.platform.sessions() as session:
            return set((await PostgresPlayerGates(session).blocks((player_id,)))[player_id])

    async def blocks(self, player_id: PlayerId) -> set[str]:
        """Gates and reasons, as they are closed at the time of ``clock``."""
        blocks = [read_block(block) for block in await self.written(player_id)]
        return {f"{block.gate}:{block.reason}" for block in blocks if block.counts(self.clock.now())}


async def paid_in(
    pool: "asyncpg.Pool[asyncpg.Record]", player: PlayerId, minor: int, at: datetime, currency: str = "EUR"
) -> None:
    """A deposit that was confirmed at that time, as if nobody had counted it then."""
    await pool.execute(
        "insert into deposits (id, player_id, idempotency_key, method, provider, amount, currency, state, paid_by,"
        " started_at, ended_at) values ($1, $2, $3, 'card', 'sandbox', $4, $5, 2, 'pay', $6, $6)",
        *(uuid4(), player, str(uuid4()), minor, currency, at),
    )


RETRY = {"rejection": Rejection.RETRY, "labels": ("BLURRED",), "comment": "Too dark.", "private_comment": "Odd."}


@pytest.fixture
def desk(platform: Platform) -> Desk:
    return Desk(platform)


Waiting = Callable[[], Awaitable[SignedInPlayer]]


@pytest.fixture
async def waiting(desk: Desk, sign_up: SignUp) -> SignedInPlayer:
    """Somebody who may not bet before it is known who they are."""
    player = await sign_up(verified=False)
    await desk.dispatch(AssessKyc(player.id))
    assert "bet:KYC_REQUIRED" in await desk.blocks(player.id)
    return player
