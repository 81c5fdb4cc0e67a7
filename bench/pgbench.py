"""The yardstick (a): pgbench, 16 clients, one bet per transaction through the PL/pgSQL peer."""

import re
import subprocess
import tempfile

SCRIPT = """\\set player random(1, 10000)
select peer_place_bet(('00000000-0000-7000-8000-' || lpad((:player)::text, 12, '0'))::uuid, gen_random_uuid()::text,
    gen_random_uuid()::text, sha256(convert_to('token-' || lpad((:player)::text, 12, '0'), 'UTF8')),
    'bench_slot', 'EUR', 10);
"""


def bets_per_second(pgbench: str, url: str, seconds: int) -> float:
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(SCRIPT)
        script.flush()
        arguments = ["-n", "-M", "prepared", "-c", "16", "-j", "2", "-T", str(seconds), "-f", script.name, url]
        run = subprocess.run([pgbench, *arguments], check=True, capture_output=True, text=True)
    return float(re.search(r"tps = ([0-9.]+)", run.stdout)[1])  # type: ignore[index]
