"""What Telegram signs: fields as sorted lines ``key=value``."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

from domain.identity.refusals import ProofRejected

LONGEST = 8_192
_MOST_FIELDS = 32
_NAME = re.compile(r"[A-Za-z0-9_]{1,64}", re.ASCII)
_UNIX_SECONDS = re.compile(r"[1-9][0-9]{0,11}", re.ASCII)
_CLOCKS_APART = timedelta(seconds=60)


def read_query(text: str) -> dict[str, str]:
    """Raises ProofRejected(MALFORMED); a name that comes twice is malformed, for it is not known which one counts."""
    if not 0 < len(text) <= LONGEST:
        raise ProofRejected("MALFORMED")
    try:
        pairs = parse_qsl(
            text, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        raise ProofRejected("MALFORMED") from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ProofRejected("MALFORMED")
    return fields


def check_string(fields: Mapping[str, str], *, leaving_out: frozenset[str]) -> bytes:
    """Raises ProofRejected(MALFORMED) for a field that could pass for two."""
    lines = []
    for name in sorted(fields.keys() - leaving_out):
        if _NAME.fullmatch(name) is None or "\n" in fields[name] or len(fields[name]) > LONGEST:
            raise ProofRejected("MALFORMED")
        lines.append(f"{name}={fields[name]}")
    try:
        return "\n".join(lines).encode()
    except UnicodeEncodeError:
        raise ProofRejected("MALFORMED") from None


def holds_until(fields: Mapping[str, str], now: datetime, age_limit: timedelta) -> datetime:
    """By ``auth_date``. Raises ProofRejected (MALFORMED, EXPIRED, NOT_YET_VALID)."""
    text = fields.get("auth_date", "")
    if _UNIX_SECONDS.fullmatch(text) is None:
        raise ProofRejected("MALFORMED")
    try:
        signed_at = datetime.fromtimestamp(int(text), UTC)
    except (OverflowError, ValueError):
        raise ProofRejected("MALFORMED") from None
    if signed_at > now + _CLOCKS_APART:
        raise ProofRejected("NOT_YET_VALID")
    if signed_at + age_limit <= now:
        raise ProofRejected("EXPIRED")
    return signed_at + age_limit
