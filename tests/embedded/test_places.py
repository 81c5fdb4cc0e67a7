"""Folders, permissions, accounts: who may reach the embedded server's data."""

import os
import stat
import tempfile
from pathlib import Path

import pytest

from app.embedded import EmbeddedPostgresError, embedded_postgres, places_for, remove_cluster
from app.embedded.folders import make_private
from tests.embedded.conftest import ask

ROOT = os.geteuid() == 0


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def test_only_we_get_in(short_folder: Path) -> None:
    with embedded_postgres(short_folder) as server:
        places = server.places
        assert mode(places.cluster) == mode(places.sockets) == 0o700
        assert places.cluster.stat().st_uid == places.account.uid != 0 or not ROOT
        assert mode(short_folder / "croupier.lock") == 0o600
        assert await ask(server.url(), "select string_agg(auth_method, ',') from pg_hba_file_rules") == "peer"
        assert await ask(server.url(), "show unix_socket_permissions") == "0700"
        if ROOT:
            probe = [places.binaries.program("psql"), "-X", server.url(), "-c", "select 1"]
            refused = places.account.run(probe)
            assert refused.returncode != 0
            assert "Peer authentication failed" in refused.stdout


async def test_a_folder_that_only_we_can_enter(tmp_path: Path) -> None:
    """As root PostgreSQL's account cannot pass through it: data and programs go where it can."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    folder = closed / "var"
    said: list[str] = []
    with embedded_postgres(folder, say=said.append) as server:
        assert server.places.home.is_relative_to("/var/lib/croupier" if ROOT else folder)
        assert any(str(server.places.home) in line for line in said) is ROOT
        assert await ask(server.url(), "select 1") == 1
        await ask(server.url(), "create table kept as select 42 as answer")
    with embedded_postgres(folder) as server:
        assert await ask(server.url(), "select answer from kept") == 42
    places = places_for(folder)
    remove_cluster(folder)
    assert not places.home.exists()
    assert not places.system.exists()


async def test_programs_that_only_root_can_reach_are_copied(short_folder: Path, tmp_path: Path) -> None:
    """The copy keeps the layout that the programs' RPATH needs."""
    binaries = places_for(short_folder).binaries.copied_to(tmp_path / "site")
    assert binaries.folder.is_relative_to(tmp_path)
    account = places_for(short_folder).account
    for name in ("postgres", "psql", "pg_dump"):
        program = Path(binaries.program(name))
        assert mode(program) == 0o755
    if not ROOT:
        assert account.run([binaries.program("psql"), "--version"]).returncode == 0
    assert binaries == places_for(short_folder).binaries.copied_to(tmp_path / "site")


async def test_a_path_too_long_for_a_socket(short_folder: Path) -> None:
    folder = short_folder / ("deep" * 20) / ("deeper" * 10)
    for parent in (folder.parent, folder):
        parent.mkdir(mode=0o711)
    with embedded_postgres(folder) as server:
        sockets = server.places.sockets
        assert not sockets.is_relative_to(folder)
        assert mode(sockets) == 0o700
        assert await ask(server.url(), "select 1") == 1
    assert not sockets.exists()


def test_to_ask_for_the_places_creates_nothing(tmp_path: Path) -> None:
    """`croupier doctor` as root must not leave folders that only root may use."""
    places_for(tmp_path / "var")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_somebody_prepared_is_refused(tmp_path: Path) -> None:
    account = places_for(tmp_path / "var").account
    tmp_path.joinpath("trap").symlink_to(tempfile.gettempdir())
    with pytest.raises(EmbeddedPostgresError, match="not a folder of ours"):
        make_private(tmp_path / "trap", account)


async def test_a_folder_with_spaces_and_quotes(short_folder: Path) -> None:
    folder = short_folder / "it's a folder, 100%?&=#"
    with embedded_postgres(folder) as server:
        assert await ask(server.url(), "select 1") == 1


async def test_our_settings_stay_out_of_the_server_s_environment(
    short_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As root it runs under an account that others may share, and they could read it."""
    monkeypatch.setenv("CROUPIER_DATA_KEYS", "k1:secret")
    with embedded_postgres(short_folder) as server:
        pid = server.postmaster.pid_in_file()
        seen = server.places.account.run(["cat", f"/proc/{pid}/environ"]).stdout
        assert "CROUPIER" not in seen
        assert "LC_ALL=C" in seen
