"""E-mail by SMTP (RFC 5321)."""

import asyncio
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, parseaddr
from urllib.parse import unquote, urlsplit

import aiosmtplib

from app.adapters.notifications.carrier import CARRY_SECONDS, NotTaken, Parcel, Undeliverable
from domain.shared import Clock

_TLS_AT_ONCE, _STARTTLS, _PLAIN = "smtps", "smtp", "smtp+plain"
_PORTS = {_TLS_AT_ONCE: 465, _STARTTLS: 587, _PLAIN: 25}
_FOR_GOOD = 500
"""From here on a reply is permanent (RFC 5321, 4.2.1)."""


@dataclass(frozen=True, slots=True)
class MailServer:
    scheme: str
    host: str
    port: int
    user: str | None = field(repr=False)
    password: str | None = field(repr=False)

    @classmethod
    def read(cls, url: str) -> "MailServer":
        """Raises ValueError, which does not repeat the URL."""
        parts = urlsplit(url)
        try:
            port = parts.port
        except ValueError:
            port = 0
        if parts.scheme not in _PORTS or not parts.hostname or port == 0:
            raise ValueError("CROUPIER_SMTP_URL must be smtps://…, smtp://… or smtp+plain://… with a host.")
        return cls(
            parts.scheme,
            parts.hostname,
            port or _PORTS[parts.scheme],
            unquote(parts.username) if parts.username else None,
            unquote(parts.password) if parts.password else None,
        )


class SmtpCarrier:
    """One connection a letter. With ``smtp://`` a server that does not offer STARTTLS gets nothing."""

    keeps = False

    def __init__(
        self, server: MailServer, sender: str, brand: str, clock: Clock, tls: ssl.SSLContext | None = None
    ) -> None:
        """``tls`` None: the machine's own certificate authorities."""
        self._server = server
        self._sender = parseaddr(sender)[1]
        self._from = formataddr((brand, self._sender))
        self._clock = clock
        self._tls = tls or ssl.create_default_context()

    async def carry(self, parcel: Parcel) -> None:
        server = self._server
        try:
            async with aiosmtplib.SMTP(
                hostname=server.host,
                port=server.port,
                username=server.user,
                password=server.password,
                use_tls=server.scheme == _TLS_AT_ONCE,
                start_tls=server.scheme == _STARTTLS,
                tls_context=None if server.scheme == _PLAIN else self._tls,
                timeout=CARRY_SECONDS,
            ) as client:
                await _send(client, self._mail(parcel, self._clock.now()), self._sender, _in_ascii(parcel.to))
        except aiosmtplib.SMTPRecipientsRefused as refused:
            raise _judged(refused.recipients[0]) from None
        except aiosmtplib.SMTPDataError as refused:
            raise _judged(refused) from None
        except aiosmtplib.SMTPNotSupported as refused:
            raise NotTaken(type(refused).__name__) from None
        except aiosmtplib.SMTPResponseException as refused:
            raise NotTaken(f"{type(refused).__name__} {refused.code}") from None
        except (aiosmtplib.SMTPException, ssl.SSLError) as refused:
            raise NotTaken(type(refused).__name__) from None
        except ValueError as unwritable:  # an address that no header can carry
            raise Undeliverable(type(unwritable).__name__) from None

    def _mail(self, parcel: Parcel, now: datetime) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = self._from
        mail["To"] = _in_ascii(parcel.to)
        mail["Subject"] = parcel.letter.subject
        mail["Date"] = format_datetime(now)
        mail["Message-ID"] = f"<{parcel.id}@{self._sender.rpartition('@')[2]}>"
        mail["Content-Language"] = parcel.language
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834, 5: no holiday notice may answer it
        mail.set_content(parcel.letter.text)
        return mail


async def _send(client: aiosmtplib.SMTP, mail: EmailMessage, sender: str, to: str) -> None:
    try:
        await client.send_message(mail, sender=sender, recipients=[to])
    except asyncio.CancelledError:
        client.close()  # whoever keeps us waiting hears no farewell: waiting for its reply would take as long again
        raise


def _in_ascii(address: str) -> str:
    """The host in its A-label form (RFC 5891); a local part outside ASCII needs a server that speaks SMTPUTF8."""
    local, _, host = address.rpartition("@")
    return address if host.isascii() else f"{local}@{host.encode('idna').decode()}"


def _judged(refused: aiosmtplib.SMTPResponseException) -> Exception:
    """The server's text may repeat the address; its code says enough."""
    told = f"{type(refused).__name__} {refused.code}"
    return Undeliverable(told) if refused.code >= _FOR_GOOD else NotTaken(told)
