import pytest

from domain.identity import EndReason, Logout, OpenQaSession, Viewer
from domain.shared import NotSignedIn
from tests.builders import a_player, a_visit
from tests.domain.identity.house import House, viewer_of


async def test_ends_the_viewers_session() -> None:
    house = House()
    signed_in = await house.signed_in()

    ended = await house.logout(Logout(viewer_of(signed_in), None, a_visit()))

    session = house.sessions.sessions[signed_in.session.id]
    assert (session.ended_at, session.end_reason) == (ended.ended_at, EndReason.SIGNED_OUT)
    assert house.ended.announced == [session.id]
    assert house.access_log.events[-1] == "SIGNED_OUT"


async def test_a_refresh_token_names_its_session_too() -> None:
    house = House()
    signed_in = await house.signed_in()
    await house.logout(Logout(None, signed_in.tokens.refresh_token, a_visit()))
    assert house.sessions.sessions[signed_in.session.id].ended_at is not None


async def test_there_must_be_a_session_to_end() -> None:
    house = House()
    viewer = viewer_of(await house.signed_in())
    await house.logout(Logout(viewer, None, a_visit()))
    for message in (Logout(viewer, None, a_visit()), Logout(None, None, a_visit()), Logout(None, "x", a_visit())):
        with pytest.raises(NotSignedIn):
            await house.logout(message)


async def test_a_qa_session_answers_alike_and_lives_on() -> None:
    house = House()
    registered = await house.registered(a_player())
    await house.open_qa_session(OpenQaSession(registered.email))
    (session,) = house.sessions.sessions.values()

    await house.logout(Logout(Viewer(session.player_id, session.id), None, a_visit()))

    assert house.sessions.sessions[session.id].alive(house.clock.now())
