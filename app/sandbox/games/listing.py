"""What this house offers: its game list in Hub88's form, its currencies and stakes."""

from app.sandbox.games.machines import MACHINES

STUDIO = "Sandbox Slots"
DIGITS = {"EUR": 2, "GBP": 2, "USD": 2, "JPY": 0, "XXX": 2}
"""Decimal digits of each currency that is played here; XXX is play money."""
STAKES_MINOR = (20, 40, 60, 100, 200, 400, 1000, 2000)
"""Each divides evenly among 5, 10 and 20 lines."""
DEMO_BALANCE_MINOR = 1_000_00
UNITS = 100_000

_FACTS: dict[str, dict[str, object]] = {
    "copper-lantern": {
        "name": "Copper Lantern",
        "rtp": "96.22",
        "volatility": 2,
        "hit_ratio": "51.2",
        "theme": ["Workshop", "Night"],
        "features": ["Classic reels"],
        "release_date": "2026-03-02",
    },
    "tidal-reef": {
        "name": "Tidal Reef",
        "rtp": "96.17",
        "volatility": 3,
        "hit_ratio": "40.6",
        "theme": ["Ocean", "Animals"],
        "features": ["Wild"],
        "release_date": "2026-06-15",
    },
    "ember-peaks": {
        "name": "Ember Peaks",
        "rtp": "96.24",
        "volatility": 5,
        "hit_ratio": "52.2",
        "theme": ["Mountains", "Dragons"],
        "features": ["Wild", "Scatter pays"],
        "release_date": "2026-10-01",
    },
}


def title_of(code: str) -> str:
    return str(_FACTS[code]["name"])


def units_per_minor(currency: str) -> int:
    return int(UNITS // 10 ** DIGITS[currency])


def rtp_of(code: str) -> str:
    """The exact return to player in percent, cut to two decimals."""
    return str(_FACTS[code]["rtp"])


def game_list(base_url: str) -> list[dict[str, object]]:
    """``/operator/generic/v2/game/list``; ``currencies`` is what this house adds to Hub88's form."""
    return [
        {
            "game_code": code,
            "product": STUDIO,
            "category": "Video Slots",
            "platforms": ["GPL_DESKTOP", "GPL_MOBILE"],
            "url_thumb": f"{base_url}/art/{code}.svg",
            "url_background": f"{base_url}/art/{code}.svg",
            "enabled": True,
            "demo_game_support": True,
            "freebet_support": False,
            "blocked_countries": [],
            "paylines": len(MACHINES[code].lines),
            "currencies": sorted(DIGITS),
            **facts,
        }
        for code, facts in _FACTS.items()
    ]
