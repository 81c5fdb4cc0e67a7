"""The fields of Hub88's messages, each checked as it is read."""

import re
from hashlib import sha256
from uuid import UUID

from app.adapters.game_providers.hub88 import errors
from app.adapters.game_providers.hub88.amounts import UNITS_PER_MINOR
from domain.shared import MAX_MINOR, PlayerId
from domain.wallet import UnknownPlayer

Body = dict[str, object]

_TEXT = re.compile(r"[ -~]{1,128}").fullmatch
_TOKEN = re.compile(r"[!-~]{10,255}").fullmatch
_USER = re.compile(r"[0-9a-f]{32}").fullmatch


class BadMessage(Exception):
    """The message is not one that Hub88's description allows; ``status`` says how."""

    def __init__(self, status: str) -> None:
        self.status = status


def user_of(player: PlayerId) -> str:
    """What Hub88 knows a player by: the id's 32 hexadecimal digits, nothing personal."""
    return player.hex


def player_of(user: str) -> PlayerId:
    if not _USER(user):
        raise UnknownPlayer
    return PlayerId(UUID(int=int(user, 16)))


def text(body: Body, name: str) -> str:
    """A required string of printable ASCII, 1 to 128 characters."""
    value = body.get(name)
    if type(value) is not str:
        raise BadMessage(errors.WRONG_SYNTAX if value is None else errors.WRONG_TYPES)
    if not _TEXT(value):
        raise BadMessage(errors.WRONG_SYNTAX)
    return value


def digest_of_token(body: Body) -> bytes:
    value = body.get("token")
    if type(value) is not str:
        raise BadMessage(errors.WRONG_SYNTAX if value is None else errors.WRONG_TYPES)
    if not _TOKEN(value):
        raise BadMessage(errors.INVALID_TOKEN)
    return sha256(value.encode()).digest()


def flag(body: Body, name: str) -> bool:
    value = body.get(name)
    if value is None or value is False:
        return False
    if value is True:
        return True
    raise BadMessage(errors.WRONG_TYPES)


def amount_of(body: Body, currency: str) -> tuple[int, int]:
    """The amount in minor units and the excess, in Hub88's units, that they cannot express."""
    value = body.get("amount")
    if type(value) is not int:
        raise BadMessage(errors.WRONG_SYNTAX if value is None else errors.WRONG_TYPES)
    units = UNITS_PER_MINOR.get(currency)
    if units is None:
        raise BadMessage(errors.WRONG_CURRENCY)
    if not 0 <= value <= MAX_MINOR * units:
        raise BadMessage(errors.WRONG_SYNTAX)
    return divmod(value, units)


def digest_of_any_token(body: Body) -> bytes | None:
    try:
        return digest_of_token(body)
    except BadMessage:
        return None
