"""Which levels a vendor checks, as settings write it."""

from collections.abc import Mapping

from domain.jurisdiction import KycLevel


def read_levels(text: str, *, named: bool) -> Mapping[KycLevel, str]:
    """``IDENTITY=basic-kyc DOCUMENT=full-kyc`` where ``named``, ``IDENTITY DOCUMENT`` otherwise.

    Raises ValueError, whose text says what is wrong.
    """
    levels: dict[KycLevel, str] = {}
    for entry in text.split():
        level, separator, name = entry.partition("=")
        if level not in KycLevel.__members__ or level == KycLevel.NONE.name:
            raise ValueError(f"there is no level {level!r}")
        if bool(separator and name) is not named or KycLevel[level] in levels:
            raise ValueError(f"{level} must be written once, as {level}{'=<name>' if named else ''}")
        levels[KycLevel[level]] = name
    if not levels:
        raise ValueError("it names no level")
    return levels
