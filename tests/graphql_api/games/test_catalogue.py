"""The lobby: anybody reads it."""

from base64 import urlsafe_b64encode
from typing import Any

from tests.graphql_api.games.conftest import Client

GAMES = """query (
  $first: Int, $after: String, $last: Int, $before: String,
  $filter: GameFilter, $orderBy: GameOrder! = TITLE
) {
  games(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
    edges { cursor node { id slug title rtp volatility } }
    pageInfo { hasNextPage hasPreviousPage endCursor startCursor }
  }
}"""


async def slugs(lobby: Client, **variables: Any) -> list[str]:
    found = (await lobby.ask(None, GAMES, **variables))["games"]
    return [edge["node"]["slug"] for edge in found["edges"]]


async def test_lists_games_in_order(lobby: Client) -> None:
    assert await slugs(lobby) == ["copper-lantern", "ember-peaks", "tidal-reef"]
    assert await slugs(lobby, orderBy="NEWEST") == ["ember-peaks", "tidal-reef", "copper-lantern"]
    assert await slugs(lobby, orderBy="RTP") == ["ember-peaks", "copper-lantern", "tidal-reef"]


async def test_pages_forth_and_back_in_every_order(lobby: Client) -> None:
    for order in ("TITLE", "NEWEST", "RTP"):
        whole = await slugs(lobby, orderBy=order)
        first = (await lobby.ask(None, GAMES, first=2, orderBy=order))["games"]
        assert first["pageInfo"]["hasNextPage"] is True
        rest = (await lobby.ask(None, GAMES, first=2, after=first["pageInfo"]["endCursor"], orderBy=order))["games"]
        assert [edge["node"]["slug"] for edge in first["edges"] + rest["edges"]] == whole
        assert rest["pageInfo"]["hasNextPage"] is False
        back = await slugs(lobby, last=2, before=rest["pageInfo"]["startCursor"], orderBy=order)
        assert back == whole[:2]


async def test_a_cursor_of_another_order_or_of_nobody_gives_an_empty_page(lobby: Client) -> None:
    first = (await lobby.ask(None, GAMES, first=1))["games"]
    assert await slugs(lobby, after=first["pageInfo"]["endCursor"], orderBy="RTP") == []
    nul = urlsafe_b64encode(b'["a\\u0000b","00000000-0000-0000-0000-000000000000"]').rstrip(b"=").decode()
    for cursor in ("", "x", "W10", "WzEsMl0", "bnVsbA", "eyJhIjoxfQ", nul):
        assert await slugs(lobby, after=cursor) == []


async def test_filters(lobby: Client) -> None:
    async def found(**conditions: Any) -> list[str]:
        return await slugs(lobby, filter=conditions)

    assert await found(search="REEF") == ["tidal-reef"]
    assert await found(search="peaks sandbox") == ["ember-peaks"]
    assert await found(search="100%") == []
    assert await found(search="_") == []
    assert await found(category="video-slots", provider="sandbox-slots", features=["Wild"]) == [
        "ember-peaks",
        "tidal-reef",
    ]
    assert await found(tags=["Ocean", "Animals"]) == ["tidal-reef"]
    assert await found(tags=["Ocean", "Night"]) == []
    assert await found(category="no-such") == []
    assert await found(search="a\0b") == []


async def test_one_game_and_its_node(lobby: Client) -> None:
    query = "query ($slug: String!) { game(slug: $slug) { id title rtp currencies demo thumbnailUrl releasedOn } }"
    game = (await lobby.ask(None, query, slug="tidal-reef"))["game"]
    assert (game["title"], game["rtp"], game["demo"]) == ("Tidal Reef", "96.17", True)
    assert game["currencies"] == ["EUR", "GBP", "JPY", "USD"]
    node = await lobby.ask(None, "query ($id: ID!) { node(id: $id) { id ... on Game { slug } } }", id=game["id"])
    assert node["node"] == {"id": game["id"], "slug": "tidal-reef"}
    assert (await lobby.ask(None, query, slug="nothing"))["game"] is None
    picture = await lobby.http.get(game["thumbnailUrl"])
    assert picture.headers["content-type"].startswith("image/svg+xml")


async def test_categories_providers_and_counts(lobby: Client) -> None:
    asked = "{ gameCategories { slug title games } gameProviders { slug title games } gamesCount }"
    assert await lobby.ask(None, asked) == {
        "gameCategories": [{"slug": "video-slots", "title": "Video Slots", "games": 3}],
        "gameProviders": [{"slug": "sandbox-slots", "title": "Sandbox Slots", "games": 3}],
        "gamesCount": 3,
    }
