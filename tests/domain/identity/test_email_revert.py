"""The code that takes an e-mail change back: one text that names its challenge and answers it."""

from uuid import UUID

import pytest

from domain.identity import ChallengeExpired
from domain.identity.email_revert import read_revert_code

ID = UUID("01a1fa87-6852-465e-883b-02483bf9d5b8")


@pytest.mark.parametrize(
    "typed", [f"{ID.hex}-123456", f"{ID}-123456", f"  {ID.hex} 123 456\r\n", f"{ID.hex.upper()}123456"]
)
def test_reads_it_however_it_was_copied(typed: str) -> None:
    assert read_revert_code(typed) == (ID, "123456")


@pytest.mark.parametrize("typed", ["", "123456", "what?", "z" * 38, "\N{ARABIC-INDIC DIGIT ONE}" * 7])
def test_what_names_no_challenge_has_expired(typed: str) -> None:
    with pytest.raises(ChallengeExpired):
        read_revert_code(typed)
