"""``croupier keys rotate`` and ``keys status`` on an embedded server."""

import stat
from pathlib import Path

from app.secrets import Secrets, load_secrets
from app.settings import Settings
from tests.embedded.conftest import Hold, croupier, croupier_process


def keys_in(folder: Path) -> Secrets:
    return load_secrets(Settings(data_dir=folder))


def test_a_rotation_makes_new_keys_and_everything_goes_on(short_folder: Path) -> None:
    code, said = croupier("seed", "--data-dir", short_folder)
    assert code == 0, said
    old = keys_in(short_folder)
    code, said = croupier("keys", "rotate", "--data-dir", short_folder)
    assert code == 0, said
    new = keys_in(short_folder)
    assert new.data.keys[1:] == old.data.keys
    assert new.token.keys[1:] == old.token.keys
    assert "players.email_sealed: 1 sealed anew" in said
    assert f"The oldest data key, {old.data.oldest[0]}, stays last" in said
    for name in ("data_keys", "token_keys"):
        assert stat.S_IMODE((short_folder / "secrets" / name).stat().st_mode) == 0o600

    code, said = croupier("keys", "status", "--data-dir", short_folder)
    assert code == 0, said
    assert f"{new.data.newest[0]} (newest, in use): " in said
    assert f"{old.data.oldest[0]}: blind indexes and digests" in said
    assert croupier("seed", "--data-dir", short_folder)[0] == 0, "the demo player is found again"


def test_a_rotation_that_was_cut_off_is_finished_before_another_begins(short_folder: Path) -> None:
    croupier("seed", "--data-dir", short_folder)
    path = short_folder / "secrets" / "data_keys"
    path.write_text(f"cut:{'A' * 43}=,{path.read_text()}")
    code, said = croupier("keys", "rotate", "--data-dir", short_folder)
    assert code == 0, said
    ids = [key_id for key_id, _ in keys_in(short_folder).data.keys]
    assert ids[1] == "cut"
    assert said.count("players.email_sealed: 1 sealed anew") == 2


def test_a_key_that_is_gone_is_missed(short_folder: Path) -> None:
    croupier("seed", "--data-dir", short_folder)
    croupier("keys", "rotate", "--data-dir", short_folder)
    path = short_folder / "secrets" / "data_keys"
    newest, oldest = path.read_text().strip().split(",")
    path.write_text(newest)
    for words in (("keys", "status"), ("keys", "rotate")):
        code, said = croupier(*words, "--data-dir", short_folder)
        assert code == 1
        assert "blind indexes" in said
    path.write_text(oldest)
    code, said = croupier("keys", "status", "--data-dir", short_folder)
    assert code == 1
    assert f"MISSING {newest.split(':')[0]}" in said


def test_a_running_platform_keeps_its_keys(short_folder: Path, hold: Hold) -> None:
    before = keys_in(short_folder)
    held = hold(short_folder)
    code, said = croupier("keys", "rotate", "--data-dir", short_folder)
    assert (code, f"process {held.process.pid}" in said) == (1, True)
    assert keys_in(short_folder) == before
    code, said = croupier_process("keys", "rotate", "--data-dir", short_folder, CROUPIER_DATABASE_URL=held.url)
    assert (code, "--stopped" in said) == (1, True)
    held.leave()
