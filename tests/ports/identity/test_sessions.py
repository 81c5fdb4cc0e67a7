"""Sessions."""

from datetime import timedelta

from domain.identity import EndReason, SessionKind, Visit
from domain.jurisdiction import GLI
from domain.shared import PageRequest
from tests.ports.identity.conftest import Ports
from tests.ports.identity.people import NOW, a_session, somebody


async def test_a_session_comes_back_as_it_was_saved(ports: Ports) -> None:
    ann = somebody()
    await ports.players.add(ann, "hash")
    await ports.gates.open(ann.id, "EUR")
    session, bare = a_session(ann), a_session(ann, visit=Visit())
    for each in (session, bare):
        await ports.sessions.add(each)
    assert await ports.sessions.get((session.id, bare.id)) == {session.id: session, bare.id: bare}

    changed = session.rotated(b"e" * 32, NOW, GLI.session).proved(NOW).ended(EndReason.SIGNED_OUT, NOW)
    await ports.sessions.save(changed)

    assert await ports.sessions.lock(session.id) == changed
    assert await ports.sessions.lock(a_session(ann).id) is None


async def test_open_sessions_are_read_newest_first_page_by_page(ports: Ports) -> None:
    ann, ben = somebody(), somebody()
    for player in (ann, ben):
        await ports.players.add(player, "hash")
        await ports.gates.open(player.id, "EUR")
    opened = [a_session(ann, number) for number in range(1, 6)]
    gone = [
        a_session(ann, 6).ended(EndReason.SIGNED_OUT, NOW),
        a_session(ann, 7, expires_at=NOW),
        a_session(ben, 8),
    ]
    for session in (*opened, *gone):
        await ports.sessions.add(session)
    newest_first = opened[::-1]

    first = await ports.sessions.alive_of(ann.id, NOW, PageRequest(2))
    assert (list(first.rows), first.more) == (newest_first[:2], True)
    rest = await ports.sessions.alive_of(ann.id, NOW, PageRequest(5, first.cursors[-1]))
    assert (list(rest.rows), rest.more) == (newest_first[2:], False)
    back = await ports.sessions.alive_of(ann.id, NOW, PageRequest(2, rest.cursors[-1], backward=True))
    assert (list(back.rows), back.more) == (newest_first[2:4], True)
    assert (await ports.sessions.alive_of(ann.id, NOW, PageRequest(2, "not a cursor"))).rows == ()
    assert (await ports.sessions.alive_of(ann.id, NOW + timedelta(days=31), PageRequest())).rows == ()


async def test_the_sign_in_before_is_the_players_own_open_or_not(ports: Ports) -> None:
    ann, ben = somebody(), somebody()
    for player in (ann, ben):
        await ports.players.add(player, "hash")
        await ports.gates.open(player.id, "EUR")
    first, ended = a_session(ann, 11), a_session(ann, 12).ended(EndReason.SIGNED_OUT, NOW)
    others, tool, current = a_session(ben, 13), a_session(ann, 14, kind=SessionKind.QA), a_session(ann, 15)
    for session in (first, ended, others, tool, current):
        await ports.sessions.add(session)
    assert await ports.sessions.previous(current.id, ann.id) == ended
    assert await ports.sessions.previous(ended.id, ann.id) == first
    assert await ports.sessions.previous(first.id, ann.id) is None
