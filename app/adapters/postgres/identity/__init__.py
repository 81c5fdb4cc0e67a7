"""Identity in PostgreSQL: each class takes the session of one handler's transaction."""
