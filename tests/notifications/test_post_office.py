"""The post office, on real PostgreSQL with a real SMTP server."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from app.adapters.cipher import Cipher
from app.adapters.notifications.carrier import CARRY_SECONDS, LocalMailbox, NoCarrier
from app.adapters.notifications.counts import MESSAGES
from app.adapters.notifications.post_office import LEASE, MAX_ATTEMPTS, PostOffice
from app.adapters.notifications.smtp import MailServer, SmtpCarrier
from app.adapters.postgres.message_queue import MessageQueue
from app.secrets import KeyRing
from domain.identity.messages import Channel
from tests.notifications.conftest import Desk
from tests.notifications.servers import PostBox, mail_server


@pytest.fixture
async def box() -> AsyncIterator[PostBox]:
    async with mail_server() as serving:
        yield serving


def post(desk: Desk, box: PostBox) -> PostOffice:
    server = MailServer.read(f"smtp+plain://127.0.0.1:{box.port}")
    return desk.office(SmtpCarrier(server, "post@casino.example", "Ace", desk.clock))


async def test_what_commits_is_sent_once_and_then_forgotten(desk: Desk, box: PostBox) -> None:
    await desk.write(to="kim@example.com", commit=False)
    await desk.write()
    office = post(desk, box)
    assert [await office.carry_due(Channel.EMAIL) for _ in range(2)] == [1, 0]
    assert box.recipients == ["ann@example.com"]
    (row,) = await desk.rows()
    assert (row["sent_at"], row["given_up_at"]) == (desk.clock.now(), None)
    assert row["recipient_sealed"] is row["facts_sealed"] is None


async def test_two_offices_share_the_work(desk: Desk, box: PostBox) -> None:
    for number in range(20):
        await desk.write(to=f"p{number}@example.com")
    offices = [post(desk, box) for _ in range(2)]
    while any(await asyncio.gather(*(office.carry_due(Channel.EMAIL) for office in offices))):
        continue
    assert sorted(box.recipients) == sorted(f"p{number}@example.com" for number in range(20))


async def test_what_is_not_taken_is_tried_again_after_growing_pauses(desk: Desk, box: PostBox) -> None:
    await desk.write()
    office = post(desk, box)
    box.replies = ["451 greylisted", "451 greylisted"]
    for pause in (2, 4):
        assert await office.carry_due(Channel.EMAIL) == 1
        desk.wait(seconds=pause - 0.001)
        assert await office.carry_due(Channel.EMAIL) == 0
        desk.wait(seconds=0.001)
    assert await office.carry_due(Channel.EMAIL) == 1
    assert len(box.mails) == 1


async def test_what_will_never_be_taken_is_given_up_and_forgotten(desk: Desk, box: PostBox) -> None:
    await desk.write()
    box.replies = ["550 nobody"]
    office = post(desk, box)
    assert [await office.carry_due(Channel.EMAIL) for _ in range(2)] == [1, 0]
    (row,) = await desk.rows()
    assert (row["sent_at"], row["given_up_at"]) == (None, desk.clock.now())
    assert row["recipient_sealed"] is row["facts_sealed"] is None


async def test_attempts_have_an_end(desk: Desk, box: PostBox) -> None:
    await desk.write()
    box.replies = ["451 later"] * (MAX_ATTEMPTS + 5)
    office = post(desk, box)
    attempts = 0
    while await office.carry_due(Channel.EMAIL):
        attempts += 1
        desk.wait(hours=1)
    assert attempts == MAX_ATTEMPTS
    (row,) = await desk.rows()
    assert row["given_up_at"] is not None


async def test_nothing_is_sent_once_it_has_expired(desk: Desk, box: PostBox) -> None:
    before = MESSAGES.labels("EMAIL", "expired")._value.get()
    await desk.write(expires_at=desk.clock.now() + timedelta(minutes=10))
    box.replies = ["451 later"]
    office = post(desk, box)
    await office.carry_due(Channel.EMAIL)
    desk.wait(minutes=10)
    assert await office.carry_due(Channel.EMAIL) == 1
    assert box.mails == []
    (row,) = await desk.rows()
    assert row["given_up_at"] == desk.clock.now()
    assert row["recipient_sealed"] is None
    assert MESSAGES.labels("EMAIL", "expired")._value.get() == before + 1


async def test_who_dies_before_the_mark_leaves_it_to_be_sent_again(desk: Desk, box: PostBox) -> None:
    """At least once: the second mail has the first one's Message-ID, by which mail programs show it once."""
    await desk.write()
    box.silent = True
    dying = asyncio.create_task(post(desk, box).carry_due(Channel.EMAIL))
    await box.taken.wait()
    dying.cancel()
    async with asyncio.timeout(CARRY_SECONDS / 2):  # a stop does not wait for what the other side never says
        await asyncio.wait({dying})
    other, box.silent = post(desk, box), False
    assert await other.carry_due(Channel.EMAIL) == 0
    desk.wait(seconds=LEASE.total_seconds())
    assert await other.carry_due(Channel.EMAIL) == 1
    first, second = box.mails
    assert first["Message-ID"] == second["Message-ID"]


async def test_the_local_mailbox_keeps_what_it_gets(desk: Desk) -> None:
    await desk.write()
    assert await desk.office(LocalMailbox()).carry_due(Channel.EMAIL) == 1
    (row,) = await desk.rows()
    assert row["sent_at"] is not None
    assert row["recipient_sealed"] is not None


async def test_what_was_never_meant_to_arrive_is_in_no_mailbox(desk: Desk) -> None:
    """Written for an address that nobody has, so that the work is the same; expired from the start."""
    await desk.write(expires_at=desk.clock.now())
    queue = MessageQueue(desk.pool, desk.cipher)
    assert await queue.newest([Channel.EMAIL], 10) == []
    assert await desk.office(LocalMailbox()).carry_due(Channel.EMAIL) == 1
    (row,) = await desk.rows()
    assert (row["sent_at"], row["recipient_sealed"]) == (None, None)


async def test_a_channel_without_a_carrier_gives_up(desk: Desk) -> None:
    await desk.write()
    await desk.office(NoCarrier()).carry_due(Channel.EMAIL)
    (row,) = await desk.rows()
    assert row["given_up_at"] is not None
    assert row["facts_sealed"] is None


async def test_what_cannot_be_read_stops_nobody(desk: Desk, box: PostBox) -> None:
    await desk.write(to="kim@example.com")
    desk.cipher = Cipher(KeyRing((("k2", bytes(32)), ("k1", bytes([1] * 32)))))
    await desk.write()
    assert await post(desk, box).carry_due(Channel.EMAIL) == 1
    assert box.recipients == ["ann@example.com"]


async def test_a_started_office_sends_what_commits_later_and_stops_in_order(desk: Desk, box: PostBox) -> None:
    office = post(desk, box)
    await office.start()
    await desk.write()
    async with asyncio.timeout(5):
        await box.taken.wait()
    await office.stop()
    (row,) = await desk.rows()
    assert row["sent_at"] is not None


async def test_finished_rows_go_after_their_time(desk: Desk) -> None:
    await desk.write()
    await desk.office(LocalMailbox()).carry_due(Channel.EMAIL)
    await desk.write(to="waiting@example.com")
    queue = MessageQueue(desk.pool, desk.cipher)
    assert await queue.let_go(desk.clock.now(), 100) == 0
    assert await queue.let_go(desk.clock.now() + timedelta(seconds=1), 100) == 1
    assert len(await desk.rows()) == 1
