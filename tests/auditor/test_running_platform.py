"""The running platform, from many connections, against a model that knows every reply: any other is a finding."""

from tests.faults.harness.scene import number, under_load

CALLS_PER_CONNECTION = int(number("CALLS", 150))
SEED = int(number("SEED", 1))
EVERY_STATUS = {
    "RS_OK",
    "RS_ERROR_UNKNOWN",
    "RS_ERROR_INVALID_TOKEN",
    "RS_ERROR_INVALID_GAME",
    "RS_ERROR_WRONG_CURRENCY",
    "RS_ERROR_NOT_ENOUGH_MONEY",
    "RS_ERROR_INVALID_SIGNATURE",
    "RS_ERROR_TOKEN_EXPIRED",
    "RS_ERROR_WRONG_SYNTAX",
    "RS_ERROR_DUPLICATE_TRANSACTION",
    "RS_ERROR_TRANSACTION_DOES_NOT_EXIST",
    "RS_ERROR_TRANSACTION_ROLLED_BACK",
    "200",
    "401 SIGNATURE_WRONG",
    "409 NOTICE_CONFLICT",
}
"""What each run must have met, or it has shown little."""


async def test_every_reply_is_the_one_it_must_be() -> None:
    async with under_load(players=64, followed=4, seed=SEED, forgiving=False, calls=CALLS_PER_CONNECTION) as scene:
        code, said = await scene.program.command("ledger", "verify")  # while bets run
        assert code == 0, said
        await scene.playing
        await scene.auditor.replay(per_player=10)
        await scene.prove()
        assert set(scene.auditor.tally.statuses) >= EVERY_STATUS
        assert "Traceback" not in scene.program.said()
