"""Opaque global ids: base64url of ``Type:key`` without padding."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

import strawberry

from domain.shared import InvalidInput

_LONGEST = 400


def global_id(type_name: str, key: object) -> strawberry.ID:
    """``key`` is the row's own key as text: a UUID, or whatever its type's node loader reads."""
    return strawberry.ID(urlsafe_b64encode(f"{type_name}:{key}".encode()).rstrip(b"=").decode())


def split_global_id(text: str) -> tuple[str, str] | None:
    """Type and key; None for anything that ``global_id`` would not have written."""
    if len(text) > _LONGEST:
        return None
    try:
        decoded = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)).decode()
    except (ValueError, binascii.Error):
        return None
    type_name, separator, key = decoded.partition(":")
    return (type_name, key) if separator and global_id(type_name, key) == text else None


def key_of(type_name: str, text: str) -> str | None:
    """The key, when the id is well formed and of this type."""
    parts = split_global_id(text)
    return parts[1] if parts is not None and parts[0] == type_name else None


def uuid_of(type_name: str, text: str) -> UUID | None:
    """The same for keys that are UUIDs."""
    key = key_of(type_name, text)
    try:
        found = None if key is None else UUID(key)
    except ValueError:
        return None
    return found if str(found) == key else None


def require_uuid(type_name: str, text: str, path: str) -> UUID:
    """For mutations. Raises InvalidInput naming ``path`` with MALFORMED."""
    found = uuid_of(type_name, text)
    if found is None:
        raise InvalidInput.of(path, "MALFORMED")
    return found
