"""Refreshing against PostgreSQL: turns, grace and reuse under real locks."""

import asyncio
from datetime import timedelta

import pytest

from app.platform import Platform
from domain.identity import FindOpenSessions, FindSessions, RefreshSession, SignedIn
from domain.shared import Dispatch, NotSignedIn, PageRequest
from tests.builders import a_visit
from tests.running import SignedInPlayer, SignUp


async def refresh(dispatch: Dispatch, token: str) -> SignedIn:
    return await dispatch(RefreshSession(token, a_visit()))


async def make_older(platform: Platform, player: SignedInPlayer, by: timedelta) -> None:
    """As if ``by`` had passed since the session's tokens were spent."""
    await platform.pool.execute(
        """update sessions set spent_at = (select array_agg(spent - $2::interval) from unnest(spent_at) spent)
        where id = $1""",
        player.viewer.session_id,
        by,
    )


async def test_fifty_parallel_refreshes_of_one_token_leave_one_valid_session(
    dispatch: Dispatch, platform: Platform, player: SignedInPlayer
) -> None:
    answers = await asyncio.gather(*(refresh(dispatch, player.tokens.refresh_token) for _ in range(50)))

    assert len({answer.tokens.refresh_token for answer in answers}) == 1
    page = await dispatch(FindOpenSessions(player.id, PageRequest()))
    assert [(session.id, session.generation) for session in page.rows] == [(player.viewer.session_id, 1)]
    assert (await refresh(dispatch, answers[0].tokens.refresh_token)).session.generation == 2


async def test_a_replay_after_the_grace_ends_the_family(
    dispatch: Dispatch, platform: Platform, player: SignedInPlayer
) -> None:
    current = await refresh(dispatch, player.tokens.refresh_token)
    await make_older(platform, player, timedelta(seconds=11))

    with pytest.raises(NotSignedIn):
        await refresh(dispatch, player.tokens.refresh_token)

    with pytest.raises(NotSignedIn):
        await refresh(dispatch, current.tokens.refresh_token)
    session = (await dispatch(FindSessions((player.viewer.session_id,))))[player.viewer.session_id]
    assert session.end_reason is not None
    assert session.end_reason.name == "TOKEN_REUSED"
    assert await platform.identity.ends.has_ended(player.viewer.session_id)


async def test_a_lost_answer_is_given_again_within_the_grace(
    dispatch: Dispatch, platform: Platform, player: SignedInPlayer
) -> None:
    lost = await refresh(dispatch, player.tokens.refresh_token)
    await make_older(platform, player, timedelta(seconds=9))

    again = await refresh(dispatch, player.tokens.refresh_token)

    assert again.tokens.refresh_token == lost.tokens.refresh_token
    assert again.session.generation == 1


@pytest.mark.clause("GLI-19 2.5.4", rule="full authentication every 30 days", field="session.refresh_days")
async def test_a_session_ends_thirty_days_after_sign_in_however_busy(
    dispatch: Dispatch, platform: Platform, sign_up: SignUp
) -> None:
    player = await sign_up()
    fresh = await refresh(dispatch, player.tokens.refresh_token)
    assert fresh.tokens.refresh_expires_at == player.tokens.refresh_expires_at

    await platform.pool.execute(
        "update sessions set expires_at = expires_at - $2::interval where id = $1",
        player.viewer.session_id,
        timedelta(days=30),
    )
    with pytest.raises(NotSignedIn):
        await refresh(dispatch, fresh.tokens.refresh_token)
