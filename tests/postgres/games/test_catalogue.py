"""The catalogue follows a listing; what it knew of a game stays."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.adapters.postgres.games.catalogue import PostgresGames
from app.adapters.postgres.games.catalogue_writes import slug_of
from app.time_and_chance import TimeOrderedIds
from domain.games import CatalogueChange, GameFilter, GameOrder, ListedGame
from domain.shared import PageRequest

LISTED = ListedGame(
    code="a",
    title="Book of Foam",
    studio="Études Ltd",
    category="Video Slots",
    tags=(),
    features=(),
    rtp_basis_points=None,
    volatility=None,
    currencies=("EUR",),
    demo=False,
    thumbnail_url=None,
    background_url=None,
    released_on=None,
)
OTHER = replace(LISTED, code="b", title="Arc & Spark", released_on=None)


@pytest.fixture
async def games(sessions: async_sessionmaker[AsyncSession]) -> AsyncIterator[PostgresGames]:
    """Nothing is committed, so that each test finds an empty catalogue."""
    async with sessions() as session:
        yield PostgresGames(session, TimeOrderedIds())


async def titles(games: PostgresGames) -> list[str]:
    page = await games.page(GameFilter(), GameOrder.TITLE, PageRequest())
    return [game.title for game in page.rows]


async def test_a_game_keeps_its_id_and_slug_whatever_it_is_called(games: PostgresGames) -> None:
    await games.replace("hub88", [LISTED])
    first = await games.by_slug("book-of-foam")
    assert first is not None
    await games.replace("hub88", [replace(LISTED, title="Book of Foam II")])
    later = await games.by_slug("book-of-foam")
    assert later is not None
    assert (later.id, later.title) == (first.id, "Book of Foam II")


async def test_a_game_listed_no_longer_is_withdrawn_and_may_return(games: PostgresGames) -> None:
    assert await games.replace("hub88", [LISTED, OTHER]) == CatalogueChange(2, 0)
    assert await titles(games) == ["Arc & Spark", "Book of Foam"]
    assert await games.replace("hub88", [OTHER]) == CatalogueChange(1, 1)
    assert await titles(games) == ["Arc & Spark"]
    assert await games.by_slug("book-of-foam") is None
    kept = await games.by_codes([("hub88", "a")])
    assert kept[("hub88", "a")].title == "Book of Foam"
    await games.replace("hub88", [LISTED, OTHER])
    assert (await games.by_slug("book-of-foam")) is not None


async def test_an_empty_listing_withdraws_everything(games: PostgresGames) -> None:
    await games.replace("hub88", [LISTED])
    assert await games.replace("hub88", []) == CatalogueChange(0, 1)
    assert await titles(games) == []


async def test_equal_titles_get_slugs_of_their_own_and_providers_do_not_meet(games: PostgresGames) -> None:
    await games.replace("hub88", [LISTED, replace(LISTED, code="c")])
    await games.replace("another", [LISTED])
    page = await games.page(GameFilter(), GameOrder.TITLE, PageRequest())
    assert {game.slug for game in page.rows} == {"book-of-foam", "book-of-foam-2", "book-of-foam-3"}
    await games.replace("another", [])
    assert len(await titles(games)) == 2


async def test_more_games_than_one_statement_takes(games: PostgresGames) -> None:
    many = [replace(LISTED, code=f"c{number}", title=f"Game {number:04d}") for number in range(1_201)]
    assert await games.replace("hub88", many) == CatalogueChange(1_201, 0)
    assert await games.count(GameFilter()) == 1_201
    (studio,) = await games.studios()
    assert (studio.slug, studio.title, studio.games) == ("etudes-ltd", "Études Ltd", 1_201)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Book of Foam!", "book-of-foam"),
        ("Île d'Or", "ile-d-or"),
        ("龍", "game"),
        ("x" * 200, "x" * 80),
        ("--", "game"),
    ],
)
def test_slugs(title: str, slug: str) -> None:
    assert slug_of(title) == slug
