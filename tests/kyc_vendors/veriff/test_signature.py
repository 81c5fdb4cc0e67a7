"""Veriff's signatures: the vectors that its documentation published under "Generating X-HMAC-SIGNATURE"."""

import pytest

from app.adapters.inbound import Unauthentic
from app.adapters.kyc_vendors.veriff.signature import sign, verify

CLIENT, SECRET = "8e4f7cd8-7a19-4d7d-971f-a076407ee03c", "abcdef12-abcd-abcd-abcd-abcdef012345"
BODY = (
    b'{"verification":{"callback":"https://veriff.com","person":{"firstName":"John","lastName":"Smith"},'
    b'"document":{"type":"PASSPORT","country":"EE"},"vendorData":"unique id of %s",'
    b'"timestamp":"2016-05-19T08:30:25.597Z"}}'
)
A_USER, THE_END_USER = BODY % b"a user", BODY % b"the end-user"
SIGNATURE = "6af6d95822e19e9cc707aec55395d8d363ba2c7bc4625bc04ebeca0c7bf8cd67"


@pytest.mark.parametrize(
    ("message", "signature"),
    [
        (A_USER, SIGNATURE),
        (THE_END_USER, "0dcab73ddd20062616d104231c7439657546a5c24e4691977da93bb854c31e25"),
        (b"aea9ba6d-1b47-47fc-a4fc-f72b6d3584a7", "895cb3fd31139d89aeb7b263682e15479ab57651e70591256ad2c14fde4950dd"),
    ],
)
def test_published_vectors(message: bytes, signature: str) -> None:
    assert sign(SECRET, message) == signature


def test_a_webhook_of_theirs() -> None:
    verify(CLIENT, SECRET, CLIENT, SIGNATURE, A_USER)
    verify(CLIENT, SECRET, CLIENT, SIGNATURE.upper(), A_USER)


@pytest.mark.parametrize(
    ("client", "given", "code"),
    [
        (CLIENT, None, "SIGNATURE_MISSING"),
        (CLIENT, "", "SIGNATURE_MISSING"),
        (CLIENT, SIGNATURE[:-1], "SIGNATURE_MALFORMED"),
        (CLIENT, "é" * 64, "SIGNATURE_MALFORMED"),
        (CLIENT, "0" * 64, "SIGNATURE_WRONG"),
        ("another", SIGNATURE, "CLIENT_WRONG"),
        ("é", SIGNATURE, "CLIENT_WRONG"),
        (None, SIGNATURE, "CLIENT_WRONG"),
    ],
)
def test_a_webhook_of_a_stranger(client: str | None, given: str | None, code: str) -> None:
    with pytest.raises(Unauthentic) as refused:
        verify(CLIENT, SECRET, client, given, A_USER)
    assert refused.value.code == code
