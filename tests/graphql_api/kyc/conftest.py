"""A platform whose players wait to be known, and a vendor that only answers when it is told to."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from app.adapters.postgres.identity.player_gates import PostgresPlayerGates
from app.dispatch import Dispatcher
from app.http.server import build_app
from app.platform import Platform
from app.wiring import kyc as wiring
from app.wiring.kyc import wire_kyc
from domain.jurisdiction import KycLevel
from domain.kyc import Applicant, VendorStart, Verdict
from domain.shared import Dispatch, TryAgainLater
from tests.graphql_api.identity.account_documents import UPDATE_PROFILE, do, step_up
from tests.graphql_api.identity.conftest import Api
from tests.running import SignedInPlayer, SignUp

NAMED = {
    "firstName": "Ann",
    "address": "1 Main Street",
    "city": "Springfield",
    "postalCode": "1",
}


@dataclass
class Vendor:
    """Implements KycVendor, in this process."""

    name: str = "sandbox"
    levels: tuple[KycLevel, ...] = (KycLevel.IDENTITY,)
    applicants: list[Applicant] = field(default_factory=list)
    away: bool = False

    async def start(self, applicant: Applicant) -> VendorStart:
        if self.away:
            raise TryAgainLater
        self.applicants.append(applicant)
        return VendorStart(self.name, "token", "https://vendor.example/check")

    async def verdict(self, external_id: str) -> Verdict | None:
        del external_id
        return None


@pytest.fixture
def vendor(monkeypatch: pytest.MonkeyPatch) -> Vendor:
    one = Vendor()
    monkeypatch.setattr(wiring, "kyc_vendors", lambda _platform: dict.fromkeys(one.levels, one))
    return one


@pytest.fixture
async def api(platform: Platform, vendor: Vendor) -> AsyncIterator[Api]:
    del vendor
    transport = httpx.ASGITransport(build_app(platform), client=("203.0.113.7", 1234))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as http:
        yield Api(http)


@pytest.fixture
def kyc(platform: Platform, vendor: Vendor) -> Dispatch:
    """What vendors and staff send."""
    del vendor
    return Dispatcher(platform.sessions, wire_kyc(platform))


Newcomer = Callable[[], Awaitable[SignedInPlayer]]


@pytest.fixture
async def newcomer(sign_up: SignUp) -> SignedInPlayer:
    """Somebody nobody knows, who told neither name nor address."""
    return await sign_up(verified=False)


async def tell_details(api: Api, player: SignedInPlayer, **given: Any) -> dict[str, Any]:
    await step_up(api, player)
    return await do(api, UPDATE_PROFILE, player, **{**NAMED, "lastName": f"Example{player.id.hex[-12:]}", **given})


async def blocks_of(platform: Platform, player: SignedInPlayer) -> set[str]:
    async with platform.sessions() as session:
        return set((await PostgresPlayerGates(session).blocks((player.id,)))[player.id])
