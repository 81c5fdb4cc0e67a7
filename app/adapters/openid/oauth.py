"""OAuth 2.0 as authlib knows it: addresses, proof keys, and how a client names itself (RFC 6749, RFC 7636)."""

from base64 import b64encode
from urllib.parse import quote_plus

from authlib.oauth2.rfc6749.parameters import prepare_grant_uri  # type: ignore[import-untyped]
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]
from authlib.oidc.discovery import get_well_known_url  # type: ignore[import-untyped]

from app.adapters.openid.provider import Provider
from domain.identity.openid import OpenIdRequest
from domain.identity.refusals import ProofRejected

SCOPE = "openid email"


def well_known_url(issuer: str) -> str:
    return str(get_well_known_url(issuer, external=True))


def authorization_url(endpoint: str, provider: Provider, request: OpenIdRequest) -> str:
    return str(
        prepare_grant_uri(
            endpoint,
            provider.client_id,
            "code",
            redirect_uri=request.return_url,
            scope=SCOPE,
            state=request.state,
            nonce=request.nonce,
            code_challenge=create_s256_code_challenge(request.verifier),
            code_challenge_method="S256",
        )
    )


def token_request(
    provider: Provider, methods: tuple[str, ...], request: OpenIdRequest, code: str
) -> tuple[dict[str, str], dict[str, str]]:
    """Form and headers. The client names itself as the provider asks: in a header, or in the form."""
    if not code.isascii() or not code.isprintable() or not 0 < len(code) <= _LONGEST_CODE:
        raise ProofRejected("CODE_REJECTED")
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": request.return_url,
        "code_verifier": request.verifier,
    }
    headers = {"Accept": "application/json"}
    if provider.client_secret is None:
        return form | {"client_id": provider.client_id}, headers
    if "client_secret_basic" not in methods:
        return form | {"client_id": provider.client_id, "client_secret": provider.client_secret}, headers
    pair = f"{quote_plus(provider.client_id)}:{quote_plus(provider.client_secret)}"  # RFC 6749 2.3.1
    return form, headers | {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}


_LONGEST_CODE = 2_048
