"""Proofs as Telegram and wallets would give them to this platform's users."""

import hmac
import itertools
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlencode

import orjson
from eth_keys.datatypes import PrivateKey

from app.adapters.ethereum.signature import personal_hash
from app.adapters.telegram.bot import sandbox_bot_token
from app.platform import Platform

_numbers = itertools.count(1)


def a_telegram_id() -> int:
    """Somebody new."""
    return 700_000_000 + next(_numbers)


def init_data(platform: Platform, telegram_id: int, *, age_seconds: int = 0, **fields: str) -> str:
    """What the sandbox bot's Mini App is given; two calls give two proofs."""
    user = orjson.dumps({"id": telegram_id, "first_name": "Test", "username": f"test{telegram_id}"}).decode()
    auth_date = str(int(platform.clock.now().timestamp()) - age_seconds)
    signed = {"user": user, "auth_date": auth_date, "query_id": f"q{next(_numbers)}", **fields}
    text = "\n".join(f"{name}={signed[name]}" for name in sorted(signed))
    secret = hmac.digest(b"WebAppData", _token(platform).encode(), sha256)
    return urlencode({**signed, "hash": hmac.digest(secret, text.encode(), sha256).hex()})


def widget(platform: Platform, telegram_id: int) -> dict[str, str]:
    """What the sandbox bot's Login Widget gives, by the names of `TelegramWidgetInput`."""
    auth_date = str(int(platform.clock.now().timestamp()))
    signed = {"auth_date": auth_date, "first_name": f"Test{next(_numbers)}", "id": str(telegram_id)}
    text = "\n".join(f"{name}={signed[name]}" for name in sorted(signed))
    secret = sha256(_token(platform).encode()).digest()
    digest = hmac.digest(secret, text.encode(), sha256).hex()
    return {"id": signed["id"], "authDate": auth_date, "firstName": signed["first_name"], "hash": digest}


@dataclass(frozen=True, slots=True)
class EthereumWallet:
    key: PrivateKey

    @property
    def address(self) -> str:
        return str(self.key.public_key.to_checksum_address())

    def sign(self, text: str) -> str:
        return "0x" + self.key.sign_msg_hash(personal_hash(text)).to_bytes().hex()


def an_ethereum_wallet() -> EthereumWallet:
    """A new one."""
    return EthereumWallet(PrivateKey((next(_numbers) + 1_000).to_bytes(32)))


def _token(platform: Platform) -> str:
    return sandbox_bot_token(platform.secrets.data)
