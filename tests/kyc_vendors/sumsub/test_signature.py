"""Sumsub's signatures. The request's recipe is that of its examples; the digests are worked out by OpenSSL."""

import pytest

from app.adapters.inbound import Unauthentic
from app.adapters.kyc_vendors.sumsub.signature import digest, sign_request, verify

SECRET = "SoMeWeBhOoKsEcReT"
BODY = b'{"applicantId":"5cb56e8e0a975a35f333cb83","type":"applicantReviewed"}'
SHA1 = "84a31c223786b34f3eb7958f437a4daf8bc4bf46"
SHA256 = "5b1b777e295f63ac6032c055cd4c0f6a378da2a6f3187507029301b98454a95f"
SHA512 = (
    "a2c666894e25de632a2fa062c002e85a955acba115b011aae615d837fea29203"
    "0a185f60f33750708d2483c7b0f6c7dfbe063c57b7771d35c8369c73472ce849"
)


def test_a_request_is_signed_over_time_method_path_query_and_body() -> None:
    path = "/resources/applicants?levelName=basic-kyc-level"
    assert (
        sign_request("s3cret", 1_607_551_635, "POST", path, b'{"externalUserId":"u-1"}')
        == "14f1ab2cdeabebc2fb220a6d5de5fc4a6ce07354e9e4456997e73e691f91e8c1"
    )
    assert (
        sign_request("s3cret", 1_607_551_635, "get", "/resources/applicants/5f/status")
        == "5decede18ab54cf3b0a82a4a4637c1fca8566accfa9810cb6bd0b7293f6fc4d1"
    )


@pytest.mark.parametrize(
    ("algorithm", "given"), [("HMAC_SHA256_HEX", SHA256), (None, SHA256), ("HMAC_SHA512_HEX", SHA512)]
)
def test_digests_of_the_raw_body(algorithm: str | None, given: str) -> None:
    verify(SECRET, given, algorithm, BODY)
    verify(SECRET, given.upper(), algorithm, BODY)


@pytest.mark.parametrize(
    ("given", "algorithm", "code"),
    [
        (None, "HMAC_SHA256_HEX", "SIGNATURE_MISSING"),
        ("", "HMAC_SHA256_HEX", "SIGNATURE_MISSING"),
        (SHA1, "HMAC_SHA1_HEX", "SIGNATURE_ALGORITHM"),
        (SHA256, "HMAC_SHA1_HEX", "SIGNATURE_ALGORITHM"),
        (SHA256, "hmac_sha256_hex", "SIGNATURE_ALGORITHM"),
        (SHA256, "NONE", "SIGNATURE_ALGORITHM"),
        (SHA1, None, "SIGNATURE_MALFORMED"),
        ("zz" * 32, "HMAC_SHA256_HEX", "SIGNATURE_MALFORMED"),
        ("é" * 64, "HMAC_SHA256_HEX", "SIGNATURE_MALFORMED"),
        (SHA256, "HMAC_SHA512_HEX", "SIGNATURE_WRONG"),
        (SHA512, "HMAC_SHA256_HEX", "SIGNATURE_WRONG"),
        ("0" * 64, "HMAC_SHA256_HEX", "SIGNATURE_WRONG"),
    ],
)
def test_no_header_can_weaken_it(given: str | None, algorithm: str | None, code: str) -> None:
    with pytest.raises(Unauthentic) as refused:
        verify(SECRET, given, algorithm, BODY)
    assert refused.value.code == code


def test_one_byte_more_or_another_secret() -> None:
    for secret, body in ((SECRET, BODY + b" "), ("another", BODY)):
        with pytest.raises(Unauthentic):
            verify(secret, digest(SECRET, BODY), None, body)
