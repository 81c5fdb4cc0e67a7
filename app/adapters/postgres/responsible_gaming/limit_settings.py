"""Limits, their log, the answers about them, and reality checks, in PostgreSQL."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.postgres.player_news import tell_after_commit
from domain.responsible_gaming import (
    Amount,
    LimitAnswer,
    LimitEntry,
    LimitId,
    LimitKind,
    LimitOwner,
    LimitPeriod,
    LimitSetting,
    LooserOffer,
    RealityCheck,
)
from domain.shared import CURRENCIES, Money, PlayerId

_OF = text("select * from limits where player_id = :player_id order by since, id")
_KEEP = text("""
    insert into limits (id, player_id, kind, period, setter, value, typed_minor, typed_currency, since, pending_value,
        pending_typed_minor, pending_typed_currency, pending_removal, confirm_from, confirm_until)
    values (:id, :player_id, :kind, :period, :setter, :value, :typed_minor, :typed_currency, :since, :pending_value,
        :pending_typed_minor, :pending_typed_currency, :pending_removal, :confirm_from, :confirm_until)
    on conflict (player_id, kind, period, setter) do update set value = excluded.value,
        typed_minor = excluded.typed_minor, typed_currency = excluded.typed_currency, since = excluded.since,
        pending_value = excluded.pending_value, pending_typed_minor = excluded.pending_typed_minor,
        pending_typed_currency = excluded.pending_typed_currency, pending_removal = excluded.pending_removal,
        confirm_from = excluded.confirm_from, confirm_until = excluded.confirm_until
""")
_DROP = text("delete from limits where id = :id")
_NOTE = text("""
    insert into limit_changes (id, player_id, kind, period, setter, by_whom, change, before_value, after_value, reason,
        at, starts_at, ends_at)
    values (:id, :player_id, :kind, :period, :setter, :by, :step, :before, :after, :reason, :at, :starts_at, :ends_at)
""")
_CURRENCIES = text("select currency from wallets where player_id = :player_id order by id")
_LATEST = text("select answer, max(at) from limit_answers where player_id = :player_id group by answer")
_ANSWER = text("insert into limit_answers (id, player_id, answer, at) values (:id, :player_id, :answer, :at)")
_CHECK = text("""
    insert into reality_checks (id, player_id, session_id, play_started_at, due_at, acknowledged_at, elapsed_seconds,
        wagered_euro_minor, won_euro_minor)
    values (:id, :player_id, :session_id, :started_at, :due_at, :at, :elapsed, :wagered, :won)
""")


class PostgresLimitSettings:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of(self, player_id: PlayerId) -> tuple[LimitSetting, ...]:
        rows = await self._session.execute(_OF, {"player_id": player_id})
        return tuple(setting_of(dict(row)) for row in rows.mappings())

    async def keep(self, setting: LimitSetting) -> None:
        tell_after_commit(self._session, setting.player_id)
        offer = setting.offer
        typed, looser = setting.amount.typed, offer.amount if offer else None
        row = {
            "id": setting.id,
            "player_id": setting.player_id,
            "kind": setting.kind.value,
            "period": setting.period.value if setting.period else "",
            "setter": setting.owner.value,
            "value": setting.amount.value,
            "typed_minor": typed.minor if typed else None,
            "typed_currency": typed.currency.code if typed else None,
            "since": setting.since,
            "pending_value": looser.value if looser else None,
            "pending_typed_minor": looser.typed.minor if looser and looser.typed else None,
            "pending_typed_currency": looser.typed.currency.code if looser and looser.typed else None,
            "pending_removal": offer is not None and looser is None,
            "confirm_from": offer.confirm_from if offer else None,
            "confirm_until": offer.confirm_until if offer else None,
        }
        await self._session.execute(_KEEP, row)

    async def drop(self, setting: LimitSetting) -> None:
        tell_after_commit(self._session, setting.player_id)
        await self._session.execute(_DROP, {"id": setting.id})

    async def note(self, entry: LimitEntry) -> None:
        row = {
            "id": entry.id,
            "player_id": entry.player_id,
            "kind": entry.kind,
            "period": entry.period,
            "setter": entry.owner.value,
            "by": entry.by,
            "step": entry.step.value,
            "before": entry.before,
            "after": entry.after,
            "reason": entry.reason,
            "at": entry.at,
            "starts_at": entry.starts_at,
            "ends_at": entry.ends_at,
        }
        await self._session.execute(_NOTE, row)

    async def currencies(self, player_id: PlayerId) -> tuple[str, ...]:
        rows = await self._session.execute(_CURRENCIES, {"player_id": player_id})
        return tuple(row[0] for row in rows)


class PostgresLimitAnswers:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def latest(self, player_id: PlayerId) -> Mapping[LimitAnswer, datetime]:
        rows = await self._session.execute(_LATEST, {"player_id": player_id})
        return {LimitAnswer(answer): at for answer, at in rows}

    async def add(self, id: UUID, player_id: PlayerId, answer: LimitAnswer, at: datetime) -> None:
        tell_after_commit(self._session, player_id)
        await self._session.execute(_ANSWER, {"id": id, "player_id": player_id, "answer": answer.value, "at": at})


class PostgresRealityChecks:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def note(self, check: RealityCheck) -> None:
        tell_after_commit(self._session, check.player_id)
        row = {
            "id": check.id,
            "player_id": check.player_id,
            "session_id": check.session_id,
            "started_at": check.shown.started_at,
            "due_at": check.due_at,
            "at": check.acknowledged_at,
            "elapsed": int(check.shown.elapsed.total_seconds()),
            "wagered": check.shown.wagered_euro_minor,
            "won": check.shown.won_euro_minor,
        }
        await self._session.execute(_CHECK, row)


def setting_of(row: Mapping[str, Any]) -> LimitSetting:
    offer = None
    if row["confirm_from"] is not None:
        amount = None if row["pending_removal"] else _amount(row, "pending_")
        offer = LooserOffer(amount, row["confirm_from"], row["confirm_until"])
    return LimitSetting(
        id=LimitId(row["id"]),
        player_id=PlayerId(row["player_id"]),
        kind=LimitKind(row["kind"]),
        period=LimitPeriod(row["period"]) if row["period"] else None,
        owner=LimitOwner(row["setter"]),
        amount=_amount(row, ""),
        since=row["since"],
        offer=offer,
    )


def _amount(row: Mapping[str, Any], prefix: str) -> Amount:
    minor, currency = row[f"{prefix}typed_minor"], row[f"{prefix}typed_currency"]
    return Amount(row[f"{prefix}value"], None if minor is None else Money(minor, CURRENCIES[currency]))
