"""What is refused as a password because it is tried first."""

import pytest

from app.adapters.common_passwords import CommonPasswordList

common = CommonPasswordList()


@pytest.mark.parametrize(
    "password", ["password", "PassWord", "12345678", "qwertyuiop", "Password1!", "dragon2026", "\uff50assword"]
)
async def test_holds_what_is_tried_first_however_it_is_written(password: str) -> None:
    assert await common.holds(password)


@pytest.mark.parametrize("password", ["aaaaaaaa", "7777777777", "abababab"])
async def test_holds_one_or_two_characters_over_and_over(password: str) -> None:
    assert await common.holds(password)


@pytest.mark.parametrize("password", ["annabel.smith", "Smith1990", "annabel1990", "Croupier1", "Harbour-2026"])
async def test_holds_what_the_person_just_told_us(password: str) -> None:
    assert await common.holds(password, ("annabel.smith@harbour.example", "Annabel", "Smith"))


@pytest.mark.parametrize(
    "password",
    ["correct horse battery staple", "tr0ub4dor and a lamp", "пароль для кошки", "12 34 rain", "dragon 83749201847"],
)
async def test_leaves_the_rest_alone(password: str) -> None:
    assert not await common.holds(password, ("li@x.example", "Li", ""))
