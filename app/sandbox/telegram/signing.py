"""Signs as Telegram does for a bot (core.telegram.org/bots/webapps, core.telegram.org/widgets/login)."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlencode

import orjson


@dataclass(frozen=True, slots=True)
class TelegramPerson:
    """Empty: Telegram would not know it, and leave it out."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""

    def fields(self) -> dict[str, str]:
        given = {"first_name": self.first_name, "last_name": self.last_name, "username": self.username}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class SandboxBot:
    token: str = field(repr=False)

    def init_data(self, person: TelegramPerson, query_id: str, now: datetime) -> str:
        """What the Mini App finds in ``Telegram.WebApp.initData``."""
        user = orjson.dumps({"id": person.id, **person.fields()}).decode()
        fields = {"query_id": query_id, "user": user, "auth_date": _unix_seconds(now)}
        secret = hmac.digest(b"WebAppData", self.token.encode(), sha256)
        return urlencode({**fields, "hash": _hash(fields, secret)})

    def widget(self, person: TelegramPerson, now: datetime) -> dict[str, str]:
        """What the Login Widget hands over."""
        fields = {"id": str(person.id), **person.fields(), "auth_date": _unix_seconds(now)}
        return {**fields, "hash": _hash(fields, sha256(self.token.encode()).digest())}


def _hash(fields: Mapping[str, str], secret: bytes) -> str:
    text = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    return hmac.digest(secret, text.encode(), sha256).hex()


def _unix_seconds(now: datetime) -> str:
    return str(int(now.timestamp()))
