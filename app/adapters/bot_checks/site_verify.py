"""Checks that another company runs: its widget gives the client a token, which we show to its ``siteverify``."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import orjson
from prometheus_client import Counter

from app.adapters.outward import Away, ask
from domain.identity import BotCheckFailed, Visit
from domain.identity.guards import BotCheckKind, BotCheckOffer
from domain.shared import TryAgainLater

TIMEOUT_SECONDS = 5.0
MAX_TOKEN_CHARACTERS = 8_192
"""Turnstile's are at most 2,048 long, hCaptcha's about as much as this."""

AWAY = Counter("croupier_bot_check_away", "Registrations put off because the company that checks for bots was away")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SiteVerify:
    """Implements BotCheck by a form that is posted to ``url``; the company sees to it that a token is good once.

    ``hosts``: where our pages are; a token that was made for another page is refused. ``action``: what the widget must
    have been told that it is for, where the company knows such a thing. ``faults``: their error codes that say that our
    own settings are wrong, or that they failed: nobody should be called a bot for that. ``also``: what else they ask.
    """

    kind: BotCheckKind
    url: str
    site_key: str
    secret: str = field(repr=False)
    hosts: frozenset[str]
    faults: frozenset[str]
    action: str | None = None
    also: Mapping[str, str] = field(default_factory=dict)
    timeout_seconds: float = TIMEOUT_SECONDS

    def offer(self, now: datetime) -> BotCheckOffer:
        del now
        return BotCheckOffer(self.kind, site_key=self.site_key)

    async def require(self, answer: str | None, visit: Visit, now: datetime) -> None:
        del now
        if not answer or len(answer) > MAX_TOKEN_CHARACTERS or not answer.isascii():
            raise BotCheckFailed
        form = {"secret": self.secret, "response": answer, **self.also}
        if visit.ip:
            form["remoteip"] = visit.ip
        verdict = await self._ask(form)
        if verdict.get("success") is not True or verdict.get("hostname") not in self.hosts:
            raise BotCheckFailed
        if self.action is not None and verdict.get("action") != self.action:
            raise BotCheckFailed

    async def _ask(self, form: Mapping[str, str]) -> Mapping[str, object]:
        try:
            answer = await ask("POST", self.url, seconds=self.timeout_seconds, form=form)
            verdict = orjson.loads(answer.content)
            if not isinstance(verdict, dict):
                raise Away("the answer is no object")
            codes = verdict.get("error-codes")
            if isinstance(codes, list) and (faults := self.faults.intersection(map(str, codes))):
                raise Away(", ".join(sorted(faults)))
        except (Away, orjson.JSONDecodeError) as away:
            AWAY.inc()
            _log.error("%s cannot judge: %s", self.kind.value, away)
            raise TryAgainLater from None
        return verdict
