"""Test cards, each with a way of its own to behave."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Behaviour(Enum):
    PAYS = "PAYS"
    DECLINED = "DECLINED"
    CHALLENGE = "CHALLENGE"
    """Asks the holder to approve, as 3-D Secure does."""
    PAYS_LATE = "PAYS_LATE"
    TOLD_TWICE = "TOLD_TWICE"
    """The same webhook, delivered twice."""
    OUT_OF_ORDER = "OUT_OF_ORDER"
    """The success first; then, late, the failure of an attempt before it."""
    OTHER_AMOUNT = "OTHER_AMOUNT"
    """The webhook names one minor unit less than was ordered."""


@dataclass(frozen=True, slots=True)
class TestCard:
    number: str
    title: str
    behaviour: Behaviour


TEST_CARDS = (
    TestCard("4242424242424242", "Pays at once", Behaviour.PAYS),
    TestCard("4000000000000002", "Is declined", Behaviour.DECLINED),
    TestCard("4000000000003220", "Asks for 3-D Secure", Behaviour.CHALLENGE),
    TestCard("4000000000000077", "Pays late, after 20 seconds", Behaviour.PAYS_LATE),
    TestCard("4000000000000119", "Pays, and tells it twice", Behaviour.TOLD_TWICE),
    TestCard("4000000000000259", "Pays, and tells it out of order", Behaviour.OUT_OF_ORDER),
    TestCard("4000000000000341", "Pays another amount", Behaviour.OTHER_AMOUNT),
)
_BEHAVIOURS: Mapping[str, Behaviour] = {card.number: card.behaviour for card in TEST_CARDS}

_DIGITS = re.compile(r"[0-9]{12,19}", re.ASCII)
_EXPIRY = re.compile(r"(0[1-9]|1[0-2])/[0-9]{2}", re.ASCII)
_CVC = re.compile(r"[0-9]{3,4}", re.ASCII)


def card_problem(number: str, expiry: str, cvc: str) -> str | None:
    """Which field cannot be right: ``number``, ``expiry`` or ``cvc``."""
    if _DIGITS.fullmatch(number) is None or not _luhn(number):
        return "number"
    if _EXPIRY.fullmatch(expiry) is None:
        return "expiry"
    return None if _CVC.fullmatch(cvc) else "cvc"


def behaviour_of(number: str) -> Behaviour:
    """A card that is no test card is declined: nobody should type a real one here."""
    return _BEHAVIOURS.get(number, Behaviour.DECLINED)


def _luhn(number: str) -> bool:
    total = 0
    for place, digit in enumerate(map(int, reversed(number))):
        doubled = digit * 2 if place % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0
