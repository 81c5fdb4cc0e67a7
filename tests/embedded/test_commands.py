"""``croupier migrate``, ``backup``, ``restore``, ``reset`` and ``doctor`` on an embedded server."""

import asyncio
import os
import stat
import tarfile
from pathlib import Path

import pytest

from app.embedded import embedded_postgres
from app.secrets import load_secrets
from app.settings import Settings
from tests.embedded.conftest import Hold, ask, croupier, croupier_process

PLAYER = "insert into player_gates values (gen_random_uuid(), '{}')"
COUNT = "select count(*) from player_gates"


async def in_folder(folder: Path, statement: str) -> object:
    with embedded_postgres(folder) as server:
        return await ask(server.url(), statement)


@pytest.mark.clause("GLI-19 B.3.3", rule="a backup that comes back", field="")
async def test_what_was_backed_up_comes_back(short_folder: Path) -> None:
    original, other = short_folder / "original", short_folder / "other"
    file = short_folder / "all.backup"
    assert croupier("migrate", "--data-dir", original)[0] == 0
    keys = load_secrets(Settings(data_dir=original))
    await in_folder(original, PLAYER)
    (original / "ledger-heads").mkdir(mode=0o700)
    (original / "ledger-heads" / "2026-01-01.jsonl").write_text("a signed line\n")

    assert croupier("backup", file, "--data-dir", original)[0] == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert croupier("backup", file, "--data-dir", original)[0] == 1, "a backup is never overwritten"

    assert croupier("restore", file, "--data-dir", other)[0] == 0
    assert await in_folder(other, COUNT) == 1
    assert load_secrets(Settings(data_dir=other)).data.keys == keys.data.keys
    assert (other / "ledger-heads" / "2026-01-01.jsonl").read_text() == "a signed line\n"
    for path, mode in ((other / "secrets", 0o700), (other / "secrets" / "data_keys", 0o600)):
        assert stat.S_IMODE(path.stat().st_mode) == mode


async def test_a_restore_replaces_data_only_by_force(short_folder: Path) -> None:
    file = short_folder / "all.backup"
    croupier("migrate", "--data-dir", short_folder)
    croupier("backup", file, "--data-dir", short_folder)
    await in_folder(short_folder, PLAYER)

    code, said = croupier("restore", file, "--data-dir", short_folder)
    assert (code, "--force" in said) == (1, True)
    assert await in_folder(short_folder, COUNT) == 1
    assert croupier("restore", file, "--force", "--data-dir", short_folder)[0] == 0
    assert await in_folder(short_folder, COUNT) == 0


async def test_a_restore_that_fails_leaves_everything_as_it_was(short_folder: Path) -> None:
    croupier("migrate", "--data-dir", short_folder)
    await in_folder(short_folder, PLAYER)
    dump = short_folder / "database.dump"
    dump.write_bytes(b"PGDMP, but cut off")
    with tarfile.open(short_folder / "bad.backup", "w") as archive:
        archive.add(dump, dump.name)
    assert croupier("restore", short_folder / "bad.backup", "--force", "--data-dir", short_folder)[0] == 1
    assert await in_folder(short_folder, COUNT) == 1


async def test_commands_share_the_server_of_a_running_platform(short_folder: Path, hold: Hold) -> None:
    held = hold(short_folder)
    assert croupier("migrate", "--data-dir", short_folder)[0] == 0
    assert croupier("backup", short_folder / "now.backup", "--data-dir", short_folder)[0] == 0
    code, said = croupier("restore", short_folder / "now.backup", "--force", "--data-dir", short_folder)
    assert (code, f"process {held.process.pid}" in said) == (1, True)
    assert croupier("reset", "--yes", "--data-dir", short_folder)[0] == 1
    assert await ask(held.url, COUNT) == 0
    held.leave()


async def test_a_reset_begins_anew(short_folder: Path) -> None:
    croupier("migrate", "--data-dir", short_folder)
    load_secrets(Settings(data_dir=short_folder))
    assert croupier("reset", "--data-dir", short_folder)[0] == 1, "nobody was asked"
    assert croupier("reset", "--yes", "--data-dir", short_folder, CROUPIER_ENV="production")[0] == 1
    assert croupier("reset", "--yes", "--data-dir", short_folder)[0] == 0
    assert not (short_folder / "secrets").exists()
    assert await in_folder(short_folder, "select count(*) from pg_tables where schemaname = 'public'") == 0


def test_the_doctor_names_what_is_wrong_and_what_to_do(short_folder: Path, hold: Hold) -> None:
    code, said = croupier("doctor", "--data-dir", short_folder, "--port", 0)
    assert code == 0, said
    held = hold(short_folder)
    code, said = croupier("doctor", "--data-dir", short_folder, CROUPIER_DATABSE_URL="postgresql:///x")
    assert code == 1
    assert f"in use by process {held.process.pid}" in said
    assert "CROUPIER_DATABSE_URL is no setting" in said
    held.leave()


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"CROUPIER_ENV": "prod"}, "CROUPIER_ENV"),
        ({"CROUPIER_ENV": "production"}, "CROUPIER_DATABASE_URL is required in production"),
        ({"CROUPIER_TRUSTED_PROXIES": "[127.0.0.1"}, "CROUPIER_TRUSTED_PROXIES"),
        ({"CROUPIER_ETHEREUM_CHAIN_IDS": "one"}, "CROUPIER_ETHEREUM_CHAIN_IDS"),
        ({"CROUPIER_DATA_KEYS": "not a ring"}, "CROUPIER_DATA_KEYS: each entry is id:base64"),
        ({"CROUPIER_DATABASE_URL": "postgresql://me:secret@127.0.0.1:9/x"}, "does not let us in"),
    ],
)
def test_unusable_settings_are_explained(short_folder: Path, setting: dict[str, str], said: str) -> None:
    code, text = croupier_process("serve", "--data-dir", short_folder, "--port", 0, **setting)
    assert code == 1
    assert said in text
    assert "Traceback" not in text
    assert "secret@" not in text


def test_several_processes_need_real_servers(short_folder: Path) -> None:
    code, text = croupier_process("serve", "--workers", 2, "--data-dir", short_folder)
    assert code == 1
    assert "CROUPIER_REDIS_URL" in text


async def test_processes_that_start_together_migrate_in_turn(empty_postgres_url: str) -> None:
    def start() -> tuple[int, str]:
        return croupier_process("migrate", CROUPIER_DATABASE_URL=empty_postgres_url)

    results = await asyncio.gather(*(asyncio.to_thread(start) for _ in range(3)))
    assert [code for code, _ in results] == [0, 0, 0], results
    assert await ask(empty_postgres_url, COUNT) == 0
    assert os.environ.get("CROUPIER_DATABASE_URL") != empty_postgres_url
