"""What we hold about a person: every table that knows players, how it is exported, and what erasing leaves of it."""
