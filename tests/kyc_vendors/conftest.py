"""A real platform on a real PostgreSQL with every vendor's webhook open, behind one real HTTP server."""

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx
import orjson
import pytest
import uvicorn

from app.adapters.bot_checks.none import NoBotCheck
from app.adapters.kyc_vendors.sumsub.signature import digest
from app.adapters.kyc_vendors.veriff.signature import sign
from app.composition import open_platform, wire
from app.dispatch import Dispatcher
from app.http.server import build_app
from app.platform import Platform
from app.settings import Settings
from app.wiring.identity.parts import IdentityParts
from app.wiring.identity.registration import wire_registration
from app.wiring.kyc_vendors import SUMSUB_WEBHOOK_PATH, VERIFF_WEBHOOK_PATH
from domain.identity import Login, Message, PersonalDetails, VerifyEmail, Viewer, Visit
from domain.jurisdiction import KycLevel, profile_for
from domain.kyc import FindKyc, KycCase, StartVendorKyc, VendorStart
from tests.builders import PASSWORD, a_player, a_visit
from tests.running import SignedInPlayer, settings_for_tests

PACE = 0.02
CLOSED = sorted(f"{gate}:KYC_REQUIRED" for gate in profile_for("DE").kyc.before)
"""For who has shown nothing yet."""
SUMSUB_SECRET, VERIFF_KEY, VERIFF_SECRET = "sumsub hook secret", "veriff-key", "veriff-secret"
DETAILS = PersonalDetails("Ada", "Byron", "12 St James's Square", "London", "SW1Y 4JH")
AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@dataclass
class OpenLetters:
    """A messenger that keeps the codes it is given."""

    codes: list[str] = field(default_factory=list)

    async def send(self, message: Message) -> None:
        if "code" in message.facts:
            self.codes.append(message.facts["code"])


