"""What the sandbox provider offers to players."""

from collections.abc import Mapping
from datetime import timedelta

from domain.payments import Bounds, Direction, PaymentMethod, PaymentMethodKind

PROVIDER = "sandbox-psp"

_LIMITS = {
    "EUR": (500, 500_000),
    "GBP": (500, 500_000),
    "USD": (500, 500_000),
    "JPY": (500, 800_000),
    "USDT": (5_000_000, 5_000_000_000),
    "BTC": (5_000, 10_000_000),
    "TON": (1_000_000_000, 2_000_000_000_000),
}
"""Smallest and largest payment, in minor units: about 5 to 5,000 euros each."""

SANDBOX_METHODS: Mapping[str, PaymentMethod] = {
    "sandbox_card": PaymentMethod(
        code="sandbox_card",
        title="Test card",
        kind=PaymentMethodKind.CARD,
        provider=PROVIDER,
        bounds={
            (direction, code): Bounds(smallest, largest)
            for code, (smallest, largest) in _LIMITS.items()
            for direction in Direction
        },
        arrives=timedelta(seconds=30),
    )
}
