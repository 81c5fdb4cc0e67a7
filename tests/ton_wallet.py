"""A TON wallet for tests: an Ed25519 key, the StateInit of its contract, and proofs as a wallet app gives them."""

import base64
from dataclasses import dataclass, replace
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.adapters.ton.cells import Cell, read_bag
from app.adapters.ton.proofs import MAINNET, signed_digest
from domain.identity.outside_proof import TonProof
from tests.adapters.ton.vectors import CODES, USUAL_WALLET_ID


def bag(root: Cell) -> bytes:
    """One bag with this root, each cell before those it refers to, as a wallet would send it."""
    cells: list[Cell] = []
    waiting = [root]
    while waiting:
        cell = waiting.pop(0)
        cells.append(cell)
        waiting.extend(cell.references)
    position = {id(cell): index for index, cell in enumerate(cells)}
    body = b"".join(
        bytes((len(cell.references), cell.bits // 8 + (cell.bits + 7) // 8))
        + cell.data
        + bytes(position[id(child)] for child in cell.references)
        for cell in cells
    )
    header = bytes.fromhex("b5ee9c72") + bytes((1, 2, len(cells), 1, 0)) + len(body).to_bytes(2) + b"\0"
    return header + body


def data_cell(version: str, key: bytes, wallet_id: int = USUAL_WALLET_ID) -> Cell:
    """What a contract of this version begins with."""
    seqno_and_id = wallet_id.to_bytes(8)
    if version.startswith("v3"):
        return Cell(seqno_and_id + key, 320)
    if version.startswith("v4"):
        return Cell(seqno_and_id + key + b"\x40", 321)
    bits = 1 << 321 | wallet_id << 257 | int.from_bytes(key) << 1
    return Cell((bits << 6 | 1 << 5).to_bytes(41), 322)


def state_init(version: str, key: bytes, wallet_id: int = USUAL_WALLET_ID) -> Cell:
    return Cell(b"\x34", 5, (read_bag(base64.b64decode(CODES[version])), data_cell(version, key, wallet_id)))


@dataclass(frozen=True, slots=True)
class TonWallet:
    key: Ed25519PrivateKey
    version: str = "v4r2"
    workchain: int = 0

    @property
    def state_init(self) -> Cell:
        return state_init(self.version, self.key.public_key().public_bytes_raw())

    @property
    def address(self) -> str:
        return f"{self.workchain}:{self.state_init.hash.hex()}"

    def prove(self, payload: str, now: datetime, domain: str, /, **changes: str) -> TonProof:
        """``changes`` are made after the signature."""
        timestamp = int(now.timestamp())
        digest = signed_digest(self.workchain, self.state_init.hash, domain, timestamp, payload)
        proof = TonProof(
            address=self.address,
            network=MAINNET,
            domain=domain,
            timestamp=str(timestamp),
            payload=payload,
            signature=base64.b64encode(self.key.sign(digest)).decode(),
            state_init=base64.b64encode(bag(self.state_init)).decode(),
        )
        return replace(proof, **changes)


def a_ton_wallet(seed: int = 1, version: str = "v4r2", workchain: int = 0) -> TonWallet:
    return TonWallet(Ed25519PrivateKey.from_private_bytes(seed.to_bytes(32)), version, workchain)
