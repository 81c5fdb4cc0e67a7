"""The numbers themselves: what each field that the matrix names holds, in every jurisdiction's profile."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass

from domain.jurisdiction import PROFILES, JurisdictionProfile, KycThreshold, RegistrationField, StakeCap


def numbers(named: Iterable[str]) -> Sequence[str]:
    """The lines of a table: a field a row, a profile a column. A row that is the same everywhere says it once."""
    lines = [f"| field | {' | '.join(PROFILES)} |", "|---|" + "---|" * len(PROFILES)]
    for field in sorted(set(named)):
        held = [shown(value_of(profile, field)) for profile in PROFILES.values()]
        same = len(set(held)) == 1
        lines.append(f"| `{field}` | {' | '.join([held[0], *['″'] * (len(held) - 1)] if same else held)} |")
    return lines


def value_of(profile: JurisdictionProfile, field: str) -> object:
    """``section.field``. Raises AttributeError."""
    found: object = profile
    for name in field.split("."):
        found = getattr(found, name)
    return found


def shown(value: object) -> str:
    if value is None or value == () or value == {}:
        return "none"
    if value == "*":
        return "others"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, KycThreshold):
        span = "in all" if value.days is None else f"in {value.days} days"
        asked = value.level.name.lower().replace("_", " ")
        return f"{value.measure.lower().replace('_', ' ')} of {value.euro_minor / 100:,.2f} EUR {span}: {asked}"
    if isinstance(value, StakeCap):
        ages = f"from {value.from_age}" + ("" if value.under_age is None else f" to under {value.under_age}")
        return f"{value.category} {value.minor / 100:.2f} {value.currency} {ages} years"
    if isinstance(value, RegistrationField):
        return value.name if value.required else f"({value.name})"
    if isinstance(value, Mapping):
        return ", ".join(f"{shown(key)}: {shown(each)}" for key, each in value.items())
    if isinstance(value, frozenset):
        return ", ".join(sorted(map(shown, value)))
    if isinstance(value, tuple):
        separator = "; " if any(is_dataclass(each) and len(fields(each)) > 2 for each in value) else ", "
        return separator.join(map(shown, value))
    return getattr(value, "name", str(value))
