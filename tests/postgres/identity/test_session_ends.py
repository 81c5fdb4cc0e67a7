"""The memory of ended sessions: true within a second, and silent about the living."""

import asyncio
from datetime import timedelta

import pytest

from app.adapters.authenticator import TokenAuthenticator
from app.adapters.session_ends import STALE_AFTER_SECONDS, SessionEnds
from app.platform import Platform
from domain.identity import Logout
from domain.shared import Dispatch
from graphql_api.http.authenticator import Presented
from tests.builders import a_visit
from tests.running import SignedInPlayer


@pytest.fixture
async def elsewhere(platform: Platform) -> SessionEnds:
    """The memory of another process on the same database."""
    return SessionEnds(platform.pool, platform.clock, timedelta(minutes=10))


def bearer(player: SignedInPlayer) -> Presented:
    return Presented(authorization=f"Bearer {player.tokens.access_token}")


async def test_a_logout_is_known_at_once_where_it_happened(
    dispatch: Dispatch, platform: Platform, player: SignedInPlayer
) -> None:
    authenticate = platform.identity.authenticator
    found = await authenticate(bearer(player))
    assert found is not None
    assert found.viewer == player.viewer

    await dispatch(Logout(player.viewer, None, a_visit()))

    assert await authenticate(bearer(player)) is None


async def test_another_process_knows_within_a_second(
    dispatch: Dispatch, player: SignedInPlayer, elsewhere: SessionEnds
) -> None:
    assert not await elsewhere.has_ended(player.viewer.session_id)
    revoked = asyncio.Event()
    elsewhere.watch(player.viewer.session_id, revoked.set)

    await dispatch(Logout(player.viewer, None, a_visit()))

    await asyncio.wait_for(revoked.wait(), timeout=STALE_AFTER_SECONDS + 1)
    assert await elsewhere.has_ended(player.viewer.session_id)
    await elsewhere.close()


class CountingPool:
    """Answers the one query of SessionEnds, and counts."""

    def __init__(self) -> None:
        self.asked = 0

    async def fetch(self, *_: object) -> list[dict[str, object]]:
        self.asked += 1
        return []


async def test_warm_calls_ask_the_database_nothing(platform: Platform, player: SignedInPlayer) -> None:
    pool, services = CountingPool(), platform.identity
    ends = SessionEnds(pool, platform.clock, timedelta(minutes=10))
    authenticate = TokenAuthenticator(services.access_tokens, ends, services.cookies, platform.clock)

    await asyncio.gather(*(authenticate(bearer(player)) for _ in range(100)))

    assert pool.asked == 1
