"""Telegram's proofs: Mini App ``initData`` and the Login Widget.

The two derive their HMAC keys differently from the bot's token, so that neither can pass for the other. Without the
token, with the bot's id alone, the Mini App's Ed25519 signature by Telegram itself is checked
(core.telegram.org/bots/webapps, "Validating data for Third-Party Use").
"""

import base64
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.adapters.telegram.signed_fields import check_string, holds_until, read_query
from domain.identity.linked_method import SignInMethod
from domain.identity.outside_proof import OutsideProof
from domain.identity.refusals import ProofRejected

PRODUCTION_KEY = bytes.fromhex("e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d")
TEST_KEY = bytes.fromhex("40055058a4ee38156a06562e52eece92a771bcd8346a8c4615cb7376eddf72ec")
_HASH_ALONE = frozenset({"hash"})
_HASH_AND_SIGNATURE = frozenset({"hash", "signature"})
_ID = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)
_LONGEST_LABEL = 64


@dataclass(frozen=True, slots=True)
class BotTelegramProofs:
    """``token`` None: Mini Apps by Telegram's own signature for ``bot_id``, and no widget, which has none."""

    bot_id: int
    token: str | None = field(repr=False)
    age_limit: timedelta
    key: bytes = PRODUCTION_KEY

    @property
    def reads_widget(self) -> bool:
        return self.token is not None

    def of_mini_app(self, init_data: str, now: datetime) -> OutsideProof:
        fields = read_query(init_data)
        signed = check_string(fields, leaving_out=_HASH_AND_SIGNATURE)
        if self.token is None:
            self._check_signature(fields, signed)
        else:
            secret = hmac.digest(b"WebAppData", self.token.encode(), sha256)
            _check_hash(fields, secret, check_string(fields, leaving_out=_HASH_ALONE))
        expires_at = holds_until(fields, now, self.age_limit)
        user = _user(fields.get("user", ""))
        return _proof(user, b"mini app\n" + signed, expires_at)

    def of_widget(self, fields: Mapping[str, str], now: datetime) -> OutsideProof:
        assert self.token is not None
        signed = check_string(fields, leaving_out=_HASH_ALONE)
        _check_hash(fields, sha256(self.token.encode()).digest(), signed)
        return _proof(fields, b"widget\n" + signed, holds_until(fields, now, self.age_limit))

    def _check_signature(self, fields: Mapping[str, str], signed: bytes) -> None:
        text = fields.get("signature", "")
        try:
            signature = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
            Ed25519PublicKey.from_public_bytes(self.key).verify(signature, b"%d:WebAppData\n%b" % (self.bot_id, signed))
        except (ValueError, InvalidSignature):
            raise ProofRejected("BAD_SIGNATURE") from None


def _check_hash(fields: Mapping[str, str], secret: bytes, signed: bytes) -> None:
    expected = hmac.digest(secret, signed, sha256).hex()
    if not hmac.compare_digest(expected.encode(), fields.get("hash", "").encode("utf-8", "replace")):
        raise ProofRejected("BAD_SIGNATURE")


def _user(text: str) -> Mapping[str, str]:
    """The fields of the Mini App's user that the widget has too."""
    try:
        user = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise ProofRejected("MALFORMED") from None
    if not isinstance(user, dict) or not isinstance(user.get("id"), int) or user.get("is_bot") is True:
        raise ProofRejected("MALFORMED")
    return {name: str(user.get(name) or "") for name in ("id", "username", "first_name", "last_name")}


def _proof(user: Mapping[str, str], once: bytes, expires_at: datetime) -> OutsideProof:
    subject = user.get("id", "")
    if _ID.fullmatch(subject) is None:
        raise ProofRejected("MALFORMED")
    names = f"{user.get('first_name', '')} {user.get('last_name', '')}".strip()
    label = f"@{user['username']}" if user.get("username") else names
    return OutsideProof(SignInMethod.TELEGRAM, subject, label[:_LONGEST_LABEL], once, expires_at)
