"""Live updates: from committed batches, over the bus, to the clients that follow a wallet."""
