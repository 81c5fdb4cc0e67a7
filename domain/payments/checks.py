"""What an order's input must look like."""

from collections.abc import Mapping

from domain.jurisdiction import JurisdictionProfile
from domain.payments.payment_method import Direction, PaymentMethod
from domain.shared import FieldProblem, InvalidInput, Money

SHORTEST_KEY, LONGEST_KEY = 8, 64


def checked_key(key: str) -> str:
    """Raises InvalidInput for a key that is not 8 to 64 printable characters."""
    if not SHORTEST_KEY <= len(key) <= LONGEST_KEY:
        raise InvalidInput.of("idempotencyKey", "WRONG_LENGTH")
    if not key.isprintable():
        raise InvalidInput.of("idempotencyKey", "MALFORMED")
    return key


def checked_amount(
    methods: Mapping[str, PaymentMethod],
    profile: JurisdictionProfile,
    direction: Direction,
    method: str,
    amount: str,
    currency: str,
) -> tuple[PaymentMethod, Money]:
    """The method and the amount of an order. Raises InvalidInput naming every bad field.

    Zero is refused as TOO_SMALL by the bounds, which are never below one minor unit.
    """
    problems: list[FieldProblem] = []
    found = methods.get(method)
    if found is None:
        problems.append(FieldProblem("method", "UNKNOWN"))
    try:
        money = Money.parse(amount, currency)
    except InvalidInput as invalid:
        raise InvalidInput((*problems, *invalid.fields)) from None
    if currency not in profile.currencies:
        problems.append(FieldProblem("amount.currency", "NOT_OFFERED"))
    if found is None or problems:
        raise InvalidInput(tuple(problems))
    found.check(direction, money)
    return found, money
