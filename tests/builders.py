"""Things that tests begin with."""

import itertools
from datetime import date

from domain.identity import Register, Visit
from domain.jurisdiction import GLI

PASSWORD = "correct horse battery"
_numbers = itertools.count(1)


def a_player(
    email: str | None = None,
    *,
    password: str = PASSWORD,
    country: str = "DE",
    birth_date: date = date(1990, 5, 4),
    currency: str = "EUR",
    terms_version: str = GLI.terms_version,
    visit: Visit | None = None,
) -> Register:
    """A registration that is accepted as it stands; without ``email`` each is somebody new."""
    return Register(
        email=email or f"player{next(_numbers)}@example.com",
        password=password,
        country=country,
        birth_date=birth_date,
        currency=currency,
        terms_version=terms_version,
        visit=visit or a_visit(),
    )


def a_visit() -> Visit:
    return Visit(ip="203.0.113.7", user_agent="Tests/1.0")
