"""Providers, as the operator sets them up."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_NAME = re.compile("[a-z0-9-]{1,32}")
_FORM = "name=issuer,client_id[,client_secret], several separated by spaces"


@dataclass(frozen=True, slots=True)
class Provider:
    """``name`` is what clients call it. ``client_secret`` None: we are a public client there, and PKCE is all."""

    name: str
    issuer: str
    client_id: str
    client_secret: str | None = field(default=None, repr=False)


def parse_providers(text: str) -> tuple[Provider, ...]:
    """``google=https://accounts.google.com,id,secret other=…``. Raises ValueError, which never quotes a secret."""
    providers = tuple(_parse(number, part) for number, part in enumerate(text.split(), start=1))
    if len({provider.name for provider in providers}) < len(providers):
        raise ValueError("two providers have the same name")
    return providers


def _parse(number: int, text: str) -> Provider:
    name, _, rest = text.partition("=")
    if not _NAME.fullmatch(name):
        raise ValueError(f"provider {number} has no name of a-z, 0-9 and hyphens; the form is {_FORM}")
    issuer, _, client = rest.partition(",")
    client_id, _, secret = client.partition(",")
    parts = urlsplit(issuer)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(f"provider {name}: the issuer is no URL; the form is {_FORM}")
    if not client_id:
        raise ValueError(f"provider {name} has no client_id; the form is {_FORM}")
    return Provider(name, issuer, client_id, secret or None)
