"""Whose key signs and whose key verifies, and where the keys come from.

Outside production the first start makes a key for each side under ``<data_dir>/secrets`` (mode 0600): the sandbox is
then the other side. Production names its files.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from app.adapters.game_providers.hub88.signature import private_key
from app.secrets import UnusableSecret
from app.settings import Settings

OPERATOR_KEY, PROVIDER_KEY = "hub88_operator.pem", "hub88_provider.pem"


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """PEM: the private key of one side, and the public key of the other."""

    own_private: bytes
    their_public: bytes


def operator_keys(settings: Settings) -> Keys | None:
    """Ours; None in production without Hub88. Raises UnusableSecret for one file without the other."""
    private, public = settings.hub88_private_key, settings.hub88_public_key
    if (private is None) != (public is None):
        raise UnusableSecret("CROUPIER_HUB88_PRIVATE_KEY and CROUPIER_HUB88_PUBLIC_KEY belong together")
    if private is not None and public is not None:
        return Keys(private.read_bytes(), public.read_bytes())
    if settings.production:
        return None
    return Keys(_made(settings, OPERATOR_KEY), public_of(_made(settings, PROVIDER_KEY)))


def sandbox_keys(settings: Settings) -> Keys:
    """The sandbox provider's: it signs the callbacks that ``operator_keys`` verifies."""
    return Keys(_made(settings, PROVIDER_KEY), public_of(_made(settings, OPERATOR_KEY)))


def public_of(private_pem: bytes) -> bytes:
    return private_key(private_pem).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _made(settings: Settings, name: str) -> bytes:
    """Several processes may start at once: the link lets one of them win, and all read the winner's file."""
    path: Path = settings.data_dir / "secrets" / name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        key = generate_private_key(public_exponent=65537, key_size=2048)
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        draft = path.with_name(f".{name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_bytes()
