"""Identity for clients: the player, sessions, signing in and out. Import the modules; this page stays empty, so that
``player_fields`` can be imported by every context without a cycle."""
