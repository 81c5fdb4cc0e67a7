"""The bundled databases: what they hold, who gets them, and that they are what their writer makes of their table."""

from pathlib import Path

import pytest

from app.adapters.geography import MaxMindGeography
from app.sandbox.geography import NETWORKS, PLACES
from domain.jurisdiction import GLI, Profiles
from tests.bundled_geography import write


def test_the_files_are_what_is_written_today(tmp_path: Path) -> None:
    write(tmp_path)
    assert (tmp_path / PLACES.name).read_bytes() == PLACES.read_bytes()
    assert (tmp_path / NETWORKS.name).read_bytes() == NETWORKS.read_bytes()


@pytest.mark.parametrize(
    ("ip", "profile"), [("192.0.2.1", "GB"), ("198.51.100.1", "MT"), ("203.0.113.1", "CW"), ("2001:db8::1", "GLI")]
)
def test_there_is_an_address_under_each_profile(ip: str, profile: str) -> None:
    country = MaxMindGeography(PLACES, NETWORKS).country_of(ip)
    assert country is not None
    assert Profiles().for_visitor(country).code == profile


def test_and_one_where_nobody_may_play_and_one_of_a_vpn() -> None:
    geography = MaxMindGeography(PLACES, NETWORKS)
    assert geography.country_of("198.18.0.1") in GLI.blocked_countries
    assert geography.anonymous("198.19.0.1")
    assert not geography.anonymous("192.0.2.1")
    assert geography.country_of("127.0.0.1") is None
