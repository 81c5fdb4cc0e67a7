"""Documents of players: pictures made harmless, sealed, and stored."""
