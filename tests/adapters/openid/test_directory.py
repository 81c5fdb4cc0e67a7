"""What a provider says of itself: believed when it is whole, kept for a while, and asked for again with care."""

from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from app.adapters.openid.clients import OpenIdClients
from app.adapters.openid.provider import Provider
from domain.shared import TryAgainLater
from tests.adapters.openid.conftest import ASKED, DISCOVERY, HERE, Scene, claims_of
from tests.adapters.openid.provider import free_port, provider_process


async def test_a_provider_that_calls_itself_otherwise_is_not_used(scene: Scene) -> None:
    scene.way.changes[DISCOVERY] = lambda said: said | {"issuer": "https://evil.example"}
    with pytest.raises(TryAgainLater):
        await scene.clients.authorization_url(ASKED)


@pytest.mark.parametrize(
    "broken",
    [
        {"token_endpoint": None},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": 7},
        {"padding": "x" * 300_000},
    ],
    ids=["missing", "file", "number", "endless"],
)
async def test_a_broken_description_is_not_used(scene: Scene, broken: dict[str, object]) -> None:
    scene.way.changes[DISCOVERY] = lambda said: said | broken
    with pytest.raises(TryAgainLater):
        await scene.clients.authorization_url(ASKED)


async def test_what_is_known_stays_good_while_the_provider_is_away(scene: Scene) -> None:
    code = await scene.code()
    await scene.identify(code)
    scene.way.gone = True
    scene.clock.forward(timedelta(hours=1))
    assert await scene.clients.authorization_url(ASKED)
    with pytest.raises(TryAgainLater):
        await scene.identify(code)


async def test_a_provider_that_was_never_reached_asks_for_patience(scene: Scene) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}"
    away = OpenIdClients([Provider("mock", nowhere, "croupier")], frozenset({HERE}), scene.clock)
    with pytest.raises(TryAgainLater):
        await away.authorization_url(ASKED)


async def test_nobody_waits_in_line_for_a_provider_that_is_away(scene: Scene) -> None:
    scene.way.gone = True
    for _ in range(3):
        with pytest.raises(TryAgainLater):
            await scene.clients.authorization_url(ASKED)
    assert [path for path, _, _ in scene.way.asked] == [DISCOVERY]
    scene.way.gone = False
    scene.clock.forward(timedelta(seconds=10))
    assert await scene.clients.authorization_url(ASKED)


async def test_description_and_keys_are_fetched_once_in_a_while(scene: Scene) -> None:
    for _ in range(3):
        await scene.identify(await scene.code())
    paths = [path for path, _, _ in scene.way.asked]
    assert (paths.count(DISCOVERY), paths.count("/jwks")) == (1, 1)
    scene.clock.forward(timedelta(minutes=16))
    assert await scene.reason(await scene.code()) == "EXPIRED"
    paths = [path for path, _, _ in scene.way.asked]
    assert (paths.count(DISCOVERY), paths.count("/jwks")) == (2, 2)


async def test_a_new_key_is_found_soon_and_invented_ones_cost_no_requests(scene: Scene) -> None:
    await scene.identify(await scene.code())
    old = await scene.token()
    async with provider_process(free_port()) as renewed:
        scene.way.behind = renewed
        assert await scene.reason(await scene.code()) == "BAD_SIGNATURE"
        scene.clock.forward(timedelta(seconds=31))
        await scene.identify(await scene.code())
        scene.answers_with(old)
        for _ in range(3):
            assert await scene.reason(await scene.code()) == "BAD_SIGNATURE"
        strange = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
        scene.answers_with(jwt.encode(claims_of(old), strange, "RS256", headers={"kid": "invented"}))
        for _ in range(3):
            assert await scene.reason(await scene.code()) == "UNKNOWN_KEY"
    assert [path for path, _, _ in scene.way.asked].count("/jwks") == 2


async def test_a_key_for_encryption_signs_nothing(scene: Scene) -> None:
    scene.way.changes["/jwks"] = lambda said: {"keys": [*said["keys"], {**said["keys"][0], "use": "enc"}]}
    await scene.identify(await scene.code())
    scene.clock.forward(timedelta(seconds=31))
    scene.way.changes["/jwks"] = lambda said: {"keys": [{**said["keys"][0], "use": "enc"}, "nonsense"]}
    assert await scene.reason(await scene.code()) == "UNKNOWN_KEY"
