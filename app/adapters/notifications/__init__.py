"""Messages to people: their words in each language, and the companies that carry them."""
