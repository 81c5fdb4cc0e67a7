"""Identity for clients: the player, sessions, signing in and out. Import the modules; this page stays empty, so that
``player_fields`` can be imported by every context without a cycle."""

from graphql_api.identity import enums as _enums  # noqa: F401 - declared before any type that uses them
