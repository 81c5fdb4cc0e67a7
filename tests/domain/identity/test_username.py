"""Usernames: what is accepted, and why something is not."""

import pytest

from domain.identity.username import username
from domain.shared import InvalidInput


@pytest.mark.parametrize("text", ["Ann", "lucky-7", "night_owl_42", "a2345678901234567890"])
def test_accepts(text: str) -> None:
    assert username(text) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "TOO_SHORT"),
        ("ab", "TOO_SHORT"),
        ("a23456789012345678901", "TOO_LONG"),
        ("7lucky", "MALFORMED"),
        ("lucky seven", "MALFORMED"),
        ("lucky__seven", "MALFORMED"),
        ("lucky-", "MALFORMED"),
        ("\u0430nna", "MALFORMED"),  # its first letter is Cyrillic
        ("ann\n", "MALFORMED"),
        ("Support", "RESERVED"),
        ("sup-port", "RESERVED"),
        ("admin_2026", "RESERVED"),
    ],
)
def test_refuses(text: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        username(text)
    assert [(problem.path, problem.code) for problem in refused.value.fields] == [("username", code)]
