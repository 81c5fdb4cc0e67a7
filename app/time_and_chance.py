"""The real clock, ids and entropy."""

import os
import secrets
import time
from datetime import UTC, datetime
from uuid import UUID


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class TimeOrderedIds:
    """UUID version 7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, then 74 random bits."""

    def new(self) -> UUID:
        random = int.from_bytes(os.urandom(10), "big")
        milliseconds = time.time_ns() // 1_000_000
        high = (milliseconds << 16) | 0x7000 | (random >> 68) & 0xFFF
        low = (0b10 << 62) | random & ((1 << 62) - 1)
        return UUID(int=(high << 64) | low)


class SystemRandom:
    def token(self, size_bytes: int) -> bytes:
        return secrets.token_bytes(size_bytes)

    def below(self, bound: int) -> int:
        return secrets.randbelow(bound)
