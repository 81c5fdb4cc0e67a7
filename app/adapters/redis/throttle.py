"""Token buckets that all processes share, in Redis; see ``app.adapters.throttle`` for what a bucket is."""

import logging
import time

from prometheus_client import Counter
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.commands.core import AsyncScript
from redis.exceptions import RedisError

from app.adapters.cipher import BlindIndex
from app.adapters.throttle import bucket_key, microseconds, token_us, too_many, whole_us
from domain.identity.ports import Throttle
from domain.jurisdiction import ThrottleRule
from domain.shared import Clock

TIMEOUT_SECONDS = 0.25
"""A sign-in waits so long for Redis …"""
AWAY_SECONDS = 1.0
"""… and after a failure this process asks it no more for so long."""
PREFIX = "croupier:throttle:"

AWAY = Counter("croupier_throttle_away", "Throttles judged by one process's memory because Redis did not answer")

# Whole microseconds since 1970 are exact in Lua's numbers until 2255. All processes go by Redis' own clock.
_NOW = """
local now = tonumber(ARGV[1])
if not now then
    local time = redis.call('TIME')
    now = time[1] * 1000000 + time[2]
end
"""
_KEEP = "redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000))"
_TAKE = f"""{_NOW}
local full = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now) + ARGV[2]
local wait = full - now - ARGV[3]
if wait > 0 then return wait end
{_KEEP}
return 0
"""
_GIVE_BACK = f"""{_NOW}
local full = tonumber(redis.call('GET', KEYS[1]) or now) - ARGV[2]
if full > now then {_KEEP} else redis.call('DEL', KEYS[1]) end
return 0
"""

log = logging.getLogger(__name__)


class RedisThrottle:
    """Implements Throttle. Keys are digests, and expire when their bucket is full.

    While Redis does not answer, ``instead`` judges: for a while each process counts by itself, and nobody is let
    through unthrottled or kept out. ``clock`` None: Redis' own.
    """

    def __init__(self, url: str, index: BlindIndex, instead: Throttle, clock: Clock | None = None) -> None:
        self._redis = Redis.from_url(
            url,
            retry=Retry(NoBackoff(), 1),  # a pooled connection may be stale since a restart
            socket_connect_timeout=TIMEOUT_SECONDS,
            socket_timeout=TIMEOUT_SECONDS,
        )
        self._taking = self._redis.register_script(_TAKE)
        self._giving_back = self._redis.register_script(_GIVE_BACK)
        self._index = index
        self._instead = instead
        self._clock = clock
        self._away_until = 0.0
        self._away = False

    async def take(self, bucket: str, key: str, rule: ThrottleRule) -> None:
        if not key:
            return
        wait_us = await self._run(self._taking, bucket, key, token_us(rule), whole_us(rule))
        if wait_us is None:
            await self._instead.take(bucket, key, rule)
        elif wait_us > 0:
            raise too_many(wait_us)

    async def give_back(self, bucket: str, key: str, rule: ThrottleRule) -> None:
        if key and await self._run(self._giving_back, bucket, key, token_us(rule)) is None:
            await self._instead.give_back(bucket, key, rule)

    async def close(self) -> None:
        await self._redis.aclose()

    async def _run(self, script: AsyncScript, bucket: str, key: str, *numbers_us: int) -> int | None:
        """What the script answers; None while Redis is away."""
        if time.monotonic() >= self._away_until:
            name = PREFIX + self._index.of(bucket_key(bucket, key)).hex()
            now_us = "" if self._clock is None else microseconds(self._clock.now())
            try:
                answer = await script(keys=[name], args=[now_us, *numbers_us])
            except (RedisError, OSError) as error:
                self._lost(error)
            else:
                self._away = False
                return int(answer)
        AWAY.inc()
        return None

    def _lost(self, error: Exception) -> None:
        """Said once until Redis answers again."""
        if not self._away:
            log.warning("throttles lost Redis (%s); each process counts by itself meanwhile", type(error).__name__)
        self._away = True
        self._away_until = time.monotonic() + AWAY_SECONDS
