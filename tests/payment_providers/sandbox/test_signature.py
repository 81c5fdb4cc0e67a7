"""The signature of notices: vectors, and everything that must not pass."""

import pytest

from app.adapters.payment_providers.sandbox.signature import BadSignature, sign, verify
from app.sandbox.psp.signing import signature_header

SECRET = "whsec_test_secret"
NOW = 1_700_000_000
BODY = b"""{
  "id": "evt_test_webhook",
  "object": "event",
  "data": { "object": { "id": "rdr_123", "object": "terminal.reader" } }
}"""
SIGNED = "3bfab77baf5f7b6991a46c9b53b6547d7afc56148b10468fcad9f35c1992ffbd"
"""Stripe's recipe over the payload of stripe-python's own webhook tests."""


def test_stripes_recipe() -> None:
    assert sign(SECRET, str(NOW), BODY) == SIGNED
    verify(SECRET, f"t={NOW},v1={SIGNED}", BODY, NOW)


def test_what_the_provider_signs_we_accept() -> None:
    verify(SECRET, signature_header(SECRET, NOW, b"any \xff bytes"), b"any \xff bytes", NOW)


@pytest.mark.parametrize(
    "header",
    [
        f"t={NOW},v1={'0' * 64},v1={SIGNED}",
        f"t={NOW},v1={SIGNED},v1={'0' * 64}",
        f"v1={SIGNED},t={NOW}",
        f"t={NOW}, v1={SIGNED}",
        f"t={NOW},v0={'0' * 64},v1={SIGNED},v2=whatever",
    ],
    ids=["second matches", "first matches", "any order", "spaces", "other schemes"],
)
def test_headers_that_pass(header: str) -> None:
    verify(SECRET, header, BODY, NOW)


@pytest.mark.parametrize("age", [-300, 0, 300])
def test_within_the_tolerance(age: int) -> None:
    verify(SECRET, f"t={NOW},v1={SIGNED}", BODY, NOW + age)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (None, "SIGNATURE_MISSING"),
        ("", "SIGNATURE_MALFORMED"),
        (SIGNED, "SIGNATURE_MALFORMED"),
        (f"t={NOW}", "SIGNATURE_MALFORMED"),
        (f"v1={SIGNED}", "SIGNATURE_MALFORMED"),
        (f"t={NOW},v0={SIGNED}", "SIGNATURE_MALFORMED"),
        (f"t={NOW},t={NOW},v1={SIGNED}", "SIGNATURE_MALFORMED"),
        (f"t=,v1={SIGNED}", "SIGNATURE_MALFORMED"),
        (f"t=-1,v1={SIGNED}", "SIGNATURE_MALFORMED"),
        (f"t=\u0661\u0667,v1={SIGNED}", "SIGNATURE_MALFORMED"),
        (f"t=1e9,v1={SIGNED}", "SIGNATURE_MALFORMED"),
        (f"t={'9' * 5000},v1={SIGNED}", "SIGNATURE_MALFORMED"),
        (f"t={NOW}," + f"v1={'0' * 64}," * 100 + f"v1={SIGNED}", "SIGNATURE_MALFORMED"),
        (f"t={NOW},v1=", "SIGNATURE_WRONG"),
        (f"t={NOW},v1={SIGNED[:-1]}", "SIGNATURE_WRONG"),
        (f"t={NOW},v1={SIGNED.upper()}", "SIGNATURE_WRONG"),
        (f"t={NOW},v1=ünïcode", "SIGNATURE_WRONG"),
        (f"t={NOW + 1},v1={SIGNED}", "SIGNATURE_WRONG"),
    ],
)
def test_headers_that_do_not_pass(header: str | None, code: str) -> None:
    with pytest.raises(BadSignature) as refused:
        verify(SECRET, header, BODY, NOW)
    assert refused.value.code == code


@pytest.mark.parametrize("age", [301, -301, 10**9])
def test_a_stale_or_early_notice(age: int) -> None:
    with pytest.raises(BadSignature) as refused:
        verify(SECRET, f"t={NOW},v1={SIGNED}", BODY, NOW + age)
    assert refused.value.code == "SIGNATURE_STALE"


@pytest.mark.parametrize("body", [BODY + b" ", BODY[:-1], BODY.replace(b"evt", b"evu"), b""])
def test_a_tampered_body(body: bytes) -> None:
    with pytest.raises(BadSignature) as refused:
        verify(SECRET, f"t={NOW},v1={SIGNED}", body, NOW)
    assert refused.value.code == "SIGNATURE_WRONG"


def test_another_secret() -> None:
    with pytest.raises(BadSignature):
        verify("whsec_another", f"t={NOW},v1={SIGNED}", BODY, NOW)
