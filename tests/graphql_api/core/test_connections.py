import pytest
from graphql import ExecutionResult

from graphql_api.core import global_id
from tests.graphql_api.demo import SCHEMA, context


async def things(arguments: str) -> dict[str, object]:
    result = await SCHEMA.execute(
        f"{{ things({arguments}) {{ edges {{ cursor node {{ name }} }}"
        " pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }",
        context_value=context(),
    )
    assert isinstance(result, ExecutionResult) or result.errors is None
    assert result.data is not None
    found: dict[str, object] = result.data["things"]
    return found


def names(page: dict[str, object]) -> str:
    return "".join(edge["node"]["name"] for edge in page["edges"])  # type: ignore[attr-defined]


async def test_pages_follow_each_other() -> None:
    first = await things("first: 20")
    assert names(first) == "abcdefghijklmnopqrst"
    info = first["pageInfo"]
    assert info["hasNextPage"] is True  # type: ignore[index]
    second = await things(f'first: 20, after: "{info["endCursor"]}"')  # type: ignore[index]
    assert names(second) == "uvwxyz"
    assert second["pageInfo"]["hasNextPage"] is False  # type: ignore[index]
    assert second["pageInfo"]["hasPreviousPage"] is True  # type: ignore[index]


async def test_backward() -> None:
    page = await things("last: 3")
    assert names(page) == "xyz"
    assert page["pageInfo"]["hasPreviousPage"] is True  # type: ignore[index]


@pytest.mark.parametrize(("size", "length"), [("first: 0", 1), ("first: -5", 1), ("first: 2147483647", 26)])
async def test_sizes_are_clamped(size: str, length: int) -> None:
    assert len(names(await things(size))) == length


@pytest.mark.parametrize("cursor", ["", "!", "YQ==", "é", "A", "AA", "a" * 5000])
async def test_a_cursor_that_cannot_be_read_gives_an_empty_page(cursor: str) -> None:
    page = await things(f'after: "{cursor}"')
    assert page["edges"] == []
    assert page["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": False,
        "startCursor": None,
        "endCursor": None,
    }


@pytest.mark.parametrize(
    ("id", "found"),
    [
        (global_id("Thing", "a"), "a"),
        (global_id("Thing", "aa"), None),
        (global_id("Nothing", "a"), None),
        (global_id("Thing", "a") + "=", None),
        ("", None),
        ("é", None),
        ("x" * 10_000, None),
    ],
)
async def test_nodes_by_global_id(id: str, found: str | None) -> None:
    result = await SCHEMA.execute(
        "query ($id: ID!) { node(id: $id) { ... on Thing { name } } nodes(ids: [$id]) { ... on Thing { name } } }",
        {"id": id},
        context(),
    )
    expected = None if found is None else {"name": found}
    assert result.errors is None
    assert result.data == {"node": expected, "nodes": [expected]}


async def test_ids_beyond_the_hundredth_answer_null() -> None:
    id = global_id("Thing", "a")
    result = await SCHEMA.execute("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": [id] * 102}, context())
    assert result.data is not None
    assert result.data["nodes"] == [{"id": id}] * 100 + [None, None]
