import re
from uuid import UUID

import pytest

from app.adapters.recovery_codes import HmacRecoveryCodes
from app.secrets import KeyRing
from app.time_and_chance import SystemRandom
from domain.shared import PlayerId

RING = KeyRing((("k1", b"1" * 32),))
ANN, BEN = PlayerId(UUID(int=1)), PlayerId(UUID(int=2))
codes = HmacRecoveryCodes(RING, SystemRandom())


def test_a_code_is_ten_characters_that_cannot_be_misread() -> None:
    code, digest = codes.new(ANN)
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}", code)
    assert digest == codes.digest(ANN, code)
    assert codes.new(ANN)[0] != code


@pytest.mark.parametrize("typed", ["ab01q-z99xy", " AB01QZ99XY ", "ABOIQ-Z99XY", "aboLq z99xy"])
def test_what_people_type_is_read_as_meant(typed: str) -> None:
    assert codes.digest(ANN, typed) == codes.digest(ANN, "AB01Q-Z99XY")


def test_a_digest_is_of_one_player_and_one_code_and_one_key() -> None:
    others = [codes.digest(BEN, "AB01Q-Z99XY"), codes.digest(ANN, "AB01Q-Z99XZ")]
    others.append(HmacRecoveryCodes(KeyRing((("k2", b"2" * 32),)), SystemRandom()).digest(ANN, "AB01Q-Z99XY"))
    assert codes.digest(ANN, "AB01Q-Z99XY") not in others


def test_a_new_key_in_front_leaves_digests_as_they_are() -> None:
    rotated = HmacRecoveryCodes(KeyRing((("k2", b"2" * 32), *RING.keys)), SystemRandom())
    assert rotated.digest(ANN, "AB01Q-Z99XY") == codes.digest(ANN, "AB01Q-Z99XY")


@pytest.mark.parametrize("typed", ["", "\ud800", "é" * 10_000])
def test_anything_can_be_typed(typed: str) -> None:
    assert codes.digest(ANN, typed) != codes.digest(ANN, "AB01Q-Z99XY")
