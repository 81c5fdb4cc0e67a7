"""The graphql-transport-ws protocol: its messages, and the codes that sockets close with."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from graphql_api.execution import Failure, GraphQLRequest
from graphql_api.http.body import read_json, request_from_map, write_json

PROTOCOL = "graphql-transport-ws"


class Close(IntEnum):
    """4400, 4401, 4409 and 4429 are final for graphql-ws clients; after the others they connect anew."""

    IDLE = 1000
    TOO_BIG = 1009
    INTERNAL = 1011
    RESTART = 1012
    INVALID_MESSAGE = 4400
    UNAUTHORIZED = 4401
    FORBIDDEN = 4403
    NOT_THE_PROTOCOL = 4406
    INIT_TIMEOUT = 4408
    DUPLICATE_ID = 4409
    TOO_MANY = 4429


class Closed(Exception):
    """The socket is closed, from whichever side."""


class InvalidMessage(Exception):
    """Not a message of the protocol: the socket closes with 4400."""


@dataclass(frozen=True, slots=True)
class Init:
    authorization: str | None


@dataclass(frozen=True, slots=True)
class Ping:
    payload: dict[str, Any] | None

    @property
    def authorization(self) -> str | None:
        return _authorization(self.payload)


@dataclass(frozen=True, slots=True)
class Pong:
    pass


@dataclass(frozen=True, slots=True)
class Subscribe:
    id: str
    request: GraphQLRequest


@dataclass(frozen=True, slots=True)
class Complete:
    id: str


ClientMessage = Init | Ping | Pong | Subscribe | Complete


def read_message(text: str) -> ClientMessage:
    """Raises InvalidMessage."""
    try:
        found = read_json(text)
        if not isinstance(found, dict):
            raise InvalidMessage
        payload = found.get("payload")
        match found.get("type"):
            case "connection_init":
                return Init(_authorization(_payload(payload)))
            case "ping":
                return Ping(_payload(payload))
            case "pong":
                _payload(payload)
                return Pong()
            case "subscribe":
                return Subscribe(_id(found), request_from_map(payload))
            case "complete":
                return Complete(_id(found))
    except Failure:
        pass
    raise InvalidMessage


def written(kind: str, id: str | None = None, payload: object = None) -> str:
    message: dict[str, object] = {"type": kind}
    if id is not None:
        message["id"] = id
    if payload is not None:
        message["payload"] = payload
    return write_json(message).decode()


def _id(found: dict[str, Any]) -> str:
    given = found.get("id")
    if not isinstance(given, str) or not 1 <= len(given) <= 128:
        raise InvalidMessage
    return given


def _payload(payload: object) -> dict[str, Any] | None:
    if payload is None or isinstance(payload, dict):
        return payload
    raise InvalidMessage


def _authorization(payload: dict[str, Any] | None) -> str | None:
    """The header's value (``Bearer …``); a bare token is taken for one."""
    given = None if payload is None else payload.get("authorization")
    if given is None:
        return None
    if not isinstance(given, str):
        raise InvalidMessage
    return given if " " in given else f"Bearer {given}"
