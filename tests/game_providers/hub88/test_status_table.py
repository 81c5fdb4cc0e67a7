"""Every refusal that a money command of a game can give has a status of Hub88's."""

import inspect

from app.adapters.game_providers.hub88 import errors
from domain.games import refusals as game_refusals
from domain.responsible_gaming import refusals as protections
from domain.shared import IdempotencyConflict, InvalidInput, Refusal, TryAgainLater
from domain.wallet import refusals as wallet_refusals


def test_the_table_is_complete() -> None:
    expected = {IdempotencyConflict, InvalidInput, TryAgainLater}
    for module in (game_refusals, wallet_refusals, protections):
        expected |= {
            kind
            for _, kind in inspect.getmembers(module, inspect.isclass)
            if issubclass(kind, Refusal) and kind.__module__ == module.__name__
        }
    assert set(errors.STATUS_OF) == expected


def test_every_status_is_one_of_hub88s() -> None:
    assert set(errors.STATUS_OF.values()) <= {
        value for name, value in vars(errors).items() if name.isupper() and isinstance(value, str)
    }
