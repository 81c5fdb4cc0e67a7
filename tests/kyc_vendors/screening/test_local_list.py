"""The list in a file: how names are compared, and files that are none. Everybody on it is made up."""

import os
from datetime import date
from pathlib import Path

import pytest

from app.adapters.screening_list import LocalList, UnusableList, name_tokens
from app.production import gaps
from app.settings import Settings
from domain.kyc import ListHit, ListKind, PersonalFacts

NAMES = Path(__file__).parent / "names.json"
BORN = date(1990, 5, 4)


def person(first: str, last: str, born: date = BORN) -> PersonalFacts:
    return PersonalFacts(first, last, born, "", "", "", "DE", "de")


async def entries(first: str, last: str, born: date = BORN, path: Path = NAMES) -> list[str]:
    return [hit.entry for hit in await LocalList(path).hits(person(first, last, born))]


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        ("Jörg  MÜLLER", {"jorg", "muller"}),
        ("müller, jo\u0308rg", {"jorg", "muller"}),
        ("O'Brien-Łukasz", {"o", "brien", "lukasz"}),
        ("\uff2aörg Ångström", {"jorg", "angstrom"}),
        ("STRAẞE Straße", {"strasse"}),
        ("Søren Æther", {"soren", "aether"}),
        ("", set()),
    ],
)
def test_words_of_a_name(name: str, tokens: set[str]) -> None:
    assert name_tokens(name) == tokens


@pytest.mark.parametrize(
    ("first", "last"),
    [("Jörg", "Müller-Łukasz"), ("MULLER LUKASZ", "jorg"), ("Jörg Maria", "Müller Łukasz"), ("Jorg", "Mueller")],
)
async def test_however_it_is_written(first: str, last: str) -> None:
    assert await entries(first, last) == ["made-up:1"]


async def test_the_birth_date_tells_namesakes_apart() -> None:
    assert await entries("Jörg", "Müller-Łukasz", date(1991, 5, 4)) == []
    assert await entries("Ada", "Quillfeather", date(1990, 1, 1)) == ["made-up:2"]
    assert await entries("Ada", "Quillfeather", date(1989, 12, 31)) == []
    assert await entries("Zephyrine", "Oddwhistle", date(1950, 1, 1)) == ["made-up:3"]


@pytest.mark.parametrize(
    ("first", "last"),
    [("Ada", "Byron"), ("Zephyrine", "Smith"), ("Abarrane", "Smith"), ("", ""), ("Jörg", "Łukasz-Ada")],
)
async def test_half_a_name_is_another_name(first: str, last: str) -> None:
    assert await entries(first, last) == []


async def test_one_word_alone() -> None:
    assert await entries("", "Abarrane") == ["made-up:4"]


async def test_csv(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "id,list,kind,names,birthDates\n7,eu,PEP,Ada Byron;Ada Lovelace,1990-05-04;1991\n8,eu,SANCTIONS,No Date,\n",
        encoding="utf-8-sig",
    )
    assert await LocalList(path).hits(person("Lovelace", "Ada")) == [ListHit("eu:7", ListKind.PEP)]
    assert await entries("No", "Date", path=path) == ["eu:8"]


async def test_a_file_that_changes_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text("[]")
    listed = LocalList(path)
    assert await listed.hits(person("Zephyrine", "Oddwhistle")) == []
    path.write_bytes(NAMES.read_bytes())
    assert len(await listed.hits(person("Zephyrine", "Oddwhistle"))) == 1
    path.write_text("[{")
    os.utime(path, (1, 1))
    assert len(await listed.hits(person("Zephyrine", "Oddwhistle"))) == 1
    path.unlink()
    assert len(await listed.hits(person("Zephyrine", "Oddwhistle"))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "7", "{}x", '["name"]', '[{"id": "1"}]',
        '[{"id": "1", "list": "a", "kind": "OTHER", "names": ["A B"]}]',
        '[{"id": "1", "list": "a", "kind": "PEP", "names": "A B"}]',
        '[{"id": "1", "list": "a", "kind": "PEP", "names": ["-"]}]',
        '[{"id": "", "list": "a", "kind": "PEP", "names": ["A B"]}]',
    ],
)  # fmt: skip
def test_what_is_no_list(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.json"
    path.write_text(text)
    with pytest.raises(UnusableList):
        LocalList(path)
    assert any("screening list" in gap for gap in gaps(Settings(screening_list=path), 1))
    with pytest.raises(UnusableList):
        LocalList(tmp_path / "missing.json")
