"""What whoever verifies our access tokens has to know: where we are, how we sign, and the public keys."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from app.adapters.tokens import ALGORITHM, CLAIMS
from app.platform import Platform

DISCOVERY = "/.well-known/openid-configuration"
JWKS = "/.well-known/jwks.json"
_CACHED = {"Cache-Control": "public, max-age=300"}


def identity_routes(platform: Platform) -> list[BaseRoute]:
    """OpenID Connect Discovery 1.0, 3 and RFC 7517.

    Tokens are asked for by GraphQL, not by OAuth's flows: there is no authorization endpoint, and no response type.
    """
    issuer = platform.settings.base_url
    keys = platform.identity.access_tokens.jwks()
    configuration = {
        "issuer": issuer,
        "jwks_uri": issuer + JWKS,
        "response_types_supported": [],
        "grant_types_supported": [],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "claims_supported": list(CLAIMS),
    }

    async def jwks(_: Request) -> JSONResponse:
        return JSONResponse(keys, headers=_CACHED)

    async def discovery(_: Request) -> JSONResponse:
        return JSONResponse(configuration, headers=_CACHED)

    return [Route(JWKS, jwks), Route(DISCOVERY, discovery)]
