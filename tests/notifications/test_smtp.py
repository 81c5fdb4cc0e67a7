"""E-mail, to a real SMTP server."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

import pytest

from app.adapters.notifications.carrier import NotTaken, Parcel, Undeliverable
from app.adapters.notifications.letters import Letter
from app.adapters.notifications.smtp import MailServer, SmtpCarrier
from tests.fakes.shared import HeldClock
from tests.notifications.servers import PASSWORD, USER, certificate, mail_server

NOW = datetime(2026, 11, 20, 19, 24, tzinfo=UTC)
LETTER = Letter("Your code", "Ace: 482913", "482913: grüße\n")
ID = UUID(int=7)


def parcel(to: str = "ann@example.com") -> Parcel:
    return Parcel(ID, to, LETTER, "en", NOW + timedelta(minutes=10))


def carrier(url: str, tls: ssl.SSLContext | None = None) -> SmtpCarrier:
    return SmtpCarrier(MailServer.read(url), "post@casino.example", "Ace", HeldClock(NOW), tls)


async def test_a_letter_arrives_as_a_mail_that_machines_do_not_answer() -> None:
    async with mail_server() as box:
        await carrier(f"smtp+plain://127.0.0.1:{box.port}").carry(parcel())
    (mail,) = box.mails
    assert box.recipients == ["ann@example.com"]
    assert (mail["From"], mail["To"], mail["Subject"]) == ("Ace <post@casino.example>", "ann@example.com", "Your code")
    assert mail["Message-ID"] == f"<{ID}@casino.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().replace("\r\n", "\n") == LETTER.text


async def test_starttls_with_a_login(tmp_path: Path) -> None:
    server, client = certificate(tmp_path)
    async with mail_server(server, with_login=True) as box:
        url = f"smtp://{USER}:{quote(PASSWORD, safe='')}@127.0.0.1:{box.port}"
        await carrier(url, client).carry(parcel())
        assert (len(box.mails), box.encrypted, box.user) == (1, True, USER)
        with pytest.raises(NotTaken) as refused:
            await carrier(f"smtp://{USER}:wrong@127.0.0.1:{box.port}", client).carry(parcel())
    assert str(refused.value) == "SMTPAuthenticationError 535"


async def test_tls_at_once(tmp_path: Path) -> None:
    server, client = certificate(tmp_path)
    async with mail_server(server, tls_at_once=True) as box:
        await carrier(f"smtps://127.0.0.1:{box.port}", client).carry(parcel())
    assert (len(box.mails), box.encrypted) == (1, True)


async def test_a_server_without_starttls_or_with_a_strangers_certificate_gets_nothing(tmp_path: Path) -> None:
    async with mail_server() as box:
        with pytest.raises(NotTaken):
            await carrier(f"smtp://127.0.0.1:{box.port}").carry(parcel())
    server, _ = certificate(tmp_path)
    async with mail_server(server) as strange:
        with pytest.raises((NotTaken, OSError)):
            await carrier(f"smtp://127.0.0.1:{strange.port}").carry(parcel())
    assert box.mails == strange.mails == []


async def test_permanent_and_passing_refusals_are_told_apart_without_the_address() -> None:
    async with mail_server() as box:
        post = carrier(f"smtp+plain://127.0.0.1:{box.port}")
        box.replies = ["550 no ann@example.com here", "451 ann@example.com: greylisted"]
        with pytest.raises(Undeliverable) as gone:
            await post.carry(parcel())
        with pytest.raises(NotTaken) as later:
            await post.carry(parcel())
    assert "550" in str(gone.value)
    assert "451" in str(later.value)
    assert "ann@" not in str(gone.value) + str(later.value)


async def test_addresses_outside_ascii() -> None:
    async with mail_server() as box:
        await carrier(f"smtp+plain://127.0.0.1:{box.port}").carry(parcel("änn@exämple.com"))
    assert box.recipients == ["änn@xn--exmple-cua.com"]


async def test_nobody_there_is_another_time() -> None:
    async with mail_server() as box:
        pass
    with pytest.raises((NotTaken, OSError)):
        await carrier(f"smtp+plain://127.0.0.1:{box.port}").carry(parcel())
