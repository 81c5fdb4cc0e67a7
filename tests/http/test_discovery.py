"""How others learn to verify our access tokens."""

import httpx
import jwt

from app.http.server import build_app
from app.platform import Platform
from tests.running import SignedInPlayer


async def test_a_token_leads_to_its_key_by_the_discovery_document(platform: Platform, player: SignedInPlayer) -> None:
    token = player.tokens.access_token
    issuer = jwt.decode(token, options={"verify_signature": False})["iss"]
    transport = httpx.ASGITransport(build_app(platform))
    async with httpx.AsyncClient(transport=transport, base_url=issuer) as client:
        found = await client.get(f"{issuer}/.well-known/openid-configuration")
        assert found.headers["content-type"] == "application/json"
        document = found.json()
        keys = jwt.PyJWKSet.from_dict((await client.get(document["jwks_uri"])).json())
    assert document["issuer"] == issuer
    algorithms = document["id_token_signing_alg_values_supported"]
    key = keys[jwt.get_unverified_header(token)["kid"]]
    claims = jwt.decode(token, key, algorithms=algorithms, audience="croupier-api", issuer=issuer)
    assert claims.keys() == set(document["claims_supported"])
    assert len(keys.keys) == len(platform.secrets.token.keys)


async def test_the_document_promises_no_flow_that_there_is_not(platform: Platform) -> None:
    transport = httpx.ASGITransport(build_app(platform))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        document = (await client.get("/.well-known/openid-configuration")).json()
    assert document["response_types_supported"] == document["grant_types_supported"] == []
    assert not {"authorization_endpoint", "token_endpoint", "userinfo_endpoint"} & document.keys()
