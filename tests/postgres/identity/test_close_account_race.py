"""Closing against money: a closed account is shut exactly when it is empty, whoever came first."""

import asyncio

from app.platform import Platform
from app.wiring.account_work import account_jobs
from domain.identity import CloseAccount, Evidence, ProofMethod, StepUp
from domain.shared import Dispatch, NotAllowed
from tests.builders import a_visit
from tests.money_commands import adjust
from tests.running import SignedInPlayer, SignUp


async def close(dispatch: Dispatch, player: SignedInPlayer) -> bool | None:
    """Whether a balance was left; None: somebody else closed it."""
    try:
        return (await dispatch(CloseAccount(player.viewer, a_visit()))).balance_left
    except NotAllowed:
        return None


async def shut(platform: Platform, player: SignedInPlayer) -> bool:
    blocks = await platform.pool.fetchval("select blocks from player_gates where player_id = $1", player.id)
    return "login:CLOSED" in blocks


async def test_what_closing_saw_is_what_the_account_holds(
    platform: Platform, dispatch: Dispatch, sign_up: SignUp
) -> None:
    for number in range(8):
        player = await sign_up()
        await dispatch(StepUp(player.viewer, Evidence(ProofMethod.PASSWORD, password=player.password), a_visit()))
        left, _ = await asyncio.gather(
            close(dispatch, player), platform.settlement.settle(adjust(player.id, 100, f"race {number}"))
        )
        assert await shut(platform, player) is (left is False)
        await account_jobs(platform).settle_closures()
        assert not await shut(platform, player), "there is money in it"


async def test_fifty_closings_at_once_close_once(platform: Platform, dispatch: Dispatch, sign_up: SignUp) -> None:
    player = await sign_up()
    await dispatch(StepUp(player.viewer, Evidence(ProofMethod.PASSWORD, password=player.password), a_visit()))
    await platform.settlement.settle(adjust(player.id, 100, f"kept {player.id}"))
    answers = await asyncio.gather(*(close(dispatch, player) for _ in range(50)))
    assert sorted(map(str, answers)) == sorted(["True", *["None"] * 49])
    noted = "select count(*) from access_log where player_id = $1 and event = 'ACCOUNT_CLOSED'"
    assert await platform.pool.fetchval(noted, player.id) == 1
