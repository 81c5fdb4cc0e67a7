"""What accounts need behind the requests: gates of changed terms, exports, closures that can end, erasures."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from app.adapters.postgres.identity.terms_gates import close_gates_behind
from app.dispatch import Dispatcher
from app.jobs import Job, at_work
from app.personal_data.writer import ExportWriter
from app.platform import Platform
from app.wiring.identity.account import wire_account
from app.wiring.identity.parts import IdentityParts
from app.wiring.identity.rules import rule_rollout
from domain.identity import EraseAccount, SettleClosure
from domain.shared import Dispatch, NotAllowed, PlayerId

EXPORT_SECONDS = 1.0
CLOSURE_SECONDS = 60.0
RETENTION_SECONDS = 3_600.0
BATCH = 500
STRANGERS = 10_000
"""Entries of the access log in one round."""
RETENTION = "retention"
"""Who asked for an erasure that nobody asked for."""

_UNSETTLED = """
select p.id from players p join player_gates g on g.player_id = p.id
where p.status = 'CLOSED' and p.id > $1 and ('login:CLOSED' = any(g.blocks)) = exists (
    select from wallets w
    where w.player_id = p.id and (w.cash > 0 or w.in_play > 0 or w.withdrawal_hold > 0 or w.vault > 0))
order by p.id limit $2
"""
_OVERDUE = """
select id from players where status = 'CLOSED' and jurisdiction = $1 and closed_at <= $2 and id > $3
order by id limit $4
"""
_FORGET_STRANGERS = """
update access_log set ip_sealed = null, user_agent_sealed = null where id in (
    select id from access_log
    where player_id is null and at <= $1 and (ip_sealed is not null or user_agent_sealed is not null) limit $2)
"""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AccountWork:
    """Each method does what is due now; any number of processes may call them at once."""

    platform: Platform
    dispatch: Dispatch

    async def close_gates_of_changed_terms(self) -> None:
        closed = await close_gates_behind(
            self.platform.pool, self.platform.profiles.present.values(), self.platform.live.player_news.tell
        )
        if closed:
            log.info("terms changed: %s players may not deposit or bet before they agree", closed)

    async def tighten_rules(self) -> None:
        moved = await rule_rollout(self.platform).tighten()
        if moved:
            log.info("rules changed: stricter ones hold for %s players from now on", moved)

    async def write_exports(self) -> None:
        writer = ExportWriter(self.platform.pool, self.platform.identity.cipher, self.platform.clock)
        while await writer.write_one():
            pass

    async def settle_closures(self) -> None:
        last = UUID(int=0)
        while ids := [row[0] for row in await self.platform.pool.fetch(_UNSETTLED, last, BATCH)]:
            for player_id in ids:
                await self.dispatch(SettleClosure(PlayerId(player_id)))
            last = ids[-1]

    async def keep_no_longer_than_the_law_asks(self) -> None:
        """Erases accounts long closed, where visits came from that reached no account, and exports that are over."""
        pool, now = self.platform.pool, self.platform.clock.now()
        for profile in self.platform.profiles.present.values():
            last, horizon = UUID(int=0), now - timedelta(days=profile.account.erase_after_days)
            while ids := [row[0] for row in await pool.fetch(_OVERDUE, profile.code, horizon, last, BATCH)]:
                for player_id in ids:
                    with suppress(NotAllowed):  # what is left in it comes first
                        await self.dispatch(EraseAccount(PlayerId(player_id), RETENTION, RETENTION))
                last = ids[-1]
        longest = max(profile.account.visit_days for profile in self.platform.profiles.present.values())
        await pool.execute(_FORGET_STRANGERS, now - timedelta(days=longest), STRANGERS)
        await ExportWriter(pool, self.platform.identity.cipher, self.platform.clock).sweep()


def account_jobs(platform: Platform) -> AccountWork:
    return AccountWork(platform, Dispatcher(platform.sessions, wire_account(IdentityParts(platform))))


@asynccontextmanager
async def account_work(platform: Platform) -> AsyncIterator[None]:
    """Entered by any number of processes at once."""
    work = account_jobs(platform)
    once = [
        Job("changed terms", work.close_gates_of_changed_terms, EXPORT_SECONDS),
        Job("changed rules", work.tighten_rules, EXPORT_SECONDS),
    ]
    jobs = [
        Job("data exports", work.write_exports, EXPORT_SECONDS),
        Job("closures", work.settle_closures, CLOSURE_SECONDS),
        Job("retention", work.keep_no_longer_than_the_law_asks, RETENTION_SECONDS),
    ]
    async with at_work(*jobs, once=once):
        yield
