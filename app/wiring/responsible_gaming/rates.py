"""Reference rates, for staff."""

from app.adapters.postgres.responsible_gaming.rate_book import PostgresRateBook
from app.dispatch import Wiring
from app.platform import Platform
from domain.responsible_gaming import FindReferenceRates, SetReferenceRate
from domain.responsible_gaming.use_cases.set_reference_rate import FindReferenceRatesHandler, SetReferenceRateHandler


def wire_rates(platform: Platform) -> Wiring:
    return {
        SetReferenceRate: lambda session: SetReferenceRateHandler(
            PostgresRateBook(session), platform.clock, platform.ids, session.commit
        ),
        FindReferenceRates: lambda session: FindReferenceRatesHandler(PostgresRateBook(session)),
    }
