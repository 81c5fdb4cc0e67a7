"""Who is let in: bearer tokens, cookies, and what makes cookies count."""

from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.adapters.tokens import AUDIENCE, Ed25519AccessTokens, TokenRefused
from app.platform import Platform
from app.secrets import KeyRing
from domain.identity import FindSessions
from domain.shared import Dispatch
from graphql_api.http.authenticator import InvalidToken, Presented
from tests.running import SignedInPlayer

OUR_ORIGIN = "http://127.0.0.1:8000"


def cookies(platform: Platform, player: SignedInPlayer) -> dict[str, str]:
    return {platform.identity.cookies.access_name: player.tokens.access_token}


async def test_nothing_shown_is_signed_out(platform: Platform) -> None:
    for presented in (
        Presented(),
        Presented(authorization=""),
        Presented(cookies={}),
        Presented(cookies={"other": "1"}),
    ):
        assert await platform.identity.authenticator(presented) is None


async def test_a_forged_bearer_token_is_an_error(platform: Platform, player: SignedInPlayer) -> None:
    token = player.tokens.access_token
    for forged in (f"Bearer {token[:-20]}{20 * 'A'}", "Bearer x", "Bearer", f"Basic {token}", "Bearer " + "a" * 5000):
        with pytest.raises(InvalidToken) as raised:
            await platform.identity.authenticator(Presented(authorization=forged))
        assert not raised.value.expired


async def test_tokens_of_other_keys_audiences_and_algorithms_are_forged(
    platform: Platform, player: SignedInPlayer
) -> None:
    key_id, seed = platform.secrets.token.newest
    claims = {
        "aud": AUDIENCE,
        "sub": str(player.id),
        "sid": str(player.viewer.session_id),
        "exp": 4102444800,
    }
    ours = Ed25519PrivateKey.from_private_bytes(seed)
    headers = {"kid": key_id}
    forgeries = (
        jwt.encode(claims, Ed25519PrivateKey.generate(), algorithm="EdDSA", headers=headers),
        jwt.encode(claims, ours, algorithm="EdDSA", headers={"kid": "other"}),
        jwt.encode(claims, ours, algorithm="EdDSA"),
        jwt.encode({**claims, "aud": "elsewhere"}, ours, algorithm="EdDSA", headers=headers),
        jwt.encode({**claims, "aud": []}, ours, algorithm="EdDSA", headers=headers),
        jwt.encode({k: v for k, v in claims.items() if k != "aud"}, ours, algorithm="EdDSA", headers=headers),
        jwt.encode({**claims, "sub": "nobody"}, ours, algorithm="EdDSA", headers=headers),
        jwt.encode({k: v for k, v in claims.items() if k != "exp"}, ours, algorithm="EdDSA", headers=headers),
        jwt.encode(claims, "k" * 32, algorithm="HS256", headers=headers),
        jwt.encode(claims, "", algorithm="none", headers=headers),
    )
    authenticate = platform.identity.authenticator
    assert await authenticate(
        Presented(authorization="Bearer " + jwt.encode(claims, ours, algorithm="EdDSA", headers=headers))
    )
    for forged in forgeries:
        with pytest.raises(InvalidToken):
            await authenticate(Presented(authorization=f"Bearer {forged}"))


async def test_an_expired_token_says_so(platform: Platform, dispatch: Dispatch, player: SignedInPlayer) -> None:
    session = (await dispatch(FindSessions((player.viewer.session_id,))))[player.viewer.session_id]
    now = platform.clock.now()
    old = platform.identity.access_tokens.sign(session, now - timedelta(minutes=11), now - timedelta(minutes=1))
    with pytest.raises(InvalidToken) as raised:
        await platform.identity.authenticator(Presented(authorization=f"Bearer {old}"))
    assert raised.value.expired

    in_cookie = Presented(cookies={platform.identity.cookies.access_name: old}, csrf="cookie")
    assert await platform.identity.authenticator(in_cookie) is None


async def test_tokens_of_an_older_key_hold_until_it_leaves_the_ring(
    platform: Platform, dispatch: Dispatch, player: SignedInPlayer
) -> None:
    old = platform.secrets.token.keys
    token, now = player.tokens.access_token, platform.clock.now()
    rotated = Ed25519AccessTokens(KeyRing((("new", b"n" * 32), *old)), "https://casino.example")
    assert rotated.verify(token, now).viewer == player.viewer
    assert {key["kid"] for key in rotated.jwks()["keys"]} == {"new", *(key_id for key_id, _ in old)}

    session = (await dispatch(FindSessions((player.viewer.session_id,))))[player.viewer.session_id]
    fresh = rotated.sign(session, now, now + timedelta(minutes=10))
    assert jwt.get_unverified_header(fresh)["kid"] == "new"
    assert rotated.verify(fresh, now).viewer == player.viewer
    with pytest.raises(TokenRefused):  # a process that has not got the new key yet
        platform.identity.access_tokens.verify(fresh, now)
    without_the_old = Ed25519AccessTokens(KeyRing((("new", b"n" * 32),)), "https://casino.example")
    assert without_the_old.verify(fresh, now).viewer == player.viewer
    with pytest.raises(TokenRefused):
        without_the_old.verify(token, now)


async def test_cookies_count_only_beside_their_header(platform: Platform, player: SignedInPlayer) -> None:
    authenticate, shown = platform.identity.authenticator, cookies(platform, player)
    assert await authenticate(Presented(cookies=shown)) is None
    assert await authenticate(Presented(cookies=shown, csrf="yes")) is None
    assert await authenticate(Presented(cookies=shown, csrf="cookie")) is not None


async def test_cookies_from_a_foreign_origin_count_nowhere(platform: Platform, player: SignedInPlayer) -> None:
    authenticate, shown = platform.identity.authenticator, cookies(platform, player)
    for foreign in ("https://evil.example", "null", OUR_ORIGIN + ".evil.example", "http://127.0.0.1:8001"):
        assert await authenticate(Presented(cookies=shown, csrf="cookie", origin=foreign)) is None
        assert await authenticate(Presented(cookies=shown, origin=foreign, websocket=True)) is None
    assert await authenticate(Presented(cookies=shown, csrf="cookie", origin=OUR_ORIGIN)) is not None
    assert await authenticate(Presented(cookies=shown, origin=OUR_ORIGIN, websocket=True)) is not None
