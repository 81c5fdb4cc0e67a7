"""Signatures, against the vector that Hub88 publishes (signatures.csv, row 1)."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.adapters.game_providers.hub88.keys import operator_keys, sandbox_keys
from app.adapters.game_providers.hub88.signature import Signer, Verifier
from app.settings import Settings

PUBLIC_KEY = b"""-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAx3IRpSri/9SjA7f9me35
v6LtJzn8drb1vg/UeGaPPFR16KsUOPqbGJ2r1pRPJMedqqbO7Agt/HavWDcQhNZl
c9VrVQcWK/w2HD9PflQYv0oQMiPK5Mut/eIdFOpwwwaRAU4s6WOkJdSmP9F4cfr/
amTZZoY59/t3SZWYjgZ9/LDI2X8S3uLW/JPiH+6dm2bU8ykhxoWwLE/piJxynS73
EzM0tgjHyTUMkarhK9qRVZk581/kzmtJLLBZQl9XrQQcIfQ+zFZj7ijddOptxpxq
Cmq8gQNohB56p34yjVH3uAJAaFvIVg5mEkprrvNVDJwGonHSaaq7AICmzrF6h/r5
dwIDAQAB
-----END PUBLIC KEY-----
"""
SIGNATURE = (
    b"V3bEXE72v0fbrKNV6bHW945WgsuRvkKcUBA4+C2AiUp+ssrItfk4btBhQfuupBsUXY11JZY+2DSK15NlXeziZbtGQRbgq6v/Ou2tWd652r39"
    b"nKCfwpxLw1foXaLiSP5ZPudi42M7ANG4XygjaErPiIMHHQaEA6WKqSLIPmJmJJ1u6PkLulpG5CEMO+/6tWRBMMd5vZuHxqc2koaCWI6a3sW+"
    b"75INSPXbSAEnwVkWPIeUg+EYCdUE7RARSlT/xf5Bp37qtEGZSG7TF7198HDQjAMpC7HBY+tUXsNZwXJJpcRxRh0Pqfz7Q9LG0ikFfdQE+0gC"
    b"nuLOmx0IMtLIFjVQpA=="
)


def test_accepts_the_published_signature() -> None:
    assert Verifier(PUBLIC_KEY).accepts(b"test", SIGNATURE)


@pytest.mark.parametrize("body", [b"Test", b"test ", b""])
def test_refuses_it_for_other_bytes(body: bytes) -> None:
    assert not Verifier(PUBLIC_KEY).accepts(body, SIGNATURE)


@pytest.mark.parametrize("signature", [b"", b"AAAA", SIGNATURE[:-1], b"W" + SIGNATURE[1:], b"\xff\xfe", b"!" * 344])
def test_refuses_other_signatures(signature: bytes) -> None:
    assert not Verifier(PUBLIC_KEY).accepts(b"test", signature)


def test_each_side_verifies_the_other(settings: Settings) -> None:
    ours, theirs = operator_keys(settings), sandbox_keys(settings)
    assert ours is not None
    assert Verifier(theirs.their_public).accepts(b"body", Signer(ours.own_private).sign(b"body").encode())
    assert Verifier(ours.their_public).accepts(b"body", Signer(theirs.own_private).sign(b"body").encode())
    assert not Verifier(ours.their_public).accepts(b"body", Signer(ours.own_private).sign(b"body").encode())


def test_keys_are_made_once_and_for_their_owner_alone(settings: Settings) -> None:
    operator_keys(settings)
    files = sorted((settings.data_dir / "secrets").glob("hub88*.pem"))
    assert [file.stat().st_mode & 0o777 for file in files] == [0o600, 0o600]
    before = [file.read_bytes() for file in files]
    sandbox_keys(settings)
    assert [file.read_bytes() for file in files] == before


def test_production_has_no_keys_of_its_own() -> None:
    assert operator_keys(Settings(env="production")) is None


def test_other_kinds_of_keys_are_not_taken() -> None:
    pem = (
        ec.generate_private_key(ec.SECP256R1())
        .public_key()
        .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    with pytest.raises(TypeError):
        Verifier(pem)
