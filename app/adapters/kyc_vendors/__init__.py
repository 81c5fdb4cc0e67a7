"""Companies that verify who somebody is. None of them knows of another."""
