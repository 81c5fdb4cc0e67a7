"""Real servers of the companies that carry messages, on free ports of this machine."""

import asyncio
import datetime
import ipaddress
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from pathlib import Path
from typing import Any

import uvicorn
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

USER, PASSWORD = "post", "a pass/word"


@dataclass
class PostBox:
    """What a mail server took. ``replies`` are what it says to the next recipients instead of taking them."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)
    encrypted: bool = False
    user: str | None = None
    silent: bool = False
    """It takes a mail and never says so."""
    taken: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.replies:
            return self.replies.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        self.mails.append(message_from_bytes(content, policy=SMTP_POLICY))
        self.recipients += envelope.rcpt_tos
        assert server.transport is not None
        self.encrypted = server.transport.get_extra_info("sslcontext") is not None
        self.user = session.auth_data.login.decode() if isinstance(session.auth_data, LoginPassword) else None
        self.taken.set()
        if self.silent:
            await asyncio.Event().wait()
        return "250 taken"


@asynccontextmanager
async def mail_server(
    certificate: ssl.SSLContext | None = None, *, tls_at_once: bool = False, with_login: bool = False
) -> AsyncIterator[PostBox]:
    """With a certificate it insists on TLS, by STARTTLS unless ``tls_at_once``."""
    box = PostBox()

    def authenticate(*arguments: Any) -> AuthResult:
        data = arguments[-1]
        good = isinstance(data, LoginPassword) and (data.login.decode(), data.password.decode()) == (USER, PASSWORD)
        return AuthResult(success=good, handled=False, auth_data=data)

    def open_session() -> SMTP:
        return SMTP(
            box,
            hostname="mail.example",
            enable_SMTPUTF8=True,
            tls_context=None if tls_at_once else certificate,
            require_starttls=certificate is not None and not tls_at_once,
            authenticator=authenticate if with_login else None,
            auth_required=with_login,
        )

    server = await asyncio.get_running_loop().create_server(
        open_session, "127.0.0.1", 0, ssl=certificate if tls_at_once else None
    )
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        server.close()


@dataclass(frozen=True, slots=True)
class Taken:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class WebApi:
    """Keeps what it is asked, and answers with the next of ``answers``."""

    address: str = ""
    taken: list[Taken] = field(default_factory=list)
    arrived: "asyncio.Queue[Taken]" = field(default_factory=asyncio.Queue)
    answers: list[tuple[int, dict[str, Any], dict[str, str]]] = field(default_factory=list)

    async def answer(self, request: Request) -> Response:
        taken = Taken(request.url.path, dict(request.headers), await request.body())
        self.taken.append(taken)
        self.arrived.put_nowait(taken)
        status, body, headers = self.answers.pop(0)
        return JSONResponse(body, status, headers)


@asynccontextmanager
async def web_api() -> AsyncIterator[WebApi]:
    api = WebApi()
    app = Starlette(routes=[Route("/{path:path}", api.answer, methods=["POST"])])
    server = _Quiet(uvicorn.Config(app, port=0, log_config=None, lifespan="off"))
    serving = asyncio.create_task(server.serve())
    await server.ready.wait()
    api.address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield api
    finally:
        server.should_exit = True
        await serving


class _Quiet(uvicorn.Server):
    """Leaves the signals alone, and says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    def install_signal_handlers(self) -> None:
        """None."""


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """For a server at 127.0.0.1, and for clients that trust nobody else."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(key, hashes.SHA256())
    )
    private = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file = folder / "certificate.pem"
    file.write_bytes(key.private_bytes(*private) + made.public_bytes(serialization.Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cafile=str(file))
