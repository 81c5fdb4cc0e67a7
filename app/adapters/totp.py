"""Codes of an authenticator app, with pyotp."""

import hmac
from base64 import b32encode
from datetime import datetime

import pyotp

from domain.identity.totp import DRIFT_STEPS, STEP_SECONDS
from domain.shared import Random

SECRET_BYTES = 20


class PyotpTotp:
    """``issuer`` is the name that the app shows beside the account."""

    def __init__(self, random: Random, issuer: str) -> None:
        self._random = random
        self._issuer = issuer

    def new_secret(self) -> str:
        return b32encode(self._random.token(SECRET_BYTES)).decode()

    def uri(self, secret: str, account: str) -> str:
        return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=self._issuer)

    def step_of(self, secret: str, code: str, now: datetime) -> int | None:
        typed = "".join(code.split()).encode("utf-8", "replace")
        app, present = pyotp.TOTP(secret, interval=STEP_SECONDS), int(now.timestamp()) // STEP_SECONDS
        found = None
        for step in range(max(0, present - DRIFT_STEPS), present + DRIFT_STEPS + 1):
            if hmac.compare_digest(app.generate_otp(step).encode(), typed):
                found = step
        return found
