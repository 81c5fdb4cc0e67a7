"""SIGTERM under load: everything accepted is answered, sockets are told to come back, and the exit is clean."""

from app.embedded import embedded_postgres
from tests.auditor.books import settled_keys
from tests.faults.harness.postgres import in_a_thread
from tests.faults.harness.scene import number, under_load

RESTART = 1012
ROUNDS = int(number("DRAINS", 2))
LOAD_SECONDS = number("LOAD_SECONDS", 1.2)
SEED = int(number("SEED", 1))


async def test_what_was_settled_was_answered() -> None:
    async with under_load(seed=SEED) as scene:
        for done in range(1, ROUNDS + 1):
            await scene.load(LOAD_SECONDS)
            scene.program.tell_to_stop()
            assert await scene.program.stopped() == 0, scene.program.said()[-2000:]
            scene.auditor.reachable.clear()
            async with in_a_thread(embedded_postgres(scene.program.data_dir)) as server:
                settled = await settled_keys(server.url(), scene.auditor.wallets)
            assert settled <= scene.auditor.acknowledged
            for subscriber in scene.subscribers:
                assert subscriber.closed_with == {RESTART: done}
            await scene.program.start()
            scene.auditor.reachable.set()
        await scene.load(LOAD_SECONDS)
        await scene.rest()
        await scene.prove()
        assert scene.auditor.tally.busy == 0
