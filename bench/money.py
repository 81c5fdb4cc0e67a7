"""The cost of a bet: (a) pgbench with a PL/pgSQL peer, (b) the lane, (c) signed callbacks; ratios of medians.

(b) judges by the same rules as its peer: sessions, gates, funds, idempotency. The protection of players, which the peer
knows nothing of, comes on top; ``bench rules`` tells what it costs, and (c) runs with all of it.
"""

from collections.abc import Mapping
from statistics import median
from typing import Any

import uvloop

from app.embedded import Binaries
from app.wiring.procedures import PROCEDURES, UNGUARDED
from bench import lane, pgbench
from bench.callbacks import provider_key, signed_callbacks
from bench.load import Load, open_loop, peak
from bench.program import Program, program
from domain.wallet import Procedure

ROUNDS = 3
SECONDS = 6
GOAL_LANE, GOAL_HTTP, GOAL_P99_MS = 2.5, 0.5, 100.0


def main() -> None:
    with program() as running:
        pem = provider_key(running.data_dir)
        yardsticks, lanes, protected, peaks = [], [], [], []
        for number in range(ROUNDS):
            yardsticks.append(_yardstick(running))
            lanes.append(_lane(running, "(b) lane, 256 callers", UNGUARDED))
            protected.append(_lane(running, "(b) protecting players", PROCEDURES))
            loads = signed_callbacks(pem, pairs=2_600 * SECONDS, seed=number)
            peaks.append(_told("(c) callbacks", peak(running.address, loads, SECONDS)))
        a, b, c = median(yardsticks), median(lanes), median(load.rate for load in peaks)
        quiet = signed_callbacks(pem, pairs=int(c / 2 * SECONDS / 2), seed=ROUNDS)
        half = _told("(c) at half its peak, open loop", uvloop.run(open_loop(running.address, quiet, c / 2)))
        hot = uvloop.run(lane.run(running.database_url, SECONDS, wallets=1, procedures=UNGUARDED))[0]
        light = uvloop.run(lane.run(running.database_url, SECONDS, callers=16, procedures=UNGUARDED))[0]
    print(f"\n(b)/(a) the lane, 256 callers        {b / a:5.2f} x   goal {GOAL_LANE}")
    print(f"(b)/(a) the lane, protecting players {median(protected) / a:5.2f} x")
    print(f"(c)/(a) Hub88 callbacks over HTTP    {c / a:5.2f} x   goal {GOAL_HTTP}")
    print(f"        p99 at half that rate        {half.p99_ms:5.0f} ms  goal {GOAL_P99_MS:.0f}")
    print(f"(b)/(a) all bets on one wallet       {hot / a:5.2f} x")
    print(f"(b)/(a) 16 callers                   {light / a:5.2f} x")


def _yardstick(running: Program) -> float:
    rate = pgbench.bets_per_second(Binaries.from_wheel().program("pgbench"), running.database_url, SECONDS)
    print(f"(a) pgbench, 16 clients: {rate:,.0f} bets/s", flush=True)
    return rate


def _lane(running: Program, what: str, procedures: Mapping[type[Any], Procedure[Any]]) -> float:
    rate, latencies = uvloop.run(lane.run(running.database_url, SECONDS, procedures=procedures))
    p50, p99 = (latencies[int(len(latencies) * part)] * 1e3 for part in (0.5, 0.99))
    print(f"{what}: {rate:,.0f} bets/s, p50 {p50:.0f} ms, p99 {p99:.0f} ms", flush=True)
    return rate


def _told(what: str, load: Load) -> Load:
    print(f"{what}: {load.rate:,.0f}/s, p50 {load.p50_ms:.1f} ms, p99 {load.p99_ms:.1f} ms, bad {load.bad}", flush=True)
    if load.bad:
        raise SystemExit("the platform refused callbacks that it should accept")
    return load
