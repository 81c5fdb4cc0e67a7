"""The whole platform with its sandbox game provider, the catalogue fetched from it over HTTP."""

import pytest

from domain.games import SyncCatalogue
from domain.shared import Dispatch
from tests.graphql_api.payments.conftest import Client, client, dispatch, platform
from tests.running import player, sign_up

__all__ = ["Client", "client", "dispatch", "platform", "player", "sign_up"]


@pytest.fixture(scope="module")
async def lobby(client: Client, dispatch: Dispatch) -> Client:
    await dispatch(SyncCatalogue("hub88"))
    return client
