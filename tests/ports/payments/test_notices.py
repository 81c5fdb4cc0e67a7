"""Notices: an id means one thing for ever."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from domain.payments import NoticeConflict, ReceivedNotice
from tests.ports.payments.conftest import Ports

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def a_notice(notice_id: str, digest: bytes = b"one", provider: str = "psp") -> ReceivedNotice:
    return ReceivedNotice(provider, notice_id, digest, {"news": "CONFIRMED", "amount": 1, "more": None}, NOW)


async def test_a_notice_comes_as_often_as_it_likes(ports: Ports) -> None:
    notice = a_notice(uuid4().hex)
    for _ in range(3):
        await ports.notices.record(notice)


async def test_an_id_with_another_meaning(ports: Ports) -> None:
    notice_id = uuid4().hex
    await ports.notices.record(a_notice(notice_id))
    with pytest.raises(NoticeConflict):
        await ports.notices.record(a_notice(notice_id, b"another"))
    await ports.notices.record(a_notice(notice_id))
    await ports.notices.record(a_notice(notice_id, b"another", provider="another psp"))
