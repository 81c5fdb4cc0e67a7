"""Set a reference rate: what limits and thresholds count a currency for."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.responsible_gaming.rate_book import (
    LARGEST_FACTOR,
    LEAST_MICROS,
    MOST_MICROS,
    HeldRate,
    RateBook,
    RateChange,
    RateJumps,
)
from domain.responsible_gaming.use_cases.answer_exclusion_end import LONGEST_NAME
from domain.shared import CURRENCIES, Clock, Commit, Ids, InvalidInput, Message

BASE = "EUR"


@dataclass(frozen=True, slots=True)
class SetReferenceRate(Message[RateChange]):
    """``euro_micros`` for one whole unit. ``sure``: also when it is far from the present rate."""

    currency: str
    euro_micros: int
    by: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class SetReferenceRateHandler:
    """Raises InvalidInput, RateJumps. Setting what holds already renews its date."""

    book: RateBook
    clock: Clock
    ids: Ids
    commit: Commit

    async def __call__(self, message: SetReferenceRate) -> RateChange:
        currency, after, by = message.currency, message.euro_micros, message.by.strip()
        if currency not in CURRENCIES:
            raise InvalidInput.of("currency", "UNKNOWN_CURRENCY")
        if currency == BASE:
            raise InvalidInput.of("currency", "ALWAYS_ONE")
        if not LEAST_MICROS <= after <= MOST_MICROS:
            raise InvalidInput.of("euro", "OUT_OF_RANGE")
        if not by or len(by) > LONGEST_NAME:
            raise InvalidInput.of("by", "TOO_LONG" if by else "REQUIRED")
        before = await self.book.hold(currency)
        if before is not None and not message.sure and _jumps(before, after):
            raise RateJumps(before)
        change = RateChange(self.ids.new(), currency, before, after, self.clock.now(), by)
        await self.book.keep(change)
        await self.commit()
        return change


@dataclass(frozen=True, slots=True)
class FindReferenceRates(Message[Sequence[HeldRate]]):
    """By currency."""


@dataclass(frozen=True, slots=True)
class FindReferenceRatesHandler:
    book: RateBook

    async def __call__(self, message: FindReferenceRates) -> Sequence[HeldRate]:
        del message
        return await self.book.held()


def _jumps(before: int, after: int) -> bool:
    return after > before * LARGEST_FACTOR or after * LARGEST_FACTOR < before
