"""The relying party takes recorded ceremonies, and refuses everything that is not quite one, by name."""

import json
from collections.abc import Callable
from uuid import UUID

import pytest
from webauthn import base64url_to_bytes
from webauthn.helpers import bytes_to_base64url

from app.adapters.webauthn.relying_party import RelyingParty
from domain.identity.refusals import ProofRejected
from domain.shared import PlayerId
from tests.adapters.webauthn.vectors import (
    EC2,
    KEY_OF_SOMEBODY_ELSE,
    NONE_ATTESTATION,
    ORIGIN,
    RSA,
    UNVERIFIED_BY_NAME,
    UNVERIFIED_EC2,
    UNVERIFIED_OKP,
    Vector,
)

HERE = RelyingParty("localhost", "Croupier", ("https://casino.example", ORIGIN))
PLAYER = PlayerId(UUID(int=7))


def reason(call: Callable[[], object]) -> str:
    with pytest.raises(ProofRejected) as refused:
        call()
    return refused.value.reason


def asserted(vector: Vector, credential: str | None = None, stored: int | None = None) -> int:
    counter = vector.stored if stored is None else stored
    return HERE.asserted(vector.challenge, credential or vector.credential(), vector.key, counter)


def flipped(text: str, index: int = -6) -> str:
    raw = bytearray(base64url_to_bytes(text))
    raw[index] ^= 1
    return bytes_to_base64url(bytes(raw))


def client_data(vector: Vector, **changed: object) -> str:
    said = json.loads(base64url_to_bytes(vector.client_data))
    return bytes_to_base64url(json.dumps(said | changed).encode())


def test_takes_a_recorded_registration() -> None:
    made = HERE.registered(NONE_ATTESTATION.challenge, NONE_ATTESTATION.credential())
    assert (made.key, made.public_key, made.sign_count) == (NONE_ATTESTATION.id, NONE_ATTESTATION.key, 23)


@pytest.mark.parametrize("vector", [RSA, EC2], ids=["RSA", "EC2"])
def test_takes_recorded_assertions_of_verified_users(vector: Vector) -> None:
    assert asserted(vector) == vector.counter


@pytest.mark.parametrize("vector", [RSA, EC2], ids=["RSA", "EC2"])
def test_refuses_a_counter_that_did_not_grow(vector: Vector) -> None:
    assert reason(lambda: asserted(vector, stored=vector.counter)) == "COUNTER_REPLAYED"
    assert reason(lambda: asserted(vector, stored=vector.counter + 1)) == "COUNTER_REPLAYED"


@pytest.mark.parametrize("vector", [UNVERIFIED_EC2, UNVERIFIED_OKP, UNVERIFIED_BY_NAME], ids=["EC2", "OKP", "named"])
def test_refuses_a_device_that_did_not_verify_its_user_whose_signature_holds(vector: Vector) -> None:
    assert reason(lambda: asserted(vector)) == "NOT_VERIFIED"
    assert reason(lambda: asserted(vector, vector.credential(signature=flipped(vector.signature)))) == "BAD_SIGNATURE"


def test_refuses_a_signature_by_another_key() -> None:
    assert reason(lambda: asserted(KEY_OF_SOMEBODY_ELSE)) == "BAD_SIGNATURE"


@pytest.mark.parametrize("vector", [RSA, EC2], ids=["RSA", "EC2"])
def test_refuses_tampered_parts(vector: Vector) -> None:
    assert reason(lambda: asserted(vector, vector.credential(signature=flipped(vector.signature)))) == "BAD_SIGNATURE"
    raised = flipped(vector.authenticator_data, -1)
    assert reason(lambda: asserted(vector, vector.credential(authenticatorData=raised))) == "BAD_SIGNATURE"
    more = client_data(vector, more="x")
    assert reason(lambda: asserted(vector, vector.credential(clientDataJSON=more))) == "BAD_SIGNATURE"


def test_names_what_is_wrong_before_it_looks_at_the_signature() -> None:
    def refused(**changed: object) -> str:
        return reason(lambda: asserted(RSA, RSA.credential(clientDataJSON=client_data(RSA, **changed))))

    assert refused(origin="https://casino.example.evil") == "WRONG_ORIGIN"
    assert refused(crossOrigin=True) == "WRONG_ORIGIN"
    assert refused(challenge="AAAA") == "WRONG_CHALLENGE"
    assert refused(type="webauthn.create") == "MALFORMED"
    elsewhere = RelyingParty("casino.example", "Croupier", HERE.origins)
    assert reason(lambda: elsewhere.asserted(RSA.challenge, RSA.credential(), RSA.key, 0)) == "WRONG_DOMAIN"
    absent = flipped(RSA.authenticator_data, 32)
    assert reason(lambda: asserted(RSA, RSA.credential(authenticatorData=absent))) == "NOT_VERIFIED"


