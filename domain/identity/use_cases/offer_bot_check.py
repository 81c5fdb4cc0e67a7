"""Offer a bot check: what `register` will ask the answer of."""

from dataclasses import dataclass

from domain.identity.guards import BotCheck, BotCheckOffer
from domain.shared import Clock, Message


@dataclass(frozen=True, slots=True)
class OfferBotCheck(Message[BotCheckOffer]):
    """A fresh one each time."""


@dataclass(frozen=True, slots=True)
class OfferBotCheckHandler:
    """Stores nothing: an offer carries its own signature."""

    bots: BotCheck
    clock: Clock

    async def __call__(self, message: OfferBotCheck) -> BotCheckOffer:
        del message
        return self.bots.offer(self.clock.now())
