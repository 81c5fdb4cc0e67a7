"""The platform's whole HTTP application, at the time a test says, and what staff do at that time."""

from dataclasses import replace
from typing import Any

import pytest

from app.composition import wire
from app.dispatch import Dispatcher
from app.platform import Platform
from domain.shared import Dispatch
from tests.fakes.shared import HeldClock
from tests.graphql_api.identity.conftest import Api, api, clock, timed

__all__ = ["Api", "api", "clock", "timed"]

_COMPLAINT = """complaint {
    id category state subject openedAt acknowledgeBy answerBy acknowledgedAt answeredAt closedAt overdue
    messages { author writtenAt text }
}"""
_FACTS = """
    __typename ... on UserError { code message } ... on InvalidInput { fields { path code } }
    ... on NotAllowed { reasons }
"""


def _mutation(name: str, more: str = "") -> str:
    title = name[0].upper() + name[1:]
    return (
        f"mutation ($input: {title}Input!) {{ {name}(input: $input) {{ {_FACTS}"
        f" ... on {title}Success {{ {_COMPLAINT} }} {more} }} }}"
    )


OPEN = _mutation("openComplaint", "... on TooManyAttempts { retryAfterSeconds }")
REPLY = _mutation("replyToComplaint")
CLOSE = _mutation("closeComplaint")
COMPLAINTS = """query ($first: Int, $after: String, $last: Int, $before: String) { me {
    complaints(first: $first, after: $after, last: $last, before: $before) {
        edges { cursor node { id state subject overdue } } pageInfo { hasNextPage hasPreviousPage }
    } } }"""
NODE = "query ($id: ID!) { node(id: $id) { id ... on Complaint { state overdue messages { author text } } } }"


def a_complaint(key: str, **given: Any) -> dict[str, Any]:
    """``key``: made long enough."""
    written = {"category": "WITHDRAWAL", "subject": "Late", "text": "Where is my money?"}
    return {**written, "idempotencyKey": f"complaint {key}", **given}


@pytest.fixture
def staff(platform: Platform, clock: HeldClock) -> Dispatch:
    """As the commands of staff, at the time that ``clock`` shows."""
    held = replace(platform, clock=clock)
    return Dispatcher(held.sessions, wire(held))
