"""Countries of addresses, by a database that a writer of our own made from the format's page."""

from pathlib import Path

import maxminddb
import pytest

from app.adapters.geography import MaxMindGeography, NoGeography, UnusableGeography, open_geography
from tests.mmdb import write_countries, write_records


@pytest.fixture
def geography(tmp_path: Path) -> MaxMindGeography:
    countries = {"203.0.113.0/24": "DE", "198.51.100.128/25": "SE", "2001:db8::/32": "FR"}
    return MaxMindGeography(write_countries(tmp_path / "countries.mmdb", countries))


@pytest.mark.parametrize(
    ("ip", "country"),
    [
        ("203.0.113.7", "DE"),
        ("203.0.114.7", None),
        ("198.51.100.200", "SE"),
        ("198.51.100.7", None),
        ("2001:db8:1::7", "FR"),
        ("2001:db9::7", None),
        ("::ffff:203.0.113.7", "DE"),
        ("127.0.0.1", None),
        ("", None),
        ("no address", None),
        ("203.0.113.7.1", None),
    ],
)
def test_an_address_is_in_the_country_of_its_network(geography: MaxMindGeography, ip: str, country: str | None) -> None:
    assert geography.country_of(ip) == country


def test_a_record_without_a_country_is_not_known(tmp_path: Path) -> None:
    odd = MaxMindGeography(write_countries(tmp_path / "odd.mmdb", {"203.0.113.0/24": "unknown"}))
    assert odd.country_of("203.0.113.7") is None


def test_our_writer_speaks_the_format(tmp_path: Path) -> None:
    with maxminddb.open_database(write_countries(tmp_path / "countries.mmdb", {"203.0.113.0/24": "DE"})) as reader:
        assert [(str(network), record) for network, record in reader] == [
            ("203.0.113.0/24", {"country": {"iso_code": "DE"}})
        ]


def test_without_a_database_nothing_is_known() -> None:
    assert isinstance(open_geography(None), NoGeography)
    assert open_geography(None).country_of("203.0.113.7") is None


def test_a_file_that_is_no_database_stops_the_start(tmp_path: Path) -> None:
    for content in (None, b"", b"not a database"):
        path = tmp_path / "wrong.mmdb"
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(UnusableGeography, match="CROUPIER_GEOIP_DATABASE"):
            open_geography(path)


def test_distances_follow_the_great_circle(tmp_path: Path) -> None:
    cities = {"203.0.113.0/24": (52.52, 13.405), "198.51.100.0/24": (-33.87, 151.21)}  # Berlin, Sydney
    records = {
        network: {"location": {"latitude": place[0], "longitude": place[1]}} for network, place in cities.items()
    }
    world = MaxMindGeography(write_records(tmp_path / "cities.mmdb", {**records, "192.0.2.0/24": {"country": {}}}))
    assert world.kilometres("203.0.113.7", "198.51.100.7") == pytest.approx(16_090, abs=20)
    assert world.kilometres("203.0.113.7", "203.0.113.99") == 0
    for unknown in ("192.0.2.7", "127.0.0.1", ""):
        assert world.kilometres("203.0.113.7", unknown) is None
    assert not world.anonymous("203.0.113.7")
    world.close()


def test_networks_that_hide_their_users(tmp_path: Path) -> None:
    records = {
        "203.0.113.0/25": {"is_anonymous": True, "is_anonymous_vpn": True},
        "203.0.113.128/25": {"is_hosting_provider": True},
        "198.51.100.0/24": {"is_tor_exit_node": False},
    }
    networks = MaxMindGeography(None, write_records(tmp_path / "networks.mmdb", records))
    hidden = {ip: networks.anonymous(ip) for ip in ("203.0.113.7", "203.0.113.200", "198.51.100.7", "127.0.0.1", "")}
    assert hidden == {
        "203.0.113.7": True,
        "203.0.113.200": True,
        "198.51.100.7": False,
        "127.0.0.1": False,
        "": False,
    }
    assert networks.country_of("203.0.113.7") is None
    networks.close()
    with pytest.raises(UnusableGeography, match="CROUPIER_ANONYMOUS_IP_DATABASE"):
        open_geography(None, tmp_path / "none.mmdb")
