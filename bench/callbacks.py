"""Signed Hub88 callbacks, made beforehand: a bet and the win that closes its round, in turn."""

import random
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import orjson
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from app.time_and_chance import TimeOrderedIds
from bench.lane import PLAYERS

CHUNK = 500


def signed_callbacks(pem: bytes, pairs: int, seed: int) -> list[bytes]:
    """Whole HTTP requests, bets well before their wins, so that order is never the question."""
    with ProcessPoolExecutor() as workers:
        starts = range(0, pairs, CHUNK)
        jobs = [(pem, min(CHUNK, pairs - start), f"{seed}-{start}") for start in starts]
        return [request for chunk in workers.map(_chunk, jobs) for request in chunk]


def _chunk(job: tuple[bytes, int, str]) -> list[bytes]:
    pem, pairs, seed = job
    key, chance, ids = load_pem_private_key(pem, None), random.Random(seed), TimeOrderedIds()
    if not isinstance(key, RSAPrivateKey):
        raise SystemExit("Hub88 signs with RSA")
    bets, wins = [], []
    for _ in range(pairs):
        number = chance.randrange(len(PLAYERS))
        common = {
            "user": PLAYERS[number].hex,
            "token": f"token-{number + 1:012}",
            "round": str(ids.new()),
            "game_code": "bench_slot",
            "currency": "EUR",
            "supplier_user": None,
            "is_free": False,
        }
        bet = str(ids.new())
        bets.append(_request(key, "bet", {**common, "transaction_uuid": bet, "amount": 10_000, "round_closed": False}))
        won = {
            "transaction_uuid": str(ids.new()),
            "reference_transaction_uuid": bet,
            "amount": 9_000 * chance.randrange(3),
        }
        wins.append(_request(key, "win", {**common, **won, "round_closed": True}))
    return bets + wins


def _request(key: RSAPrivateKey, kind: str, body: dict[str, object]) -> bytes:
    raw = orjson.dumps({**body, "request_uuid": body["transaction_uuid"]})
    signature = b64encode(key.sign(raw, PKCS1v15(), SHA256()))
    head = f"POST /callbacks/hub88/transaction/{kind} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    return head.encode() + b"X-Hub88-Signature: %b\r\nContent-Length: %d\r\n\r\n" % (signature, len(raw)) + raw


def in_lanes(requests: list[bytes], connections: int) -> Iterator[list[bytes]]:
    """Each connection's share, in the order made."""
    for index in range(connections):
        yield requests[index::connections]


def provider_key(data_dir: Path) -> bytes:
    return (data_dir / "secrets" / "hub88_provider.pem").read_bytes()
