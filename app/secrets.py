"""Key rings, and where they come from.

Production gives them in its environment. Elsewhere the first start makes them under ``<data_dir>/secrets``: a folder of
mode 0700 with files of mode 0600, so that a restart can read what was sealed and keep people signed in.
"""

import base64
import binascii
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from app.settings import Settings

KEY_BYTES = 32
_KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,16}", re.ASCII)


class UnusableSecret(Exception):
    """A key ring is missing or cannot be read; the message says which one and why, and never what it held."""


@dataclass(frozen=True, slots=True, repr=False)
class KeyRing:
    """Keys of 32 bytes by id, newest first: the newest seals and signs, the others only open and verify.

    The first ``waiting`` ones only open and verify as well: so every process of a running platform learns a new key
    before the first of them uses it.
    """

    keys: tuple[tuple[str, bytes], ...]
    waiting: int = 0

    @classmethod
    def parse(cls, text: str, name: str) -> "KeyRing":
        """Read ``id:base64,…``; ``~id:base64`` in front waits. Raises UnusableSecret naming the setting ``name``."""
        keys: dict[str, bytes] = {}
        waiting = 0
        for entry in filter(None, (part.strip() for part in text.split(","))):
            if entry.startswith("~") and waiting == len(keys):
                entry, waiting = entry[1:], waiting + 1
            key_id, _, encoded = entry.partition(":")
            try:
                key = base64.b64decode(encoded, validate=True)
            except (ValueError, binascii.Error):
                key = b""
            if _KEY_ID.fullmatch(key_id) is None or len(key) != KEY_BYTES or key_id in keys:
                raise UnusableSecret(f"{name}: each entry is id:base64 of {KEY_BYTES} bytes, each id used once")
            keys[key_id] = key
        if len(keys) == waiting:
            raise UnusableSecret(f"{name} holds no key" + (" that may be used" if keys else ""))
        return cls(tuple(keys.items()), waiting)

    @property
    def newest(self) -> tuple[str, bytes]:
        return self.keys[self.waiting]

    @property
    def oldest(self) -> tuple[str, bytes]:
        return self.keys[-1]

    def get(self, key_id: str) -> bytes | None:
        return next((key for known, key in self.keys if known == key_id), None)

    def __repr__(self) -> str:
        return f"KeyRing({', '.join(key_id for key_id, _ in self.keys)})"


@dataclass(frozen=True, slots=True)
class Secrets:
    data: KeyRing
    """Seals personal data, and (its oldest key, derived) indexes e-mail addresses."""
    token: KeyRing
    """Ed25519 seeds that sign access tokens; refresh tokens are derived from them."""


def load_secrets(settings: Settings) -> Secrets:
    """The key rings of this installation. Raises UnusableSecret, also when production was given none."""
    return Secrets(
        data=_ring(settings, settings.data_keys, "data_keys"), token=_ring(settings, settings.token_keys, "token_keys")
    )


def ring_file(settings: Settings, name: str) -> Path:
    """Where ``data_keys`` or ``token_keys`` lie when no setting gives them."""
    return settings.data_dir / "secrets" / name


def put_in_front(path: Path) -> str:
    """Makes a new key and puts it in front of the ring in this file; the new key's id."""
    key_id, entry = _new_key()
    os.replace(_draft(path, f"{entry},{path.read_text().strip()}"), path)
    return key_id


def _ring(settings: Settings, given: str | None, name: str) -> KeyRing:
    setting = f"CROUPIER_{name.upper()}"
    if given is not None:
        return KeyRing.parse(given, setting)
    if settings.production:
        raise UnusableSecret(f"{setting} is required in production")
    path = ring_file(settings, name)
    return KeyRing.parse(_read_or_make(path), str(path))


def _read_or_make(path: Path) -> str:
    """Several processes may start at once: the link below lets one of them win, and all read the winner's file."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        draft = _draft(path, _new_key()[1])
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def _new_key() -> tuple[str, str]:
    """The id, and the entry."""
    key_id, key = f"k{secrets.token_hex(3)}", secrets.token_bytes(KEY_BYTES)
    return key_id, f"{key_id}:{base64.b64encode(key).decode()}"


def _draft(path: Path, text: str) -> Path:
    """A private file beside ``path``, safely on the disk."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{text}\n")
        file.flush()
        os.fsync(file.fileno())
    return draft
