"""One provider process for the module; a way to it, a clock and a client for each test."""

import json
from base64 import urlsafe_b64decode
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from app.adapters.openid.clients import OpenIdClients
from app.adapters.openid.provider import Provider
from domain.identity.openid import OpenIdIdentity, OpenIdRequest
from domain.identity.refusals import ProofRejected
from tests.adapters.openid.provider import Way, consent, free_port, provider_process, way_to
from tests.fakes.shared import HeldClock

DISCOVERY = "/.well-known/openid-configuration"
HERE = "https://casino.example"
ASKED = OpenIdRequest("mock", f"{HERE}/welcome", "s" * 64, "n" * 64, "v" * 64)


@dataclass
class Scene:
    way: Way
    issuer: str
    clock: HeldClock
    clients: OpenIdClients

    async def code(self, asked: OpenIdRequest = ASKED, subject: str = "ada", **changed: str) -> str:
        """Of a person who said yes; ``changed`` are parameters that somebody altered on the way."""
        url = httpx.URL(await self.clients.authorization_url(asked)).copy_merge_params(changed)
        return (await consent(str(url), subject))["code"]

    async def identify(self, code: str, asked: OpenIdRequest = ASKED, issuer: str | None = None) -> OpenIdIdentity:
        return await self.clients.identify(asked, code, issuer)

    async def token(self, *, base: str | None = None, client_id: str = "croupier", **changed: str) -> str:
        """An ID token that the provider gives to somebody else, or for something else."""
        url = httpx.URL(await self.clients.authorization_url(ASKED)).copy_merge_params(
            {"client_id": client_id, **changed}
        )
        base = base or self.issuer
        sent_back = await consent(f"{base}{url.raw_path.decode()}", "ada")
        form = {"grant_type": "authorization_code", "code": sent_back["code"], "redirect_uri": ASKED.return_url}
        async with httpx.AsyncClient(trust_env=False) as http:
            answer = await http.post(f"{base}/oauth2/token", data=form, auth=(client_id, "whatever"))
        token: str = answer.json()["id_token"]
        return token

    async def reason(self, code: str, issuer: str | None = None) -> str:
        """Why this code is refused."""
        with pytest.raises(ProofRejected) as refused:
            await self.identify(code, issuer=issuer)
        return refused.value.reason

    def answers_with(self, token: str) -> None:
        self.way.changes["/oauth2/token"] = lambda said: said | {"id_token": token}


def claims_of(token: str) -> dict[str, object]:
    claims: dict[str, object] = json.loads(urlsafe_b64decode(token.split(".")[1] + "==="))
    return claims


def query_of(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


@pytest.fixture(scope="module")
async def provider() -> AsyncIterator[str]:
    async with provider_process(free_port()) as address:
        yield address


@pytest.fixture
async def scene(provider: str) -> AsyncIterator[Scene]:
    async with way_to(provider) as (way, issuer):
        clock = HeldClock(datetime.now(UTC))
        clients = OpenIdClients([Provider("mock", issuer, "croupier", "hush:hush")], frozenset({HERE}), clock)
        yield Scene(way, issuer, clock, clients)
