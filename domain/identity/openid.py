"""OpenID Connect: signing in with an account at another company (authorization code flow with PKCE)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class OpenIdRequest:
    """What one sign-in was begun with; kept in its challenge, so that only that challenge's answer fits."""

    provider: str
    return_url: str
    """The page that the provider sends its user back to, with ``state`` and a code."""
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    """The ID token repeats it: it was made for this sign-in."""
    verifier: str = field(repr=False)
    """Only we can spend the code: its SHA-256 went along with the request (RFC 7636)."""

    def facts(self) -> Mapping[str, str]:
        return asdict(self)

    @classmethod
    def read(cls, facts: Mapping[str, str]) -> "OpenIdRequest":
        return cls(**facts)


@dataclass(frozen=True, slots=True)
class OpenIdIdentity:
    """Who a provider says it is. An e-mail address in ``label`` is for its owner's eyes: it matches no account."""

    issuer: str
    subject: str = field(repr=False)
    label: str = field(repr=False)

    @property
    def whole_subject(self) -> str:
        """Subjects are unique within their issuer alone (OpenID Connect Core 2)."""
        return f"{self.issuer} {self.subject}"


class OpenIdProviders(Protocol):
    """Those that the operator has set up. Both calls may speak to the provider: hold no connection meanwhile."""

    @property
    def names(self) -> tuple[str, ...]: ...

    def returns_to(self, url: str) -> bool:
        """Whether a provider may send its user there: a page of an origin that this platform allows."""
        ...

    async def authorization_url(self, request: OpenIdRequest) -> str:
        """Where to send the browser. Raises TryAgainLater."""
        ...

    async def identify(self, request: OpenIdRequest, code: str, issuer: str | None) -> OpenIdIdentity:
        """Spend the code, verify the ID token. ``issuer``: as the answer named it (RFC 9207), None if it did not.

        Raises TryAgainLater, ProofRejected: CODE_REJECTED, WRONG_ISSUER, WRONG_AUDIENCE, WRONG_NONCE, EXPIRED,
        WRONG_ALGORITHM, UNKNOWN_KEY, BAD_SIGNATURE, MALFORMED.
        """
        ...