@dataclass
class Kyc:
    """Both sides: the platform's, and signed webhooks of every vendor."""

    platform: Platform
    http: httpx.AsyncClient
    dispatch: Dispatcher
    newcomer: Callable[[], Awaitable[SignedInPlayer]]

    async def start(self, player: SignedInPlayer, level: KycLevel = KycLevel.IDENTITY) -> VendorStart:
        return await self.dispatch(StartVendorKyc(player.viewer, level))

    async def case(self, player: SignedInPlayer, level: KycLevel = KycLevel.IDENTITY) -> KycCase:
        view = (await self.dispatch(FindKyc((player.id,))))[player.id]
        return next(each.case for each in view.levels if each.case.level is level)

    async def blocks(self, player: SignedInPlayer) -> list[str]:
        found = await self.platform.pool.fetchval("select blocks from player_gates where player_id = $1", player.id)
        return sorted(block for block in found if "KYC" in block)

    async def attempt(self, player: SignedInPlayer, vendor: str, level: KycLevel = KycLevel.IDENTITY) -> UUID:
        """Known to a vendor, as after a start there."""
        found = await self.platform.pool.fetchval(
            "insert into kyc_attempts (id, player_id, level, vendor, started_at) values ($1, $2, $3, $4, now()) "
            "on conflict on constraint kyc_attempts_once do update set vendor = excluded.vendor returning id",
            *(self.platform.ids.new(), player.id, level.value, vendor),
        )
        assert isinstance(found, UUID)
        return found

    async def checks(self, player: SignedInPlayer) -> int:
        query = "select count(*) from kyc_checks where player_id = $1"
        return int(await self.platform.pool.fetchval(query, player.id))

    async def sumsub(self, body: bytes, **headers: str) -> httpx.Response:
        """As Sumsub would send it; ``headers`` say something else."""
        signed = {"X-Payload-Digest": digest(SUMSUB_SECRET, body), "X-Payload-Digest-Alg": "HMAC_SHA256_HEX"}
        given = {**signed, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return await self.http.post(SUMSUB_WEBHOOK_PATH, content=body, headers=given)

    async def veriff(self, body: bytes, **headers: str) -> httpx.Response:
        signed = {"X-AUTH-CLIENT": VERIFF_KEY, "X-HMAC-SIGNATURE": sign(VERIFF_SECRET, body)}
        given = {**signed, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return await self.http.post(VERIFF_WEBHOOK_PATH, content=body, headers=given)


def reviewed(reference: object, answer: str, at: datetime = AT, **result: Any) -> bytes:
    """Sumsub's ``applicantReviewed``."""
    return orjson.dumps(
        {
            "applicantId": "5cb56e8e0a975a35f333cb83",
            "externalUserId": str(reference),
            "type": "applicantReviewed",
            "levelName": "basic-kyc-level",
            "reviewResult": {"reviewAnswer": answer, **result},
            "reviewStatus": "completed",
            "createdAt": f"{at:%Y-%m-%d %H:%M:%S}+0000",
            "createdAtMs": f"{at:%Y-%m-%d %H:%M:%S}.{at.microsecond // 1000:03d}",
        }
    )


@asynccontextmanager
async def serving(settings: Settings, postgres_url: str) -> AsyncIterator[Platform]:
    """A platform behind a real server, on a port of its own."""
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        settings = settings.model_copy(update={"port": listening.getsockname()[1]})
        async with open_platform(settings, postgres_url) as platform:
            server = uvicorn.Server(uvicorn.Config(build_app(platform), log_level="warning", lifespan="off"))
            task = asyncio.create_task(server.serve(sockets=[listening]))
            async with asyncio.timeout(10):
                while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
                    await asyncio.sleep(0.01)
            yield platform
            server.should_exit = True
            await task


def kyc_settings(data_dir: Any) -> Settings:
    return settings_for_tests(data_dir).model_copy(
        update={
            "sandbox_pace": PACE,
            "sumsub_webhook_secret": SUMSUB_SECRET,
            "veriff_api_key": VERIFF_KEY,
            "veriff_secret": VERIFF_SECRET,
        }
    )


@pytest.fixture(scope="module")
async def platform(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Platform]:
    async with serving(kyc_settings(tmp_path_factory.mktemp("data")), postgres_url) as opened:
        yield opened


@pytest.fixture(scope="module")
async def kyc(platform: Platform, dispatch: Dispatcher) -> AsyncIterator[Kyc]:
    async def newcomer() -> SignedInPlayer:
        """Registered as anybody is, with a name and an address that nobody has looked at."""
        letters = OpenLetters()
        parts = IdentityParts(platform, post=letters, bots=NoBotCheck())
        joining = Dispatcher(platform.sessions, wire_registration(parts))
        details = replace(DETAILS, first_name=f"Ada {secrets.token_hex(8)}")  # one account per person
        registration = replace(a_player(visit=Visit()), details=details)
        registered = await joining(registration)
        await joining(VerifyEmail(registered.challenge, letters.codes[0], a_visit()))
        signed_in = await dispatch(Login(registration.email, PASSWORD, a_visit()))
        viewer = Viewer(signed_in.session.player_id, signed_in.session.id)
        return SignedInPlayer(viewer, registration.email, PASSWORD, signed_in.tokens)

    async with httpx.AsyncClient(base_url=platform.settings.base_url, trust_env=False) as http:
        yield Kyc(platform, http, dispatch, newcomer)


@pytest.fixture(scope="module")
def dispatch(platform: Platform) -> Dispatcher:
    return Dispatcher(platform.sessions, wire(platform))


Until = Callable[[Callable[[], Awaitable[bool]]], Awaitable[None]]


@pytest.fixture
def until() -> Until:
    """Wait for something to become true, at most ten seconds."""

    async def wait(holds: Callable[[], Awaitable[bool]]) -> None:
        async with asyncio.timeout(10):
            while not await holds():  # noqa: ASYNC110 - the other side is a database
                await asyncio.sleep(0.02)

    return wait
