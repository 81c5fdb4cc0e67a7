import pytest

from graphql_api.execution import PRODUCTION, Budgets, Failure, Limits, documents
from graphql_api.execution.documents import Documents
from tests.graphql_api.demo import ALICE, BOB, SCHEMA


def test_a_document_is_prepared_once_per_text() -> None:
    kept = Documents(SCHEMA._schema, PRODUCTION)
    assert kept.get("{ me { id } }") is kept.get("{ me { id } }")
    assert kept.get("{ me { id } }") is not kept.get("{ me { id }  }")


def test_the_cache_is_bounded_in_entries_and_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "_ENTRIES", 3)
    monkeypatch.setattr(documents, "_BYTES", 60)
    kept = Documents(SCHEMA._schema, PRODUCTION)
    first = kept.get("{ me { id } }")
    kept.get("{ me { name } }")
    assert kept.get("{ me { id } }") is first
    kept.get("{ a: me { id } }")
    kept.get("{ b: me { id } }")
    assert kept.get("{ me { id } }") is first, "what was used last stays"
    kept.get("{ me { id name } }" + " " * 42)
    assert kept.get("{ me { id } }") is not first, "bytes count too"


def test_what_is_not_valid_is_not_kept() -> None:
    kept = Documents(SCHEMA._schema, PRODUCTION)
    for _ in range(2):
        with pytest.raises(Failure):
            kept.get("{ nothing }")
    assert kept._kept == {}


def test_a_budget_is_spent_refused_and_refilled() -> None:
    now = [0.0]
    budgets = Budgets(Limits(budget=100, restore_per_second=10), lambda: now[0])
    assert budgets.take(ALICE.player_id, 70) == {"requested": 70, "remaining": 30, "restoreRate": 10}
    with pytest.raises(Failure) as refused:
        budgets.take(ALICE.player_id, 50)
    assert refused.value.errors[0]["extensions"] == {"code": "RATE_LIMITED", "retryAfterSeconds": 3}
    assert budgets.take(BOB.player_id, 50)["remaining"] == 50
    now[0] = 2.0
    assert budgets.take(ALICE.player_id, 50)["remaining"] == 0
    now[0] = 1000.0
    assert budgets.take(ALICE.player_id, 1)["remaining"] == 99, "never more than the budget"
