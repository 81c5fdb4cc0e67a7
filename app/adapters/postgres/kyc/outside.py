"""What KYC reads of other contexts: who a player is, and what was paid in and out."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.postgres.identity.players import PostgresPlayers
from domain.identity import Player
from domain.kyc import Movement, PersonalFacts
from domain.payments.deposit import DepositState
from domain.payments.withdrawal import WithdrawalState
from domain.responsible_gaming import ReferenceRates, euro_up
from domain.shared import PlayerId

# Both states are written by the settlement lane alone, with their postings.
_MOVEMENTS = text("""
    select amount, currency, ended_at from deposits
    where player_id = :id and state = :confirmed and (cast(:since as timestamptz) is null or ended_at > :since)
    union all
    select -amount, currency, ended_at from withdrawals
    where player_id = :id and state = :paid and (cast(:since as timestamptz) is null or ended_at > :since)
""")


class PostgresPeople:
    def __init__(self, players: PostgresPlayers) -> None:
        self._players = players

    async def facts(self, player_id: PlayerId) -> PersonalFacts:
        return (await self.facts_of((player_id,)))[player_id]

    async def facts_of(self, ids: Collection[PlayerId]) -> Mapping[PlayerId, PersonalFacts]:
        return {id_: _facts(player) for id_, player in (await self._players.get(ids)).items()}


def _facts(player: Player) -> PersonalFacts:
    details = player.details
    return PersonalFacts(
        first_name=details.first_name,
        last_name=details.last_name,
        birth_date=player.birth_date,
        address=details.address,
        city=details.city,
        postal_code=details.postal_code,
        country=player.country,
        language=player.language,
    )


class PostgresMovements:
    """Implements Deposits."""

    def __init__(self, session: AsyncSession, rates: ReferenceRates) -> None:
        self._session = session
        self._rates = rates

    async def movements(self, player_id: PlayerId, since: datetime | None) -> Sequence[Movement]:
        rows = await self._session.execute(
            _MOVEMENTS,
            {
                "id": player_id,
                "since": since,
                "confirmed": DepositState.CONFIRMED.value,
                "paid": WithdrawalState.PAID.value,
            },
        )
        return [Movement(euro_up(self._rates, currency, amount), at) for amount, currency, at in rows]
