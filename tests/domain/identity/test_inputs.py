import pytest

from domain.identity import EmailAddress
from domain.identity.password import new_password, readable_password
from domain.shared import InvalidInput


@pytest.mark.parametrize("text", ["a@b.co", "first.last+tag@sub.example.com", "o'neil@example.ie", "ünal@exämple.de"])
def test_takes_addresses_as_people_write_them(text: str) -> None:
    assert EmailAddress.parse(f"  {text}\n").shown == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "@b.co",
        "a@",
        "a@b",
        "a@b..co",
        "a@@b.co",
        "a b@c.de",
        "a@b.c\x00",
        "a@b.\ud800",
        "<a@b.co>",
        "x" * 65 + "@b.co",
    ],
)
def test_refuses_what_cannot_be_an_address(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        EmailAddress.parse(text)
    assert [problem.code for problem in refused.value.fields] == ["MALFORMED"]


def test_an_address_has_at_most_254_characters() -> None:
    with pytest.raises(InvalidInput) as refused:
        EmailAddress.parse("a@" + "b." * 130 + "co")
    assert refused.value.fields[0].code == "TOO_LONG"


def test_case_and_width_make_no_other_account() -> None:
    assert EmailAddress.parse("Ann@Example.COM").normalised == EmailAddress.parse("\uff41nn@example.com").normalised


@pytest.mark.parametrize(("length", "code"), [(7, "TOO_SHORT"), (8, None), (128, None), (129, "TOO_LONG")])
def test_a_password_counts_code_points(length: int, code: str | None) -> None:
    text = "😀" * length
    if code is None:
        assert new_password(text) == text
        return
    with pytest.raises(InvalidInput) as refused:
        new_password(text)
    assert refused.value.fields[0].code == code


def test_a_password_has_no_composition_rules() -> None:
    assert new_password("aaaaaaaa") == "aaaaaaaa"
    assert new_password("        ") == "        "


def test_two_keyboards_write_one_password() -> None:
    assert readable_password("caf\u0065\u0301 au lait") == readable_password("caf\u00e9 au lait")


@pytest.mark.parametrize("text", ["a\x00bcdefgh", "abcdefgh\ud800"])
def test_text_that_cannot_be_hashed_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        readable_password(text)
    assert refused.value.fields[0].code == "UNREADABLE_TEXT"
