"""Wins that no rule may settle: a person looks at them."""

import asyncpg
import orjson

from app.adapters.game_providers.hub88.messages import CALLER, ExcessDigits
from domain.shared import Clock

KIND = "game-win-excess-digits"

_OPEN = """
insert into staff_cases (kind, subject, facts, opened_at) values ($1, $2, $3::jsonb, $4)
on conflict (kind, subject) where closed_at is null do nothing
"""


class WinCases:
    """Hub88 repeats a win until it is accepted; an open case of the same transaction stays as it is."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", clock: Clock) -> None:
        self._pool = pool
        self._clock = clock

    async def open(self, win: ExcessDigits) -> None:
        facts = {
            "player": str(win.player),
            "round": win.round_reference,
            "game": win.game_code,
            "currency": win.currency,
            "amountHundredThousandths": win.amount,
        }
        subject = f"{CALLER}:{win.key}"
        await self._pool.execute(_OPEN, KIND, subject, orjson.dumps(facts).decode(), self._clock.now())
