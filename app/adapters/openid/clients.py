"""What this platform is to its OpenID providers: a client of each."""

import logging
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import orjson

from app.adapters.openid.directory import TIMEOUT_SECONDS, Description, Directory
from app.adapters.openid.id_token import header_of, judge, verified_claims
from app.adapters.openid.oauth import authorization_url, token_request
from app.adapters.openid.provider import Provider
from app.adapters.outward import Away, ask
from domain.identity.openid import OpenIdIdentity, OpenIdRequest
from domain.identity.refusals import ProofRejected
from domain.shared import Clock, TryAgainLater

_LONGEST_URL = 2_048

_log = logging.getLogger(__name__)


class OpenIdClients:
    def __init__(self, providers: Sequence[Provider], origins: Collection[str], clock: Clock) -> None:
        self._providers = {provider.name: provider for provider in providers}
        self._directories = {provider.name: Directory(provider, clock) for provider in providers}
        self._origins = origins
        self._clock = clock

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._providers)

    def returns_to(self, url: str) -> bool:
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        plain = url.isascii() and url.isprintable() and not set(url) & set("\\ #") and len(url) <= _LONGEST_URL
        return plain and f"{parts.scheme}://{parts.netloc}" in self._origins

    async def authorization_url(self, request: OpenIdRequest) -> str:
        described = await self._directories[request.provider].description()
        return authorization_url(described.authorization_endpoint, self._providers[request.provider], request)

    async def identify(self, request: OpenIdRequest, code: str, issuer: str | None) -> OpenIdIdentity:
        provider, directory = self._providers[request.provider], self._directories[request.provider]
        described = await directory.description()
        if (issuer is None and described.names_itself) or issuer not in (None, provider.issuer):
            raise ProofRejected("WRONG_ISSUER")  # RFC 9207: another provider's answer, mixed up with this one's
        token = await self._spend(provider, described, request, code)
        algorithm, kid = header_of(token, described.algorithms)
        claims = verified_claims(token, algorithm, kid, await directory.keys(kid))
        return judge(claims, provider, request, self._clock.now())

    async def _spend(self, provider: Provider, described: Description, request: OpenIdRequest, code: str) -> str:
        """The code for an ID token; where we are refused for our own sake the operator hears of it."""
        form, headers = token_request(provider, described.token_methods, request, code)
        try:
            answer = await ask("POST", described.token_endpoint, seconds=TIMEOUT_SECONDS, form=form, headers=headers)
        except Away:
            raise TryAgainLater from None
        said = _object(answer.content)
        if answer.status_code == 200:
            token = said.get("id_token")
            if not isinstance(token, str):
                raise ProofRejected("MALFORMED")
            return token
        if said.get("error") == "invalid_grant":
            raise ProofRejected("CODE_REJECTED")
        _log.warning(
            "the OpenID provider does not take us for its client",
            extra={"provider": provider.name, "status": answer.status_code},
        )
        raise TryAgainLater


def _object(content: bytes) -> Mapping[str, Any]:
    try:
        said = orjson.loads(content)
    except orjson.JSONDecodeError:
        return {}
    return said if isinstance(said, dict) else {}
