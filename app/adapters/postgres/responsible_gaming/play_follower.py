"""What live news of limits and play read: many players' in four statements."""

from collections import defaultdict
from collections.abc import Collection, Mapping

import asyncpg

from app.adapters.postgres.facets.play_states import READ, state_of
from app.adapters.postgres.responsible_gaming.limit_settings import setting_of
from app.live.play_news import PlayNews
from domain.jurisdiction import Profiles
from domain.responsible_gaming import LimitSetting, Played, PlayedWallet, PlayState
from domain.shared import PlayerId

_GATES = "select player_id, jurisdiction, profile_version from player_gates where player_id = any($1)"
_WALLETS = "select player_id, currency, staked, won, last_bet_at from wallets where player_id = any($1)"
_LIMITS = "select * from limits where player_id = any($1) order by since, id"


class PostgresPlayFollower:
    """Implements PlayFollower."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", profiles: Profiles) -> None:
        self._pool = pool
        self._profiles = profiles

    async def news(self, ids: Collection[PlayerId]) -> Mapping[PlayerId, PlayNews]:
        wanted = list(ids)
        async with self._pool.acquire() as connection:
            gates = await connection.fetch(_GATES, wanted)
            played = await connection.fetch(READ.text, *READ.parameters([(id_,) for id_ in wanted]))
            wallets = await connection.fetch(_WALLETS, wanted)
            rows = await connection.fetch(_LIMITS, wanted)
        states = {row[0]: state_of(row) for row in played}
        sums: defaultdict[PlayerId, list[Played]] = defaultdict(list)
        for player_id, *sum_ in wallets:
            sums[player_id].append(PlayedWallet(*sum_))
        settings: defaultdict[PlayerId, list[LimitSetting]] = defaultdict(list)
        for row in rows:
            setting = setting_of(row)
            settings[setting.player_id].append(setting)
        found = {}
        for row in gates:
            player_id = PlayerId(row["player_id"])
            profile = self._profiles.of(row["jurisdiction"], row["profile_version"])
            state = states.get(player_id) or PlayState(player_id)
            found[player_id] = PlayNews(profile, state, sums[player_id], tuple(settings[player_id]))
        return found
