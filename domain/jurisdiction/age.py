"""Ages, in whole years on a day of UTC; who was born on 29 February is a year older on 1 March."""

from datetime import date


def whole_years(birth_date: date, today: date) -> int:
    """Below zero before the birth."""
    had_birthday = (today.month, today.day) >= (birth_date.month, birth_date.day)
    return today.year - birth_date.year - (not had_birthday)


def birthday(birth_date: date, years: int) -> date:
    """The first day on which ``whole_years`` is ``years``."""
    try:
        return birth_date.replace(year=birth_date.year + years)
    except ValueError:
        return date(birth_date.year + years, 3, 1)
