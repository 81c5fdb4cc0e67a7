"""What KYC reads of identity: who a player is."""

from collections.abc import Collection, Mapping

from app.adapters.postgres.identity.players import PostgresPlayers
from domain.identity import Player
from domain.kyc import PersonalFacts
from domain.shared import PlayerId


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
