"""Documents made to be slow to validate, each just within the limits of production or just beyond."""

from graphql_api.execution import PRODUCTION

_PAGE = "edges { node { id title slug } }"


def _many(count: int, text: str) -> str:
    """``text`` that often, ``%`` replaced by its number."""
    return " ".join(text.replace("%", str(number)) for number in range(count))


def _chain(name: str, count: int, spreads: int) -> str:
    """Fragments that spread the next ones."""
    parts = []
    for number in range(count):
        following = [f"...F{number + step}" for step in range(1, spreads + 1) if number + step < count]
        parts.append(f"fragment F{number} on {name} {{ {' '.join(following) or 'me { id }'} }}")
    return " ".join(parts)


ATTACKS: dict[str, str] = {
    "the same leaf again and again": f"{{ me {{ {'id ' * 34} }} }}",
    "the same page under aliases": f"{{ {_many(50, f'a%: games(first: 1) {{ {_PAGE} }}')} }}",
    "mutations under aliases": f"mutation {{ {_many(50, 'a%: logout(input: {}) { __typename }')} }}",
    "unknown fields": f"{{ {_many(990, 'x%')} }}",
    "unknown arguments": f"{{ game({_many(300, 'a%: 1')}) {{ id }} }}",
    "the same argument": f"{{ game({_many(320, 'slug: 1')}) {{ id }} }}",
    "the same input field": f"{{ gamesCount(filter: {{ {_many(320, 'search: 1')} }}) }}",
    "a long list": f"{{ nodes(ids: [{_many(980, '%')}]) {{ id }} }}",
    "unused variables": f"query ({_many(240, '$v%: Int')}) {{ me {{ id }} }}",
    "operations that share fragments": _many(10, "query Q% ($a: Int) { ...F0 }") + _chain("Query", 48, 2),
    "fragments within fragments": "{ ...F0 }" + _chain("Query", 48, 3),
    "fragments in a circle": "{ ...F0 }" + _many(40, "fragment F% on Query { ...F0 ...F1 ...F2 ...F3 }"),
    "fragments side by side": f"{{ me {{ {_many(34, '...F%')} }} }}" + _many(34, "fragment F% on Player { id email }"),
    "a fragment that nothing spreads": f"{{ me {{ id }} }} fragment F on Query {{ {_many(230, 'me { id }')} }}",
    "two fragments of one name": "{ ...F }"
    + f"fragment F on Query {{ {_many(230, 'me { id }')} }} fragment F on Query {{ me {{ id }} }}",
    "inline fragments inside each other": "{ me " + "{ ... on Player " * 150 + "{ id }" + " }" * 150 + " }",
    "directives": f"{{ me {{ {'id @skip(if: true) ' * 34} }} }}",
    "a long string of escapes": '{ game(slug: "' + "\\n" * (PRODUCTION.characters // 2 - 20) + '") { id } }',
    "a long block string": '{ game(slug: """' + "\n" * (PRODUCTION.characters - 40) + '""") { id } }',
    "a long comment": "#" + "a" * (PRODUCTION.characters - 40) + "\n{ me { id } }",
    "a long number": "{ games(first: " + "9" * (PRODUCTION.characters - 60) + ") { pageInfo { endCursor } } }",
    "many commas": "," * (PRODUCTION.characters - 20) + "{ me { id } }",
}
