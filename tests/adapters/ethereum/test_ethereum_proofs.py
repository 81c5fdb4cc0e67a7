"""Sign-In with Ethereum: whose signature it is, and whether it was made for us."""

from datetime import UTC, datetime, timedelta

import pytest
from eth_keys.datatypes import PrivateKey

from app.adapters.ethereum.address import checksummed, read_address
from app.adapters.ethereum.proofs import SignedMessages
from app.adapters.ethereum.signature import MalformedSignature, personal_hash, signer
from domain.identity.refusals import ProofRejected
from domain.shared import InvalidInput
from tests.adapters.ethereum.vectors import EXAMPLE, VERIFICATION_NEGATIVE, VERIFICATION_POSITIVE, Signed

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
NONCE = "0123456789abcdef"
KEY = PrivateKey(b"\x07" * 32)
OURS = SignedMessages(("casino.example",), (1, 137), "https://casino.example/")
THEIRS = SignedMessages(("login.xyz", "www.tally.xyz", "tally.xyz"), (1,), "https://login.xyz")
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141


def sign(text: str, key: PrivateKey = KEY) -> str:
    signature = key.sign_msg_hash(personal_hash(text)).to_bytes()
    return "0x" + signature[:64].hex() + bytes((signature[64] + 27,)).hex()


def asked(proofs: SignedMessages = OURS) -> str:
    return proofs.message(KEY.public_key.to_checksum_address(), NONCE, NOW, NOW + timedelta(minutes=10))


def reason_of(message: str, signature: str, nonce: str = NONCE, now: datetime = NOW) -> str:
    with pytest.raises(ProofRejected) as refused:
        OURS.check(message, signature, nonce, now)
    return refused.value.reason


def check(vector: Signed, proofs: SignedMessages = THEIRS, nonce: str | None = None) -> str:
    now = datetime.fromisoformat(vector.now)
    return proofs.check(vector.text, vector.signature, nonce or vector.nonce, now).label


@pytest.mark.parametrize("name", VERIFICATION_POSITIVE)
def test_takes_what_the_vectors_call_good(name: str) -> None:
    vector = VERIFICATION_POSITIVE[name]
    assert check(vector) == vector.address


@pytest.mark.parametrize("name", VERIFICATION_NEGATIVE)
def test_refuses_what_the_vectors_call_bad_for_its_reason(name: str) -> None:
    vector, reason = VERIFICATION_NEGATIVE[name]
    with pytest.raises(ProofRejected) as refused:
        check(vector)
    assert refused.value.reason == reason


def test_a_message_for_another_domain_does_not_count() -> None:
    """The vector "domain binding"."""
    with pytest.raises(ProofRejected) as refused:
        check(EXAMPLE, SignedMessages(("example.com",), (1,), "https://example.com"))
    assert refused.value.reason == "WRONG_DOMAIN"


def test_a_message_with_another_nonce_does_not_count() -> None:
    """The vector "custom nonce"."""
    with pytest.raises(ProofRejected) as refused:
        check(EXAMPLE, nonce="6548asdgf")
    assert refused.value.reason == "WRONG_NONCE"


def test_what_we_ask_for_is_what_we_take() -> None:
    message = asked()
    proof = OURS.check(message, sign(message), NONCE, NOW)
    assert proof.label == KEY.public_key.to_checksum_address()
    assert proof.subject == KEY.public_key.to_address()
    assert proof.once == b""


def test_a_uri_elsewhere_is_another_domain() -> None:
    message = asked().replace("URI: https://casino.example/", "URI: https://casino.example.evil.example/")
    assert reason_of(message, sign(message)) == "WRONG_DOMAIN"


def test_a_scheme_has_to_be_ours() -> None:
    message = "https://" + asked()
    assert OURS.check(message, sign(message), NONCE, NOW)
    other = "http://" + asked()
    assert reason_of(other, sign(other)) == "WRONG_DOMAIN"


def test_userinfo_before_our_domain_is_another_domain() -> None:
    message = "evil.example@" + asked()
    assert reason_of(message, sign(message)) == "WRONG_DOMAIN"


def test_other_chains() -> None:
    polygon = asked().replace("Chain ID: 1\n", "Chain ID: 137\n")
    assert OURS.check(polygon, sign(polygon), NONCE, NOW)
    foreign = asked().replace("Chain ID: 1\n", "Chain ID: 56\n")
    assert reason_of(foreign, sign(foreign)) == "WRONG_CHAIN"


def test_it_expires_when_it_says() -> None:
    message = asked()
    assert reason_of(message, sign(message), now=NOW + timedelta(minutes=10)) == "EXPIRED"
    assert OURS.check(message, sign(message), NONCE, NOW + timedelta(minutes=10, seconds=-1))


def test_somebody_elses_signature_does_not_count() -> None:
    message = asked()
    assert reason_of(message, sign(message, PrivateKey(b"\x08" * 32))) == "BAD_SIGNATURE"


def test_a_signature_of_another_text_does_not_count() -> None:
    assert reason_of(asked(), sign(asked() + " ")) == "BAD_SIGNATURE"


def test_v_counts_from_0_or_from_27() -> None:
    message = asked()
    signature = sign(message)
    from_zero = signature[:-2] + bytes((int(signature[-2:], 16) - 27,)).hex()
    assert OURS.check(message, from_zero, NONCE, NOW) == OURS.check(message, signature, NONCE, NOW)


def test_malformed_signatures() -> None:
    message = asked()
    good = sign(message)
    r, s = int(good[2:66], 16), int(good[66:130], 16)
    twin = f"0x{r:064x}{ORDER - s:064x}{55 - int(good[-2:], 16):02x}"
    bad = [good[2:], good[:-2], good + "00", good[:-2] + "02", good[:-2] + "1d", "0x", "", f"0x{'0' * 128}1b", twin]
    bad += [f"0x{ORDER:064x}{s:064x}1b", f"0x{r:064x}{0:064x}1b", good.replace("0x", "0X"), "0x" + "\u0661" * 130]
    for signature in bad:
        assert reason_of(message, signature) == "MALFORMED", signature


def test_an_r_that_is_on_no_point_gives_nobody() -> None:
    signature = f"0x{5:064x}{1:064x}1b"
    assert signer("text", signature) is None
    assert reason_of(asked(), signature) == "BAD_SIGNATURE"


def test_a_signature_too_short_is_malformed() -> None:
    with pytest.raises(MalformedSignature):
        signer("text", "0x00")


@pytest.mark.parametrize(
    "address",
    [  # EIP-55's own
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0xde709f2102306220921060314715629080e2fb77",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
    ],
)
def test_addresses(address: str) -> None:
    known = read_address(address)
    assert known is not None
    assert checksummed(known) == address
    assert read_address(address.lower(), without_checksum=True) == known


@pytest.mark.parametrize("address", ["", "0x", "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x" + "5" * 41, "\ud800"])
def test_asks_nobody_who_has_no_address(address: str) -> None:
    with pytest.raises(InvalidInput):
        OURS.message(address, NONCE, NOW, NOW + timedelta(minutes=10))


def test_an_address_in_one_case_gets_its_checksum() -> None:
    address = KEY.public_key.to_checksum_address()
    assert address in OURS.message(address.lower(), NONCE, NOW, NOW + timedelta(minutes=10))
