"""The whole platform over HTTP, with its sandbox companies and its sandbox register."""

from tests.graphql_api.games.conftest import Client, client, dispatch, lobby, platform, player, sign_up

__all__ = ["Client", "client", "dispatch", "lobby", "platform", "player", "sign_up"]
