"""Wallets of TON whose initial data we can read, by the hash of their code."""

from dataclasses import dataclass

from app.adapters.ton.cells import Cell

_KEY_BITS = 256


@dataclass(frozen=True, slots=True)
class WalletVersion:
    """Where its public key lies in the data it begins with, which has ``data_bits`` bits and no references."""

    name: str
    key_at: int
    data_bits: int
    signs: int | None = None
    """The bit that says whether signatures count, where there is one."""


_V3 = {"key_at": 64, "data_bits": 320}
"""seqno 32, wallet id 32, key 256."""
_V4 = {"key_at": 64, "data_bits": 321}
"""The same, and a bit for the plug-ins, of which there are none yet."""

VERSIONS = {
    bytes.fromhex(code_hash): version
    for code_hash, version in {
        "b61041a58a7980b946e8fb9e198e3c904d24799ffa36574ea4251c41a566f581": WalletVersion("v3r1", **_V3),
        "84dafa449f98a6987789ba232358072bc0f76dc4524002a5d0918b9a75d2d599": WalletVersion("v3r2", **_V3),
        "64dd54805522c5be8a9db59cea0105ccf0d08786ca79beb8cb79e880a8d7322d": WalletVersion("v4r1", **_V4),
        "feb5ff6820e2ff0d9483e7e0d62c817d846789fb4ae580c878866d959dabd5c0": WalletVersion("v4r2", **_V4),
        # signatures allowed 1, seqno 32, wallet id 32, key 256, extensions 1
        "20834b7b72b112147e1b2fb457b84e74d1a30f04f737d4f62a668e9552d2b72f": WalletVersion("v5r1", 65, 322, signs=0),
    }.items()
}


def public_key(state_init: Cell) -> bytes | None:
    """Ed25519, 32 bytes; None for what is not the beginning of a known wallet.

    StateInit (block.tlb) with code and data and nothing else: the bits 00110.
    """
    if state_init.bits != 5 or state_init.read(0, 5) != 0b00110 or len(state_init.references) != 2:
        return None
    code, data = state_init.references
    version = VERSIONS.get(code.hash)
    if version is None or data.bits != version.data_bits or data.references:
        return None
    if version.signs is not None and not data.read(version.signs, 1):
        return None
    return data.read(version.key_at, _KEY_BITS).to_bytes(32)
