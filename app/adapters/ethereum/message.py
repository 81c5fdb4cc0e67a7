"""Sign-In with Ethereum: the message, to the letter of EIP-4361's grammar."""

import re
from dataclasses import dataclass
from datetime import datetime

from app.adapters.ethereum.address import checksummed, read_address
from app.adapters.ethereum.grammar import is_authority, is_request_id, is_scheme, is_uri, read_time

LONGEST = 4_096
_REQUEST = " wants you to sign in with your Ethereum account:"
_STATEMENT = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;= ]+")
_NONCE = re.compile(r"[A-Za-z0-9]{8,}")
_CHAIN = re.compile(r"[0-9]{1,20}")


class Malformed(Exception):
    """Not a message of EIP-4361; what is wrong with it is for tests and for nobody else."""


@dataclass(frozen=True, slots=True)
class SignInMessage:
    """Times as written, for the text that was signed must come out again; ``read_time`` reads each of them."""

    domain: str
    address: bytes
    uri: str
    chain_id: int
    nonce: str
    issued_at: str
    scheme: str | None = None
    statement: str | None = None
    expiration_time: str | None = None
    not_before: str | None = None
    request_id: str | None = None
    resources: tuple[str, ...] | None = None

    def text(self) -> str:
        """What is signed: lines without one at the end."""
        lines = [f"{self.scheme}://{self.domain}{_REQUEST}" if self.scheme else f"{self.domain}{_REQUEST}"]
        lines += [checksummed(self.address), ""]
        lines += ["" if self.statement is None else f"{self.statement}\n", f"URI: {self.uri}", "Version: 1"]
        lines += [f"Chain ID: {self.chain_id}", f"Nonce: {self.nonce}", f"Issued At: {self.issued_at}"]
        optional = (
            ("Expiration Time", self.expiration_time),
            ("Not Before", self.not_before),
            ("Request ID", self.request_id),
        )
        lines += [f"{name}: {value}" for name, value in optional if value is not None]
        if self.resources is not None:
            lines += ["Resources:", *(f"- {resource}" for resource in self.resources)]
        return "\n".join(lines)

    @classmethod
    def parse(cls, text: str) -> "SignInMessage":
        """Raises Malformed."""
        if len(text) > LONGEST:
            raise Malformed("too long")
        lines = _Lines(text.split("\n"))
        scheme, domain = _read_request(lines.take())
        address = read_address(lines.take())
        if address is None:
            raise Malformed("address")
        lines.take_empty()
        statement = _read_statement(lines)
        uri = lines.field("URI")
        if not is_uri(uri):
            raise Malformed("uri")
        if lines.field("Version") != "1":
            raise Malformed("version")
        chain_id = lines.field("Chain ID", _CHAIN)
        message = cls(
            domain=domain,
            address=address,
            uri=uri,
            chain_id=int(chain_id),
            nonce=lines.field("Nonce", _NONCE),
            issued_at=_time(lines.field("Issued At")),
            scheme=scheme,
            statement=statement,
            expiration_time=_optional_time(lines.optional("Expiration Time")),
            not_before=_optional_time(lines.optional("Not Before")),
            request_id=lines.optional("Request ID"),
            resources=lines.resources(),
        )
        if message.request_id is not None and not is_request_id(message.request_id):
            raise Malformed("request id")
        if message.text() != text:  # a chain id with leading zeros, for instance
            raise Malformed("another way to write it")
        return message

    def time(self, name: str) -> datetime | None:
        text = getattr(self, name)
        return None if text is None else read_time(text)


class _Lines:
    """Lines of a message, taken one after another."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._next = 0

    def peek(self) -> str | None:
        return self._lines[self._next] if self._next < len(self._lines) else None

    def take(self) -> str:
        line = self.peek()
        if line is None:
            raise Malformed("too short")
        self._next += 1
        return line

    def take_empty(self) -> None:
        if self.take():
            raise Malformed("no empty line")

    def field(self, name: str, pattern: re.Pattern[str] | None = None) -> str:
        line = self.take()
        value = line.removeprefix(f"{name}: ")
        if value == line or (pattern is not None and pattern.fullmatch(value) is None):
            raise Malformed(name)
        return value

    def optional(self, name: str) -> str | None:
        line = self.peek()
        return self.field(name) if line is not None and line.startswith(f"{name}: ") else None

    def resources(self) -> tuple[str, ...] | None:
        """To the end: nothing comes after them."""
        if self.peek() is None:
            return None
        if self.take() != "Resources:":
            raise Malformed("after the fields")
        resources = []
        while self.peek() is not None:
            line = self.take()
            if not line.startswith("- ") or not is_uri(line[2:]):
                raise Malformed("resource")
            resources.append(line[2:])
        return tuple(resources)


def _read_request(line: str) -> tuple[str | None, str]:
    origin = line.removesuffix(_REQUEST)
    if origin == line:
        raise Malformed("first line")
    scheme, separator, rest = origin.partition("://")
    domain = rest if separator else origin
    if not is_authority(domain) or (separator and not is_scheme(scheme)):
        raise Malformed("domain")
    return (scheme if separator else None), domain


def _read_statement(lines: _Lines) -> str | None:
    line = lines.take()
    if not line:
        return None
    if _STATEMENT.fullmatch(line) is None:
        raise Malformed("statement")
    lines.take_empty()
    return line


def _time(text: str) -> str:
    if read_time(text) is None:
        raise Malformed("time")
    return text


def _optional_time(text: str | None) -> str | None:
    return None if text is None else _time(text)
