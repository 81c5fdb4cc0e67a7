"""What a provider says of itself: its endpoints and its keys, kept for a while."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

import orjson

from app.adapters.openid.oauth import well_known_url
from app.adapters.openid.provider import Provider
from app.adapters.outward import Away, ask
from domain.shared import Clock, TryAgainLater

TIMEOUT_SECONDS = 5.0
KEEP = timedelta(minutes=15)
REFETCH_AFTER = timedelta(seconds=30)
"""A key that nobody knows yet may be new: keys are asked for once more, and no oftener, whatever strangers send."""

ASK_AGAIN_AFTER = timedelta(seconds=10)
"""While a provider is away nobody waits in line for another timeout."""

_log = logging.getLogger(__name__)


Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Description:
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    algorithms: tuple[str, ...]
    """What its ID tokens are signed with, by its own word."""
    token_methods: tuple[str, ...]
    names_itself: bool
    """Its answers carry ``iss`` (RFC 9207)."""
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Keys:
    keys: Sequence[Mapping[str, Any]]
    fetched_at: datetime


class Directory:
    """One provider's. Callers of one moment share one request; when it is away, what is known stays good."""

    def __init__(self, provider: Provider, clock: Clock) -> None:
        self._provider = provider
        self._clock = clock
        self._description: Description | None = None
        self._keys: Keys | None = None
        self._away_since: datetime | None = None
        self._turn = asyncio.Lock()

    async def description(self) -> Description:
        """Raises TryAgainLater."""
        async with self._turn:
            now = self._clock.now()
            kept = self._description
            if kept is None or now - kept.fetched_at > KEEP:
                kept = self._description = await self._renewed(kept, lambda: self._describe(now), now)
            return kept

    async def keys(self, wanted: str | None) -> Sequence[Mapping[str, Any]]:
        """Its keys; ``wanted`` is the ``kid`` of the one that is needed. Raises TryAgainLater."""
        description = await self.description()
        async with self._turn:
            now = self._clock.now()
            kept = self._keys
            known = kept is not None and any(key.get("kid") == wanted for key in kept.keys)
            if kept is None or now - kept.fetched_at > (KEEP if known else REFETCH_AFTER):
                kept = self._keys = await self._renewed(kept, lambda: self._fetch_keys(description.jwks_uri, now), now)
            return kept.keys

    async def _renewed(self, kept: Kept | None, fetch: Callable[[], Awaitable[Kept]], now: datetime) -> Kept:
        """What ``fetch`` brings; what was kept, or TryAgainLater, while the provider is away."""
        if self._away_since is None or now - self._away_since >= ASK_AGAIN_AFTER:
            try:
                found = await fetch()
            except TryAgainLater:
                self._away_since = now
            else:
                self._away_since = None
                return found
        if kept is None:
            raise TryAgainLater
        return kept

    async def _describe(self, now: datetime) -> Description:
        issuer = self._provider.issuer
        found = await self._fetch(well_known_url(issuer))
        if found.get("issuer") != issuer:  # Discovery 4.3
            self._complain("it calls itself by another issuer")
            raise TryAgainLater
        endpoints = [found.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
        scheme = issuer.partition(":")[0]
        if not all(isinstance(url, str) and url.startswith(f"{scheme}:") for url in endpoints):
            self._complain("an endpoint is missing, or less safe than its issuer")
            raise TryAgainLater
        return Description(
            authorization_endpoint=str(endpoints[0]),
            token_endpoint=str(endpoints[1]),
            jwks_uri=str(endpoints[2]),
            algorithms=_texts(found, "id_token_signing_alg_values_supported", "RS256"),
            token_methods=_texts(found, "token_endpoint_auth_methods_supported", "client_secret_basic"),
            names_itself=found.get("authorization_response_iss_parameter_supported") is True,
            fetched_at=now,
        )

    async def _fetch_keys(self, url: str, now: datetime) -> Keys:
        keys = (await self._fetch(url)).get("keys")
        if not isinstance(keys, list):
            self._complain("its keys are no list")
            raise TryAgainLater
        return Keys([key for key in keys if isinstance(key, dict)], now)

    async def _fetch(self, url: str) -> Mapping[str, Any]:
        """A JSON object. Raises TryAgainLater: that a provider is broken is the operator's to hear, in the log."""
        try:
            answer = await ask("GET", url, seconds=TIMEOUT_SECONDS, headers={"Accept": "application/json"})
            found = orjson.loads(answer.content)
        except (Away, orjson.JSONDecodeError) as fault:
            self._complain(f"it cannot be read: {type(fault).__name__}")
            raise TryAgainLater from None
        if answer.status_code != 200 or not isinstance(found, dict):
            self._complain(f"it cannot be read: status {answer.status_code}")
            raise TryAgainLater
        return found

    def _complain(self, problem: str) -> None:
        _log.warning("the OpenID provider cannot be used", extra={"provider": self._provider.name, "problem": problem})


def _texts(found: Mapping[str, Any], name: str, default: str) -> tuple[str, ...]:
    values = found.get(name)
    return tuple(map(str, values)) if isinstance(values, list) else (default,)
