"""Money moves in one process, the player's socket hangs on another, Redis lies between, and dies on the way."""

import asyncio
from pathlib import Path

from app.composition import open_platform, wire
from app.dispatch import Dispatcher
from app.settings import Settings
from app.trial_players import enrol
from domain.identity import Login, Visit
from domain.shared import PlayerId
from domain.wallet import AdjustBalance, meaning_of
from tests.builders import PASSWORD, a_player, a_visit
from tests.faults.harness import Program, Seat
from tests.faults.harness.subscriber import Subscriber
from tests.live.redis_server import RedisServer

STEPS = 40


async def test_a_follower_on_another_process_sees_every_sequence_once(
    fresh_postgres_url: str, redis_server: RedisServer, short_folder: Path
) -> None:
    servers = {"CROUPIER_DATABASE_URL": fresh_postgres_url, "CROUPIER_REDIS_URL": redis_server.url}
    settings = Settings(
        env="test",
        data_dir=short_folder,
        database_url=fresh_postgres_url,
        redis_url=redis_server.url,
        password_memory_kib=64,
        password_iterations=1,
    )
    program = Program(short_folder, environment=servers)
    async with open_platform(settings, fresh_postgres_url) as platform:
        dispatch = Dispatcher(platform.sessions, wire(platform))
        registration = a_player(visit=Visit())
        await enrol(platform, registration, a_visit())
        signed_in = await dispatch(Login(registration.email, PASSWORD, a_visit()))
        player_id = signed_in.session.player_id

        async def adjust(step: int) -> None:
            command = AdjustBalance(player_id, "EUR", "test", f"step-{step}", meaning_of(step), 1, "test")
            await platform.settlement.settle(command)

        try:
            await program.start()
            subscriber = Subscriber(("127.0.0.1", program.port), _seat(player_id, signed_in.tokens.access_token))
            following = asyncio.create_task(subscriber.run())
            for step in range(STEPS):
                if step == STEPS // 4:
                    await redis_server.kill()
                if step == STEPS // 2:
                    await redis_server.start()
                await adjust(step)
                await asyncio.sleep(0.02)
            await subscriber.until(STEPS, seconds=20)
            following.cancel()
            await asyncio.wait({following})
        finally:
            await program.end()
    assert subscriber.seen == list(range(1, STEPS + 1))
    assert subscriber.strange == []


def _seat(player_id: PlayerId, access_token: str) -> Seat:
    return Seat(player_id, "EUR", game="", cash_minor=0, token="", ended_token="", email="", access_token=access_token)
