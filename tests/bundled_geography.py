"""What the bundled databases hold. ``python -m tests.bundled_geography`` writes them anew."""

from pathlib import Path
from typing import Any

from app.sandbox.geography import NETWORKS, PLACES
from tests.mmdb import write_records


def place(country: str, latitude: float, longitude: float) -> dict[str, Any]:
    return {"country": {"iso_code": country}, "location": {"latitude": latitude, "longitude": longitude}}


WHERE = {
    "192.0.2.0/24": place("GB", 51.5, -0.12),
    "198.51.100.0/24": place("MT", 35.9, 14.51),
    "203.0.113.0/24": place("CW", 12.11, -68.93),
    "2001:db8::/32": place("DE", 52.52, 13.4),
    "198.18.0.0/16": place("KP", 39.03, 125.75),
    "198.19.0.0/16": place("DE", 52.52, 13.4),
}
HIDDEN = {"198.19.0.0/16": {"is_anonymous": True, "is_anonymous_vpn": True}}


def write(folder: Path) -> None:
    write_records(folder / PLACES.name, WHERE)
    write_records(folder / NETWORKS.name, HIDDEN)


if __name__ == "__main__":
    write(PLACES.parent)
