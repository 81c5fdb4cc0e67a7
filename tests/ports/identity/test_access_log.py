"""The access log."""

from uuid import UUID, uuid4

from domain.identity import SIGN_INS, Access, AccessEvent, Visit
from domain.shared import PageRequest, PlayerId
from tests.ports.identity.conftest import Ports
from tests.ports.identity.people import NOW


def an_entry(player: PlayerId | None, number: int, event: AccessEvent = AccessEvent.SIGNED_IN) -> Access:
    """``number`` orders entries, as the time in a real id does."""
    visit = Visit("203.0.113.7", "Tests/1.0")
    return Access(UUID(int=(number << 64) | uuid4().int >> 64), NOW, event, visit, player)


async def test_sign_ins_are_read_newest_first_page_by_page(ports: Ports) -> None:
    ann, ben = PlayerId(uuid4()), PlayerId(uuid4())
    events = sorted(SIGN_INS, key=lambda event: event.value)
    tried = [an_entry(ann, number, event) for number, event in enumerate(events)]
    others = [an_entry(ann, number + 50, event) for number, event in enumerate(set(AccessEvent) - SIGN_INS)]
    for entry in (*tried, *others, an_entry(ben, 9), an_entry(None, 10)):
        await ports.access_log.add(entry)
    newest_first = tried[::-1]

    whole = await ports.access_log.sign_ins(ann, PageRequest(100))
    assert (list(whole.rows), whole.more) == (newest_first, False)
    first = await ports.access_log.sign_ins(ann, PageRequest(2))
    assert (list(first.rows), first.more) == (newest_first[:2], True)
    rest = await ports.access_log.sign_ins(ann, PageRequest(50, first.cursors[-1]))
    assert (list(rest.rows), rest.more) == (newest_first[2:], False)
    back = await ports.access_log.sign_ins(ann, PageRequest(2, rest.cursors[-1], backward=True))
    assert (list(back.rows), back.more) == (newest_first[-3:-1], True)
    assert (await ports.access_log.sign_ins(ann, PageRequest(2, "not a cursor"))).rows == ()
