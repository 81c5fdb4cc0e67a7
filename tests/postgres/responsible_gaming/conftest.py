"""Two processes that fire at one player, and whoever protects that player meanwhile."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.adapters.postgres.responsible_gaming.play_states import PostgresPlayStates
from app.composition import wire
from app.dispatch import Dispatcher, Wiring
from app.platform import Platform
from domain.responsible_gaming import ImposeLimit, LimitKey, LimitKind, LimitOwner, PlayState, SetLimit
from domain.shared import CURRENCIES, Dispatch, Message, Money
from domain.wallet import TransactionKind
from tests.money_commands import CASINO, GAME
from tests.postgres.responsible_gaming.firing import Squad, a_squad, seat_at_a_game
from tests.running import SignedInPlayer, SignUp

A_SLOT = """
with studio as (insert into game_studios values ('studio', 'Studio') on conflict do nothing),
category as (insert into game_categories values ('video-slots', 'Video Slots') on conflict do nothing)
insert into games (id, slug, provider, code, title, sort_title, studio, category, tags, features, currencies, demo,
    on_offer)
values ($1, 'a-slot', $2, $3, 'A Slot', 'a slot', 'studio', 'video-slots', '{}', '{}', '{EUR}', false, true)
on conflict (provider, code) do nothing
"""
SPENT = """
select coalesce(sum(abs(t.amount)), 0)::bigint from ledger_transactions t join wallets w on w.id = t.wallet_id
where w.player_id = $1 and t.kind = $2
"""


def ahead() -> timedelta:
    """To noon of a Wednesday in the middle of a month: no window of a limit ends while a test runs."""
    now = datetime.now(UTC)
    day = now.replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=1)
    while not (day.weekday() == 2 and 10 <= day.day <= 20):
        day += timedelta(days=1)
    return day - now


@dataclass(frozen=True, slots=True)
class House:
    """Where protections begin: by the platform's own handlers, at the time of the processes that fire."""

    platform: Platform
    wiring: Wiring
    squad: Squad
    dispatch: Dispatch

    async def tighten(self, player: SignedInPlayer, key: LimitKey, owner: LimitOwner, room: int) -> int:
        """The limit, at what is used as it begins and ``room`` more; acknowledged, so committed."""
        async with self.platform.sessions() as session:
            state = await PostgresPlayStates(session).lock(player.id)
            value = await self._used(player, key[0], state) + room
            message = _limit(player, key, owner, value)
            await self.wiring[type(message)](session)(message)
        return value

    async def began(self, player: SignedInPlayer, minutes_ago: int) -> None:
        """The play session that goes on, moved back under the lock: as if the player had played for so long."""
        async with self.platform.sessions() as session:
            states = PostgresPlayStates(session)
            state = await states.lock(player.id)
            assert state.session is not None
            started = state.session.started_at - timedelta(minutes=minutes_ago)
            await states.save(replace(state, session=replace(state.session, started_at=started)))
            await session.commit()

    async def move(self, player: SignedInPlayer, jurisdiction: str) -> int:
        """Under the rules of another place from now on; answers the last sequence of what was judged before."""
        version = self.platform.profiles.present[jurisdiction].version
        async with self.platform.pool.acquire() as connection, connection.transaction():
            for table, column in (("player_gates", "player_id"), ("players", "id")):
                await connection.execute(
                    f"update {table} set jurisdiction = $2, profile_version = $3 where {column} = $1",
                    player.id,
                    jurisdiction,
                    version,
                )
            last: int = await connection.fetchval("select max(sequence) from wallets where player_id = $1", player.id)
        return last

    async def _used(self, player: SignedInPlayer, kind: LimitKind, state: PlayState) -> int:
        """Read under the lock."""
        pool = self.platform.pool
        staked, won, paid = [
            await pool.fetchval(SPENT, player.id, int(each))
            for each in (TransactionKind.BET, TransactionKind.WIN, TransactionKind.DEPOSIT)
        ]
        ordered = paid + sum(one.minor for one in state.pending.values())
        held = await pool.fetchval("select sum(cash + in_play)::bigint from wallets where player_id = $1", player.id)
        used: dict[LimitKind, int] = {
            LimitKind.WAGER: staked,
            LimitKind.LOSS: staked - won,
            LimitKind.DEPOSIT: ordered,
            LimitKind.BALANCE: held + ordered - paid,
        }
        return used.get(kind, 0)


def _limit(player: SignedInPlayer, key: LimitKey, owner: LimitOwner, value: int) -> Message[Any]:
    if owner is LimitOwner.OPERATOR:
        return ImposeLimit(player.id, key, value, "a case", "kim")
    if key[0] is LimitKind.SESSION_TIME:
        return SetLimit(player.viewer, *key, None, value // 60)
    return SetLimit(player.viewer, *key, Money(value, CURRENCIES["EUR"]), None)


@pytest.fixture(scope="module")
async def squad(postgres_url: str) -> AsyncIterator[Squad]:
    async with a_squad(postgres_url, ahead()) as squad:
        yield squad


@pytest.fixture(scope="module")
def house(platform: Platform, squad: Squad) -> House:
    wiring = wire(replace(platform, clock=squad.clock))
    return House(platform, wiring, squad, Dispatcher(platform.sessions, wiring))


@pytest.fixture
async def target(house: House, sign_up: SignUp) -> SignedInPlayer:
    """Somebody with money, at a game in each process."""
    player = await sign_up()
    await seat_at_a_game(house.platform, player)
    return player


@pytest.fixture
async def slots(house: House, target: SignedInPlayer) -> SignedInPlayer:
    """The same, at a game that is a slot."""
    await house.platform.pool.execute(A_SLOT, uuid4(), CASINO, GAME)
    return target
