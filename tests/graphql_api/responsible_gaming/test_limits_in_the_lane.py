"""A limit set through GraphQL while bets run: nothing exceeds it after the answer, and a restart does not forget it."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from app.composition import open_platform
from app.platform import Platform
from domain.responsible_gaming import LimitExceeded
from domain.shared import PlayerId
from domain.wallet import GateClosed
from tests.graphql_api.responsible_gaming.conftest import Api
from tests.graphql_api.responsible_gaming.limit_documents import SET, do, mine
from tests.graphql_api.responsible_gaming.test_play import plays
from tests.money_commands import CASINO, GAME, adjust, bet, token_digest_of
from tests.running import SignedInPlayer

STAKED = "select coalesce(sum(-amount), 0) from ledger_transactions t join wallets w on w.id = t.wallet_id \
    where w.player_id = $1 and t.amount < 0"


async def seated(platform: Platform, player: SignedInPlayer) -> None:
    now = datetime.now(UTC)
    await platform.pool.execute(
        "insert into game_sessions (id, token_digest, player_id, provider, game_code, currency, opened_at, expires_at)"
        " values ($1, $2, $3, $4, $5, 'EUR', $6, $7)",
        uuid4(),
        token_digest_of(player.id),
        player.id,
        CASINO,
        GAME,
        now,
        now + timedelta(days=1),
    )
    await platform.settlement.settle(adjust(player.id, 100_000, uuid4().hex))


async def place(platform: Platform, player_id: PlayerId) -> bool:
    key = uuid4().hex
    try:
        await platform.settlement.settle(bet(player_id, 100, key, round_=key))
    except LimitExceeded:
        return False
    return True


async def test_nothing_exceeds_it_after_the_answer_and_a_restart_knows_it(
    api: Api, platform: Platform, postgres_url: str, player: SignedInPlayer
) -> None:
    await seated(platform, player)
    before = [asyncio.create_task(place(platform, player.id)) for _ in range(30)]
    answer = await do(api, SET, player, kind="WAGER", period="DAY", amount={"amount": "20.00", "currency": "EUR"})
    assert answer["__typename"] == "SetLimitSuccess"
    at_once = await platform.pool.fetchval(STAKED, player.id)
    placed = [await place(platform, player.id) for _ in range(25)]
    assert sum(await asyncio.gather(*before)) + sum(placed) == await platform.pool.fetchval(STAKED, player.id) // 100
    assert await platform.pool.fetchval(STAKED, player.id) == max(2_000, at_once), "what was staked before counts"
    (limit,) = (await mine(api, player))["limits"]
    assert limit["remaining"] == {"amount": "0.00"}

    async with open_platform(platform.settings, postgres_url) as restarted:
        with pytest.raises(LimitExceeded):
            await restarted.settlement.settle(bet(player.id, 1, "after", round_="after"))


@pytest.mark.clause("UK RTS 13B", rule="a check that waits is known after a restart", field="")
async def test_a_reality_check_that_waits_is_known_after_a_restart(
    platform: Platform, postgres_url: str, player: SignedInPlayer
) -> None:
    await seated(platform, player)
    assert await place(platform, player.id)
    await plays(platform, player, 60)
    async with open_platform(platform.settings, postgres_url) as restarted:
        with pytest.raises(GateClosed) as refused:
            await restarted.settlement.settle(bet(player.id, 1, "next", round_="next"))
    assert refused.value.reasons == ("REALITY_CHECK",)
