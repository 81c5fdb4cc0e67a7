"""Revoking: what is kept of it, and what does not end."""

import pytest

from domain.identity import EndReason, OpenQaSession, RevokeSession, UnknownSession, Viewer
from domain.identity.use_cases.revoke_session import RevokeSessionHandler
from domain.shared import SessionId
from tests.builders import a_player, a_visit
from tests.domain.identity.house import House, viewer_of


def handler(house: House) -> RevokeSessionHandler:
    return RevokeSessionHandler(house.sessions, house.ended, house.journal, house.clock, house.commits)


async def test_it_is_announced_after_the_commit_and_logged() -> None:
    house = House()
    signed_in = await house.signed_in()
    commits = house.commits.count
    revoked = await handler(house)(RevokeSession(viewer_of(signed_in), signed_in.session.id, a_visit()))
    session = house.sessions.sessions[signed_in.session.id]
    assert (session.ended_at, session.end_reason) == (revoked.ended_at, EndReason.REVOKED)
    assert (house.commits.count, house.ended.announced) == (commits + 1, [session.id])
    assert house.access_log.events[-1] == "SESSION_REVOKED"


async def test_nobody_ends_what_is_not_theirs_or_not_there() -> None:
    house = House()
    ann, ben = await house.signed_in(), await house.signed_in(a_player())
    viewer = viewer_of(ann)
    for session_id in (ben.session.id, SessionId(house.ids.new())):
        with pytest.raises(UnknownSession):
            await handler(house)(RevokeSession(viewer, session_id, a_visit()))
    await handler(house)(RevokeSession(viewer, ann.session.id, a_visit()))
    with pytest.raises(UnknownSession):
        await handler(house)(RevokeSession(viewer, ann.session.id, a_visit()))
    assert house.ended.announced == [ann.session.id]


async def test_a_qa_session_answers_alike_and_lives_on() -> None:
    house = House()
    registered = await house.registered(a_player())
    await house.open_qa_session(OpenQaSession(registered.email))
    (session,) = house.sessions.sessions.values()
    viewer = Viewer(session.player_id, session.id)
    assert (await handler(house)(RevokeSession(viewer, session.id, a_visit()))).session_id == session.id
    assert house.sessions.sessions[session.id].ended_at is None
