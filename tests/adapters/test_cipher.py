"""Sealing, indexing, and the key rings behind both."""

import base64
import os
import stat
from pathlib import Path

import pytest

from app.adapters.cipher import BlindIndex, CannotOpen, Cipher
from app.secrets import KeyRing, UnusableSecret, load_secrets
from app.settings import Settings

OLD = KeyRing((("old", b"o" * 32),))
BOTH = KeyRing((("new", b"n" * 32), ("old", b"o" * 32)))


def test_opens_what_it_sealed_for_the_same_place_alone() -> None:
    cipher = Cipher(OLD)
    sealed = cipher.seal("ann@example.com", "players/email/1")
    assert cipher.open(sealed, "players/email/1") == "ann@example.com"
    assert b"ann" not in sealed
    assert sealed.startswith(b"old:")
    for place in ("players/email/2", "players/birth_date/1", "sessions/email/1"):
        with pytest.raises(CannotOpen):
            cipher.open(sealed, place)


def test_every_changed_byte_is_noticed() -> None:
    cipher = Cipher(OLD)
    sealed = cipher.seal("1990-05-04", "here")
    for at in range(len(sealed)):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(CannotOpen):
            cipher.open(changed, "here")
    with pytest.raises(CannotOpen):
        cipher.open(b"", "here")


def test_equal_texts_are_sealed_differently() -> None:
    cipher = Cipher(OLD)
    assert cipher.seal("same", "here") != cipher.seal("same", "here")


def test_a_new_key_seals_while_the_old_one_still_opens() -> None:
    sealed = Cipher(OLD).seal("text", "here")
    assert Cipher(BOTH).open(sealed, "here") == "text"
    assert Cipher(BOTH).seal("text", "here").startswith(b"new:")
    with pytest.raises(CannotOpen):
        Cipher(KeyRing((("new", b"n" * 32),))).open(sealed, "here")


def test_a_blind_index_is_its_own_per_purpose_and_survives_a_new_key() -> None:
    index = BlindIndex(OLD, "e-mail address")
    assert index.of("ann") == BlindIndex(BOTH, "e-mail address").of("ann")
    assert index.of("ann") != index.of("ben")
    assert index.of("ann") != BlindIndex(OLD, "something else").of("ann")


def test_the_first_start_makes_keys_that_only_we_can_read(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    made = load_secrets(settings)
    assert load_secrets(settings) == made
    folder = tmp_path / "data" / "secrets"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert sorted(os.listdir(folder)) == ["data_keys", "token_keys"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_production_must_be_given_its_keys(tmp_path: Path) -> None:
    with pytest.raises(UnusableSecret, match="CROUPIER_DATA_KEYS"):
        load_secrets(Settings(env="production", data_dir=tmp_path))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("text", ["", "a", "a:b", "a:" + "A" * 44, "a:AAAA", ":" + "A" * 43 + "="])
def test_a_ring_that_cannot_be_read_is_refused_without_showing_it(text: str) -> None:
    with pytest.raises(UnusableSecret) as refused:
        KeyRing.parse(text, "CROUPIER_DATA_KEYS")
    assert "AAAA" not in str(refused.value)


def test_a_waiting_key_opens_and_does_not_seal() -> None:
    encoded = {key_id: f"{key_id}:{base64.b64encode(key).decode()}" for key_id, key in BOTH.keys}
    waiting = KeyRing.parse(f"~{encoded['new']},{encoded['old']}", "CROUPIER_DATA_KEYS")
    assert Cipher(waiting).seal("text", "here").startswith(b"old:")
    assert Cipher(waiting).open(Cipher(BOTH).seal("text", "here"), "here") == "text"
    assert (waiting.newest, waiting.oldest) == (OLD.newest, OLD.oldest)
    for text in (f"~{encoded['new']}", f"{encoded['new']},~{encoded['old']}"):
        with pytest.raises(UnusableSecret):
            KeyRing.parse(text, "CROUPIER_DATA_KEYS")


def test_a_ring_shows_ids_and_never_keys() -> None:
    assert repr(OLD) == "KeyRing(old)"
