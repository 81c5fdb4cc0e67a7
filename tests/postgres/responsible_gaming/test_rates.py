"""``croupier rates set`` and ``show``, as a person types them; and the processes that count by what was set."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import pytest

from app.adapters.postgres.reference_rates import INDICATIVE, KeptRates
from app.cli.main import main
from domain.responsible_gaming import euro_up
from domain.shared import CURRENCIES
from tests.operations.test_metrics import value

Croupier = Callable[..., tuple[int, str, str]]


@pytest.fixture
def croupier(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Croupier:
    """The exit code, and what was written to each stream."""
    monkeypatch.setenv("CROUPIER_DATABASE_URL", postgres_url)

    def run(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([*words, "--data-dir", str(tmp_path)])
        return code, *capsys.readouterr()

    return run


async def typed(croupier: Croupier, *words: str) -> tuple[int, str, str]:
    return await asyncio.to_thread(croupier, "rates", *words)


async def test_a_rate_is_set_exactly_and_kept_with_who_and_what_was_before(
    croupier: Croupier, pool: "asyncpg.Pool[asyncpg.Record]"
) -> None:
    before = await pool.fetchval("select euro_micros from reference_rates where currency = 'GBP'")
    code, out, err = await typed(croupier, "set", "GBP", "1.154321", "--by", "kim")
    assert (code, out) == (0, "GBP  1.150000 -> 1.154321 EUR, by kim\n"), err
    assert "within 60 seconds" in err
    assert (await typed(croupier, "set", "GBP", "1.16", "--by", "lee"))[0] == 0
    log = "select before_micros, after_micros, by, at from reference_rate_changes where currency = 'GBP' order by id"
    rows = await pool.fetch(log)
    assert [tuple(row)[:3] for row in rows] == [(before, 1_154_321, "kim"), (1_154_321, 1_160_000, "lee")]
    assert all(datetime.now(UTC) - row["at"] < timedelta(minutes=1) for row in rows)
    with pytest.raises(asyncpg.RestrictViolationError):
        await pool.execute("update reference_rate_changes set by = 'nobody'")


@pytest.mark.parametrize(
    ("currency", "euro", "more", "said"),
    [
        ("XXX", "1", (), "CURRENCY: UNKNOWN_CURRENCY"),
        ("gbp", "1", (), "CURRENCY: UNKNOWN_CURRENCY"),
        ("EUR", "1", (), "CURRENCY: ALWAYS_ONE"),
        ("USD", "0.9200001", (), "EURO: EXCESS_DIGITS"),
        ("USD", "0,92", (), "EURO: MALFORMED"),
        ("USD", "1e3", (), "EURO: MALFORMED"),
        ("USD", "0", ("--sure",), "EURO: OUT_OF_RANGE"),
        ("USD", "10000000.000001", ("--sure",), "EURO: OUT_OF_RANGE"),
        ("USD", "99999999999999999", ("--sure",), "EURO: TOO_LARGE"),
        ("USD", "0.93", ("--by", " "), "--by: REQUIRED"),
        ("USD", "0.93", ("--by", "k" * 101), "--by: TOO_LONG"),
        ("USD", "9.2", (), "USD is at 0.920000 now: if 9.2 is meant, say --sure."),
        ("USD", "0.459999", (), "USD is at 0.920000 now: if 0.459999 is meant, say --sure."),
    ],
)
async def test_what_cannot_be_is_refused_and_changes_nothing(
    croupier: Croupier,
    pool: "asyncpg.Pool[asyncpg.Record]",
    currency: str,
    euro: str,
    more: tuple[str, ...],
    said: str,
) -> None:
    code, out, err = await typed(croupier, "set", currency, euro, *more)
    assert (code, out) == (1, "")
    assert said in err
    assert await pool.fetchval("select euro_micros from reference_rates where currency = 'USD'") == 920_000
    assert await pool.fetchval("select count(*) from reference_rate_changes where currency = 'USD'") == 0


async def test_the_bounds_themselves_are_taken(croupier: Croupier, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
    for euro, micros in (("0.003", 3_000), ("0.006", 6_000), ("0.000001", 1), ("10000000", 10_000_000_000_000)):
        sure = () if micros in (3_000, 6_000) else ("--sure",)
        code, _, err = await typed(croupier, "set", "JPY", euro, *sure)
        assert code == 0, err
        assert await pool.fetchval("select euro_micros from reference_rates where currency = 'JPY'") == micros


async def test_two_who_set_at_once_are_on_record_one_after_the_other(
    postgres_url: str, croupier: Croupier, pool: "asyncpg.Pool[asyncpg.Record]"
) -> None:
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("select from reference_rates where currency = 'TON' for update")
        setting = asyncio.create_task(typed(croupier, "set", "TON", "3.3", "--by", "kim"))
        waits = "select exists (select from pg_locks where not granted)"
        async with asyncio.timeout(20):
            while not await pool.fetchval(waits):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        await connection.execute("update reference_rates set euro_micros = 3100000 where currency = 'TON'")
    assert (await setting)[1] == "TON  3.100000 -> 3.300000 EUR, by kim\n"


async def test_every_process_counts_by_it_when_it_reads_next(
    croupier: Croupier, pool: "asyncpg.Pool[asyncpg.Record]"
) -> None:
    one, another = KeptRates(), KeptRates()
    async with one.kept_fresh(pool, 0.02), another.kept_fresh(pool, 0.02):
        assert euro_up(one, "BTC", 100_000_000) == 6_000_000
        await typed(croupier, "set", "BTC", "61234.567891")
        async with asyncio.timeout(20):
            while {euro_up(each, "BTC", 100_000_000) for each in (one, another)} != {6_123_457}:  # noqa: ASYNC110
                await asyncio.sleep(0.02)


async def test_an_old_rate_is_named_until_it_is_set_again(
    croupier: Croupier, pool: "asyncpg.Pool[asyncpg.Record]"
) -> None:
    now = datetime.now(UTC)
    ages = {"USDT": timedelta(days=7, minutes=1), "USD": timedelta(days=6, hours=23)}
    await pool.execute("update reference_rates set at = $1", now)
    for currency, age in ages.items():
        await pool.execute("update reference_rates set at = $2 where currency = $1", currency, now - age)
    code, out, err = await typed(croupier, "show")
    lines = {line.split()[0]: line for line in out.splitlines()}
    assert (code, set(lines)) == (0, set(CURRENCIES))
    assert lines["USDT"].endswith("as the software came  OLD: 7 days")
    assert "OLD" not in lines["USD"]
    assert "count by rates that are old: USDT." in err
    await KeptRates().refresh(pool)
    seconds = 'croupier_reference_rate_set_seconds{currency="USDT"}'
    assert value(seconds) == pytest.approx((now - ages["USDT"]).timestamp()), "what an alarm watches"
    assert (await typed(croupier, "set", "USDT", "0.92", "--by", "kim"))[0] == 0, "the same again renews its date"
    code, out, err = await typed(croupier, "show")
    assert "OLD" not in out
    assert "old" not in err
    assert ", by kim" in next(line for line in out.splitlines() if line.startswith("USDT"))


def test_every_currency_has_a_rate_from_the_beginning() -> None:
    assert INDICATIVE.keys() == CURRENCIES.keys()
