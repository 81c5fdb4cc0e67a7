"""What the payment provider says of one player's deposits: in order, again, late, wrong, and not from it at all."""

from dataclasses import replace
from random import Random

from tests.auditor.model import Wallet
from tests.auditor.notices import FAILED, PAID, Notice


def notice(wallet: Wallet, chance: Random) -> Notice | None:
    """None: not possible as things stand."""
    deposits = wallet.deposits
    if not deposits.orders:
        return None
    heard = list(deposits.heard.values())
    name = chance.choice(list(deposits.orders))
    order = deposits.orders[name]
    fresh = Notice(wallet.seat, _id("evt", chance), PAID, name, order.payment, order.minor)
    ways = [
        fresh,
        fresh,
        replace(fresh, kind=FAILED),
        replace(fresh, minor=order.minor - 1),
        replace(fresh, deposit=f"00000000-0000-4000-8000-{chance.getrandbits(48):012x}"),
        replace(fresh, forged=True),
        replace(fresh, stale=True),
        *(replace(fresh, payment=_id("pay", chance)) for _ in range(order.paid_by is not None)),
        *(chance.choice(heard) for _ in range(bool(heard))),
        *(replace(chance.choice(heard), minor=1) for _ in range(bool(heard))),
    ]
    return chance.choice(ways)


def _id(prefix: str, chance: Random) -> str:
    return f"{prefix}_{chance.getrandbits(96):024x}"
