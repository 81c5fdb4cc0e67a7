"""Links to data exports: ``<base>/exports/<export id>.<expiry>.<signature>``, with nothing about whose it is."""

import hmac
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

from app.adapters.cipher import derive_key
from app.secrets import KeyRing
from domain.identity.data_export import DataExportId, ExportLink

PATH = "/exports"


class SignedExportLinks:
    """Signed with a key of its own, derived from the newest data key; links of the ring's other keys hold too."""

    def __init__(self, ring: KeyRing, base_url: str) -> None:
        self._keys = [derive_key(key, "links to data exports") for _, key in ring.keys]
        self._base = base_url + PATH

    def sign(self, id_: DataExportId, expires_at: datetime) -> ExportLink:
        until = int(expires_at.timestamp())
        named = f"{id_.hex}.{until}"
        signature = hmac.digest(self._keys[0], named.encode(), sha256).hex()
        return ExportLink(f"{self._base}/{named}.{signature}", datetime.fromtimestamp(until, UTC))

    def read(self, token: str, now: datetime) -> DataExportId | None:
        """Which export a link's last part names; None when it is not ours, or over."""
        named, _, signature = token.rpartition(".")
        try:
            given = bytes.fromhex(signature)
            signed = named.encode("ascii")
        except ValueError:
            return None
        if not any(hmac.compare_digest(hmac.digest(key, signed, sha256), given) for key in self._keys):
            return None
        id_, _, until = named.partition(".")
        return DataExportId(UUID(hex=id_)) if now.timestamp() < int(until) else None
