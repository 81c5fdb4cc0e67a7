"""The published vectors, through the adapter that judges players' codes."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from app.adapters.totp import PyotpTotp
from app.time_and_chance import SystemRandom

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # the ASCII text 12345678901234567890
HOTP = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]
TOTP = {
    59: "94287082",
    1111111109: "07081804",
    1111111111: "14050471",
    1234567890: "89005924",
    2000000000: "69279037",
    20000000000: "65353130",
}
totp = PyotpTotp(SystemRandom(), "Croupier")


def at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@pytest.mark.parametrize(("counter", "code"), list(enumerate(HOTP)))
def test_rfc_4226_appendix_d(counter: int, code: str) -> None:
    assert totp.step_of(SECRET, code, at(30 * counter)) == counter


@pytest.mark.parametrize(("seconds", "code"), list(TOTP.items()))
def test_rfc_6238_appendix_b(seconds: int, code: str) -> None:
    """Six digits are the last six of eight: both are one number, modulo a power of ten (RFC 4226, 5.3)."""
    assert totp.step_of(SECRET, code[-6:], at(seconds)) == seconds // 30


def test_one_step_of_drift_either_way_and_no_more() -> None:
    now, code = at(30 * 5), HOTP[5]
    for steps in (-1, 0, 1):
        assert totp.step_of(SECRET, code, now + timedelta(seconds=30 * steps)) == 5
    for steps in (-2, 2):
        assert totp.step_of(SECRET, code, now + timedelta(seconds=30 * steps)) is None


@pytest.mark.parametrize("typed", ["254 676", " 254676 "])
def test_forgives_spaces(typed: str) -> None:
    assert totp.step_of(SECRET, typed, at(150)) == 5


@pytest.mark.parametrize("typed", ["", "25467", "2546760", "٢٥٤٦٧٦", "\ud800", "abcdef"])
def test_anything_else_is_no_code(typed: str) -> None:
    assert totp.step_of(SECRET, typed, at(150)) is None


def test_a_new_secret_has_160_bits_and_is_another_each_time() -> None:
    first, second = totp.new_secret(), totp.new_secret()
    assert len(first) == 32
    assert first != second


def test_the_uri_names_the_issuer_and_the_account() -> None:
    uri = urlsplit(totp.uri(SECRET, "ann@example.com"))
    assert (uri.scheme, uri.netloc, unquote(uri.path)) == ("otpauth", "totp", "/Croupier:ann@example.com")
    assert parse_qs(uri.query) == {"secret": [SECRET], "issuer": ["Croupier"]}
