"""Second factors: the secret sealed, recovery codes by their keyed digests alone."""

from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.adapters.cipher import Cipher
from app.adapters.postgres.tables.ways_in import RecoveryCodeRow, TotpFactorRow
from domain.identity.second_factors import TotpFactor
from domain.shared import PlayerId


class PostgresSecondFactors:
    def __init__(self, session: AsyncSession, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    async def totp_of(self, player_id: PlayerId) -> TotpFactor | None:
        row = await self._session.scalar(
            select(TotpFactorRow)
            .where(col(TotpFactorRow.player_id) == player_id)
            .execution_options(populate_existing=True)
        )
        if row is None:
            return None
        secret = self._cipher.open(row.secret_sealed, _place(player_id))
        return TotpFactor(PlayerId(row.player_id), secret, row.enabled_at, row.last_step)

    async def enable_totp(self, factor: TotpFactor) -> None:
        held = {
            "secret_sealed": self._cipher.seal(factor.secret, _place(factor.player_id)),
            "enabled_at": factor.enabled_at,
            "last_step": factor.last_step,
        }
        await self._session.execute(
            upsert(TotpFactorRow)
            .values(player_id=factor.player_id, **held)
            .on_conflict_do_update(index_elements=[col(TotpFactorRow.player_id)], set_=held)
        )

    async def disable_totp(self, player_id: PlayerId) -> None:
        await self._session.execute(delete(TotpFactorRow).where(col(TotpFactorRow.player_id) == player_id))
        await self._forget_codes(player_id)

    async def use_step(self, player_id: PlayerId, step: int) -> bool:
        used = await self._session.scalar(
            update(TotpFactorRow)
            .where(col(TotpFactorRow.player_id) == player_id, col(TotpFactorRow.last_step) < step)
            .values(last_step=step)
            .returning(col(TotpFactorRow.player_id))
        )
        return used is not None

    async def replace_recovery_codes(self, player_id: PlayerId, digests: tuple[bytes, ...]) -> None:
        await self._forget_codes(player_id)
        if digests:
            await self._session.execute(
                insert(RecoveryCodeRow), [{"player_id": player_id, "digest": digest} for digest in digests]
            )

    async def use_recovery_code(self, player_id: PlayerId, digest: bytes, now: datetime) -> bool:
        used = await self._session.scalar(
            update(RecoveryCodeRow)
            .where(
                col(RecoveryCodeRow.player_id) == player_id,
                col(RecoveryCodeRow.digest) == digest,
                col(RecoveryCodeRow.used_at).is_(None),
            )
            .values(used_at=now)
            .returning(col(RecoveryCodeRow.player_id))
        )
        return used is not None

    async def recovery_codes_left(self, player_id: PlayerId) -> int:
        left = await self._session.scalar(
            select(func.count())
            .select_from(RecoveryCodeRow)
            .where(col(RecoveryCodeRow.player_id) == player_id, col(RecoveryCodeRow.used_at).is_(None))
        )
        return left or 0

    async def _forget_codes(self, player_id: PlayerId) -> None:
        """Two replacements take turns: without the lock each would leave the other's codes."""
        await self._session.execute(
            select(col(TotpFactorRow.player_id)).where(col(TotpFactorRow.player_id) == player_id).with_for_update()
        )
        await self._session.execute(delete(RecoveryCodeRow).where(col(RecoveryCodeRow.player_id) == player_id))


def _place(player_id: PlayerId) -> str:
    return f"totp_factors/secret/{player_id}"
