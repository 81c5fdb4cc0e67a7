"""When terms change, whoever has not agreed to them neither deposits nor bets; what is theirs stays theirs."""

import asyncio
from dataclasses import replace

from app.adapters.postgres.identity.terms_gates import close_gates_behind
from app.platform import Platform
from domain.identity import AcceptTerms
from domain.identity.reception import TERMS_BLOCKS
from domain.jurisdiction import GLI
from domain.shared import Dispatch, PlayerId
from tests.builders import a_visit
from tests.running import SignedInPlayer, SignUp

CHANGED = replace(GLI, terms_version="2027-01")


async def blocks_of(platform: Platform, player: SignedInPlayer) -> set[str]:
    return set(await platform.pool.fetchval("select blocks from player_gates where player_id = $1", player.id))


async def test_closes_deposit_and_bet_of_everybody_behind_in_batches_and_once(
    platform: Platform, sign_up: SignUp
) -> None:
    behind = [await sign_up() for _ in range(3)]
    agreed, gone = await sign_up(), await sign_up()
    await platform.pool.execute("update players set terms_version = '2027-01' where id = $1", agreed.id)
    await platform.pool.execute("update players set status = 'CLOSED', closed_at = now() where id = $1", gone.id)
    await platform.pool.execute(
        "update player_gates set blocks = '{bet:SELF_EXCLUDED}' where player_id = $1", behind[0].id
    )
    told: list[PlayerId] = []
    assert await close_gates_behind(platform.pool, [CHANGED], told.append, batch=2) == len(behind)
    assert set(told) == {player.id for player in behind}
    assert await blocks_of(platform, behind[0]) == {*TERMS_BLOCKS, "bet:SELF_EXCLUDED"}
    assert await blocks_of(platform, behind[1]) == await blocks_of(platform, behind[2]) == set(TERMS_BLOCKS)
    assert await blocks_of(platform, agreed) == await blocks_of(platform, gone) == set()
    assert await close_gates_behind(platform.pool, [CHANGED], told.append, batch=2) == 0


async def test_terms_that_everybody_agreed_to_close_nothing(platform: Platform, player: SignedInPlayer) -> None:
    await close_gates_behind(platform.pool, [GLI], lambda _: None)
    assert await blocks_of(platform, player) == set()


async def test_whoever_agrees_while_the_gates_are_closed_has_them_open_at_the_end(
    platform: Platform, dispatch: Dispatch, sign_up: SignUp
) -> None:
    """The profile that is wired has other terms than the players here, who agree to them as the gates are closed."""
    people = [await sign_up() for _ in range(12)]
    await platform.pool.execute(
        "update players set terms_version = '2025-07' where id = any($1)", [person.id for person in people]
    )
    await asyncio.gather(
        *(close_gates_behind(platform.pool, [GLI], lambda _: None, batch=3) for _ in range(3)),
        *(dispatch(AcceptTerms(person.viewer, GLI.terms_version, a_visit())) for person in people),
    )
    for person in people:
        assert await blocks_of(platform, person) == set()
