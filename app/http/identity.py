"""The public keys of our access tokens, for whoever verifies them."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from app.platform import Platform


def identity_routes(platform: Platform) -> list[BaseRoute]:
    keys = platform.identity.access_tokens.jwks()

    async def jwks(_: Request) -> JSONResponse:
        return JSONResponse(keys, headers={"Cache-Control": "public, max-age=300"})

    return [Route("/.well-known/jwks.json", jwks)]
