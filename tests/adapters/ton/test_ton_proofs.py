"""TON Connect's proofs, by what real wallets gave and by what must not pass."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.adapters.ton.cells import Cell
from app.adapters.ton.proofs import MAINNET, TESTNET, StateInitProofs, friendly, signed_digest
from app.adapters.ton.wallets import public_key
from domain.identity.outside_proof import TonProof
from domain.identity.refusals import ProofRejected
from tests.adapters.ton import vectors
from tests.ton_wallet import TonWallet, a_ton_wallet, bag, data_cell, state_init

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
AGE = timedelta(minutes=15)
NONCE, DOMAIN = "0123456789abcdef", "casino.example"
OURS = StateInitProofs((DOMAIN,), MAINNET, AGE)
THEIRS = StateInitProofs(("ton-connect.github.io",), MAINNET, AGE)


def prove(wallet: TonWallet | None = None, **changes: str) -> TonProof:
    return (wallet or a_ton_wallet()).prove(NONCE, NOW, DOMAIN, **changes)


def reason_of(proof: TonProof, nonce: str = NONCE, now: datetime = NOW, proofs: StateInitProofs = OURS) -> str:
    with pytest.raises(ProofRejected) as refused:
        proofs.check(proof, nonce, now)
    return refused.value.reason


def test_the_proof_of_a_real_wallet() -> None:
    proof = vectors.REAL_PROOF
    taken = THEIRS.check(proof, proof.payload, datetime.fromtimestamp(1747303900, UTC))
    assert taken.subject == proof.address


def test_the_signature_of_another_real_wallet() -> None:
    account = bytes.fromhex(vectors.README_ACCOUNT)
    digest = signed_digest(0, account, vectors.README_DOMAIN, vectors.README_TIMESTAMP, vectors.README_PAYLOAD)
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(vectors.README_KEY))
    key.verify(base64.b64decode(vectors.README_SIGNATURE), digest)


@pytest.mark.parametrize("version", vectors.CODES)
@pytest.mark.parametrize("workchain", [0, -1])
def test_every_wallet_that_we_know(version: str, workchain: int) -> None:
    wallet = a_ton_wallet(7, version, workchain)
    assert OURS.check(prove(wallet), NONCE, NOW).subject == wallet.address


@pytest.mark.parametrize(("version", "wallet_id", "key", "account"), vectors.ADDRESSES)
def test_addresses_that_are_known(version: str, wallet_id: int, key: str, account: str) -> None:
    begun = state_init(version, bytes.fromhex(key), wallet_id)
    assert begun.hash.hex() == account
    found = public_key(begun)
    assert found is not None
    assert found.hex() == key


def test_the_address_as_wallets_show_it() -> None:
    account = bytes.fromhex("afa014f929e6f8ea852123f0e95f4597143757f59cb15c17d7dc50bd7196bdd2")
    assert friendly(0, account, testnet=False) == "UQCvoBT5Keb46oUhI_DpX0WXFDdX9ZyxXBfX3FC9cZa90inK"
    assert friendly(0, account, testnet=True).startswith("0Q")


def test_the_workchain_is_signed_big_endian() -> None:
    """Some libraries write it the other way round, which only shows outside the basechain."""
    base, master = a_ton_wallet(7), a_ton_wallet(7, workchain=-1)
    assert reason_of(prove(base, address=master.address)) == "BAD_SIGNATURE"


@pytest.mark.parametrize("domain", ["evil.example", "casino.example.evil.example", "CASINO.EXAMPLE", "", "\ud800"])
def test_another_domain(domain: str) -> None:
    assert reason_of(prove(domain=domain)) == "WRONG_DOMAIN"


@pytest.mark.parametrize("network", [TESTNET, "", "239"])
def test_another_network(network: str) -> None:
    assert reason_of(prove(network=network)) == "WRONG_CHAIN"


@pytest.mark.parametrize("payload", ["0123456789abcdee", "", "\ud800"])
def test_another_nonce(payload: str) -> None:
    assert reason_of(prove(payload=payload)) == "WRONG_NONCE"


def test_it_holds_for_fifteen_minutes() -> None:
    OURS.check(prove(), NONCE, NOW + AGE - timedelta(seconds=1))
    OURS.check(prove(), NONCE, NOW - timedelta(seconds=60))
    assert reason_of(prove(), now=NOW + AGE) == "EXPIRED"
    assert reason_of(prove(), now=NOW - timedelta(seconds=61)) == "NOT_YET_VALID"


def test_a_changed_timestamp() -> None:
    assert reason_of(prove(timestamp=str(int(NOW.timestamp()) - 1))) == "BAD_SIGNATURE"


@pytest.mark.parametrize("timestamp", ["", "x", "-1", "1.5", "9" * 12, "9" * 40, "\u0661"])
def test_no_timestamp(timestamp: str) -> None:
    assert reason_of(prove(timestamp=timestamp)) == "MALFORMED"


def test_a_wallet_whose_state_is_somebody_elses() -> None:
    """The key of mine in the state of mine, for the address of another."""
    mine, another = a_ton_wallet(1), a_ton_wallet(2)
    assert reason_of(prove(mine, address=another.address)) == "WRONG_ADDRESS"
    borrowed = base64.b64encode(bag(another.state_init)).decode()
    assert reason_of(prove(mine, address=another.address, state_init=borrowed)) == "BAD_SIGNATURE"


def stranger(code: Cell, data: Cell, root: Cell | None = None) -> TonProof:
    begun = root or Cell(b"\x34", 5, (code, data))
    address = f"0:{begun.hash.hex()}"
    return prove(address=address, state_init=base64.b64encode(bag(begun)).decode())


def test_a_contract_that_is_no_wallet_we_know() -> None:
    """Its code could hold any key, and do with a signature what it likes."""
    code, data = a_ton_wallet().state_init.references
    key = a_ton_wallet().key.public_key().public_bytes_raw()
    silent = Cell(bytes((data_cell("v5r1", key).data[0] & 0x7F,)) + data_cell("v5r1", key).data[1:], 322)
    v5 = a_ton_wallet(version="v5r1").state_init.references[0]
    for proof in (
        stranger(Cell(b"\xff\x00", 16), data),
        stranger(code, data_cell("v3r2", key)),
        stranger(code, Cell(data.data, data.bits, (data,))),
        stranger(v5, silent),
        stranger(code, data, Cell(b"\x34", 5, (code,))),
        stranger(code, data, Cell(b"\x24", 5, (code, data))),
        stranger(code, data, Cell(b"\x34\x40", 9, (code, data))),
    ):
        assert reason_of(proof) == "UNKNOWN_WALLET"


@pytest.mark.parametrize(
    "address", ["", "0:", "0:" + "g" * 64, "1:" + "0" * 64, "0:" + "0" * 63, "UQCvoBT5Keb46oUhI", "0:" + "\u0661" * 64]
)
def test_no_address(address: str) -> None:
    assert reason_of(prove(address=address)) == "MALFORMED"


@pytest.mark.parametrize("signature", ["!", "AAA", "\u0661"])
def test_a_signature_that_is_no_base64(signature: str) -> None:
    assert reason_of(prove(signature=signature)) == "MALFORMED"


@pytest.mark.parametrize("signature", ["", "AAAA", base64.b64encode(bytes(64)).decode()])
def test_a_signature_that_is_none(signature: str) -> None:
    assert reason_of(prove(signature=signature)) == "BAD_SIGNATURE"


@pytest.mark.parametrize("text", ["", "!", "AAAA", "A" * 40_000])
def test_a_state_that_is_none(text: str) -> None:
    assert reason_of(prove(state_init=text)) == "MALFORMED"


def test_a_proof_shows_nobody() -> None:
    proof = prove()
    assert proof.address not in repr(proof)
    assert proof.address not in repr(OURS.check(proof, NONCE, NOW))
