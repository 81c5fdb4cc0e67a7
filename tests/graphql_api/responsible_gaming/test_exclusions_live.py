"""Open sockets hear of an exclusion at once: where the gates stand, and which sessions ended."""

import asyncio

import pytest

from app.platform import Platform
from domain.identity import Login, Visit
from domain.responsible_gaming import SelfExclude
from domain.shared import Dispatch
from graphql_api.core import global_id
from tests.builders import PASSWORD, a_visit
from tests.graphql_api.identity.test_account_news import first
from tests.graphql_api.wallet.conftest import address, open_socket
from tests.running import SignedInPlayer

__all__ = ["address"]

GATES = """
subscription { gateChanged { __typename
    ... on GatesChanged { gates { deposit { open reasons } demo { open } marketing { open } withdraw { open } } } } }
"""


@pytest.mark.clause("GLI-19 A.3.8", rule="open sockets are told at once, and other sessions end", field="")
async def test_gates_and_ended_sessions_are_told_as_it_begins(
    address: str, platform: Platform, dispatch: Dispatch, player: SignedInPlayer
) -> None:
    other = await dispatch(Login(player.email, PASSWORD, a_visit()))
    async with open_socket(address, player) as gates, open_socket(address, player) as sessions:
        await gates.subscribe(GATES)
        assert (await gates.event())["gates"]["deposit"]["open"] is True
        await first(sessions, platform, player)
        await dispatch(SelfExclude(player.viewer, Visit(), 6))
        async with asyncio.timeout(10):
            assert (await gates.event())["gates"] == {
                "deposit": {"open": False, "reasons": ["SELF_EXCLUDED"]},
                "demo": {"open": False},
                "marketing": {"open": False},
                "withdraw": {"open": True},
            }
            ended = await sessions.event()
        assert (ended["__typename"], ended["reason"]) == ("SessionRevoked", "EXCLUDED")
        assert ended["session"]["id"] == global_id("Session", other.session.id)
