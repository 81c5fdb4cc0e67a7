"""Refresh tokens: deterministic, unforgeable, readable across a change of keys."""

from uuid import uuid4

import pytest

from app.adapters.refresh_tokens import HmacRefreshTokens
from app.secrets import KeyRing
from domain.identity import PresentedRefresh
from domain.shared import SessionId

OLD = KeyRing((("old", b"o" * 32),))
BOTH = KeyRing((("new", b"n" * 32), ("old", b"o" * 32)))
SESSION = SessionId(uuid4())


def test_reads_what_it_made() -> None:
    tokens = HmacRefreshTokens(OLD)
    text, digest = tokens.make(SESSION, 7)
    assert tokens.read(text) == PresentedRefresh(SESSION, 7, digest)
    assert tokens.make(SESSION, 7) == (text, digest)
    assert tokens.make(SESSION, 8)[0] != text


def test_every_changed_character_is_forgery() -> None:
    tokens = HmacRefreshTokens(OLD)
    text, _ = tokens.make(SESSION, 0)
    for at in range(len(text)):
        other = "A" if text[at] != "A" else "B"
        assert tokens.read(text[:at] + other + text[at + 1 :]) is None


@pytest.mark.parametrize("text", ["", "x", "A" * 70, "é" * 70, "=" * 70, "A" * 69, "A" * 10_000])
def test_anything_else_is_nothing(text: str) -> None:
    assert HmacRefreshTokens(OLD).read(text) is None


def test_the_current_token_is_found_again_after_a_change_of_keys() -> None:
    text, digest = HmacRefreshTokens(OLD).make(SESSION, 3)
    changed = HmacRefreshTokens(BOTH)
    assert changed.again(SESSION, 3, digest) == text
    assert changed.read(text) == PresentedRefresh(SESSION, 3, digest)
    assert HmacRefreshTokens(KeyRing((("new", b"n" * 32),))).again(SESSION, 3, digest) is None


def test_a_waiting_key_is_read_and_makes_none() -> None:
    waiting = HmacRefreshTokens(KeyRing(BOTH.keys, waiting=1))
    assert waiting.make(SESSION, 3) == HmacRefreshTokens(OLD).make(SESSION, 3)
    text, _ = HmacRefreshTokens(BOTH).make(SESSION, 4)
    assert waiting.read(text) is not None
