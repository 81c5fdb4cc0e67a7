"""The platform is killed again and again while money moves: what it acknowledged is there, once, and news came once."""

from random import Random

import pytest

from tests.faults.harness.scene import number, under_load

KILLS = int(number("KILLS", 20))
LONGEST_LOAD_SECONDS = number("LOAD_SECONDS", 1.2)
SEED = int(number("SEED", 1))


@pytest.mark.clause("GLI-19 B.3.5", rule="what was acknowledged is not lost or done twice", field="")
async def test_nothing_acknowledged_is_lost_or_done_twice() -> None:
    chance = Random(SEED)
    async with under_load(seed=SEED) as scene:
        for _ in range(KILLS):
            await scene.load(chance.uniform(0.3, LONGEST_LOAD_SECONDS))
            await scene.program.kill()
            scene.auditor.reachable.clear()
            await scene.program.start()
            scene.auditor.reachable.set()
        await scene.load(LONGEST_LOAD_SECONDS)
        await scene.rest()
        await scene.auditor.replay(per_player=10)
        await scene.prove()
        assert scene.auditor.tally.unanswered >= KILLS
        assert all(subscriber.connections > KILLS // 2 for subscriber in scene.subscribers)
