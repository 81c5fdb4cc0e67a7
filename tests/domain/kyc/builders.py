"""A moment, and what money is worth at indicative rates."""

from datetime import UTC, datetime
from functools import partial

from app.adapters.postgres.reference_rates import KeptRates
from domain.responsible_gaming import euro_up

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
worth = partial(euro_up, KeptRates())