def test_names_what_is_wrong_with_a_registration() -> None:
    vector = NONE_ATTESTATION

    def refused(**changed: object) -> str:
        credential = vector.credential(clientDataJSON=client_data(vector, **changed))
        return reason(lambda: HERE.registered(vector.challenge, credential))

    assert refused(origin="http://localhost:5001") == "WRONG_ORIGIN"
    assert refused(challenge="AAAA") == "WRONG_CHALLENGE"
    assert refused(type="webauthn.get") == "MALFORMED"
    elsewhere = RelyingParty("casino.example", "Croupier", HERE.origins)
    assert reason(lambda: elsewhere.registered(vector.challenge, vector.credential())) == "WRONG_DOMAIN"
    other = vector.credential().replace(vector.id, RSA.id)
    assert reason(lambda: HERE.registered(vector.challenge, other)) == "MALFORMED"
    flags = base64url_to_bytes(vector.attestation_object).index(base64url_to_bytes(RSA.authenticator_data)[:32]) + 32
    unverified = bytearray(base64url_to_bytes(vector.attestation_object))
    unverified[flags] &= ~4
    credential = vector.credential(attestationObject=bytes_to_base64url(bytes(unverified)))
    assert reason(lambda: HERE.registered(vector.challenge, credential)) == "NOT_VERIFIED"


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "{}",
        "[]",
        "null",
        "\ud800",
        '{"id": 1}',
        "[" * 9_000,
        "x" * 20_000,
        RSA.credential(clientDataJSON="bnVsbA"),
        RSA.credential(clientDataJSON="%%%"),
        RSA.credential(authenticatorData="AAAA"),
        RSA.credential(userHandle="ü"),
        NONE_ATTESTATION.credential(attestationObject="AAAA"),
        NONE_ATTESTATION.credential(attestationObject="gICA"),
    ],
    ids=range(14),
)
def test_refuses_what_is_no_credential(nonsense: str) -> None:
    assert reason(lambda: HERE.registered(b"nonce", nonsense)) == "MALFORMED"
    assert reason(lambda: HERE.asserted(b"nonce", nonsense, RSA.key, 0)) in ("MALFORMED", "WRONG_CHALLENGE")


def test_reads_whose_key_and_which_challenge_a_credential_claims() -> None:
    said = HERE.read(RSA.credential())
    assert (said.key, said.nonce) == (RSA.id, RSA.challenge)
    assert said.owner is not None
    assert HERE.read(UNVERIFIED_OKP.credential()).owner is None


def test_asks_for_a_key_that_finds_itself_and_verifies_its_user() -> None:
    options = json.loads(HERE.registration_options(b"n" * 16, PLAYER, "ada@example.com", [RSA.id]))
    assert options["rp"] == {"id": "localhost", "name": "Croupier"}
    assert base64url_to_bytes(options["user"]["id"]) == PLAYER.bytes
    assert base64url_to_bytes(options["challenge"]) == b"n" * 16
    assert options["authenticatorSelection"] == {
        "residentKey": "required",
        "requireResidentKey": True,
        "userVerification": "required",
    }
    assert [key["id"] for key in options["excludeCredentials"]] == [RSA.id]
    assert options["attestation"] == "none"


def test_asks_any_key_or_given_ones_to_sign() -> None:
    anybody = json.loads(HERE.assertion_options(b"n" * 16))
    assert (anybody["rpId"], anybody["userVerification"]) == ("localhost", "required")
    assert not anybody.get("allowCredentials")
    given = json.loads(HERE.assertion_options(b"n" * 16, [RSA.id, EC2.id]))
    assert [key["id"] for key in given["allowCredentials"]] == [RSA.id, EC2.id]


@pytest.mark.parametrize(
    ("base_url", "domain"),
    [
        ("https://casino.example", "casino.example"),
        ("https://www.casino.example:8443/", "www.casino.example"),
        ("http://127.0.0.1:8000", "localhost"),
        ("http://[::1]:8000", "localhost"),
        ("http://localhost:8000", "localhost"),
    ],
)
def test_its_domain_is_that_of_the_public_address(base_url: str, domain: str) -> None:
    assert RelyingParty.at(base_url, ()).id == domain
