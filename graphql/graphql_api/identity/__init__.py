"""Identity for clients: the player, sessions, signing in and out. Import the modules; this page declares the enums
alone, so that ``player_fields`` can be imported by every context without a cycle."""

from graphql_api.identity import enums as _enums  # noqa: F401 - before any type that uses them
