"""Hub88's game list, read into our catalogue."""

import re
from datetime import date
from urllib.parse import urlsplit

from app.adapters.game_providers.hub88.amounts import CURRENCIES_CARRIED
from domain.games import ListedGame, Volatility

_PERCENT = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,2})[0-9]*)?%?")


def listed_game(entry: object) -> ListedGame | None:
    """One entry of ``/game/list``; None for one that is disabled or lacks a code or a name."""
    if not isinstance(entry, dict) or entry.get("enabled") is False:
        return None
    code, title = entry.get("game_code"), entry.get("name")
    if not _is_text(code, 128) or not _is_text(title, 200):
        return None
    volatility = entry.get("volatility")
    return ListedGame(
        code=str(code),
        title=str(title),
        studio=_text(entry.get("product")) or "Unknown",
        category=_text(entry.get("category")) or "Other",
        tags=_texts(entry.get("theme")),
        features=_texts(entry.get("features")),
        rtp_basis_points=basis_points(entry.get("rtp")),
        volatility=Volatility(volatility) if volatility in tuple(Volatility) else None,
        currencies=_currencies(entry.get("currencies")),
        demo=entry.get("demo_game_support") is True,
        thumbnail_url=_url(entry.get("url_thumb")),
        background_url=_url(entry.get("url_background")),
        released_on=_date(entry.get("release_date")),
    )


def basis_points(percent: object) -> int | None:
    """Hub88 writes percentages as text, ``"94.79"``: 9479. Digits beyond the second are cut."""
    match = _PERCENT.fullmatch(percent.strip()) if isinstance(percent, str) else None
    if match is None:
        return None
    return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))


def _currencies(value: object) -> tuple[str, ...]:
    """What the entry names and the encoding carries; an entry that names none is played in all of these."""
    if not isinstance(value, list):
        return CURRENCIES_CARRIED
    return tuple(code for code in CURRENCIES_CARRIED if code in value)


def _is_text(value: object, longest: int) -> bool:
    return isinstance(value, str) and 0 < len(value) <= longest and value.isprintable()


def _text(value: object) -> str:
    return str(value) if _is_text(value, 200) else ""


def _texts(value: object) -> tuple[str, ...]:
    return tuple(text for text in map(_text, value) if text) if isinstance(value, list) else ()


def _url(value: object) -> str | None:
    if not isinstance(value, str) or not _is_text(value, 2048):
        return None
    return value if urlsplit(value).scheme in ("http", "https") else None


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
