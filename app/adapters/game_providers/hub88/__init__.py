"""Hub88, the aggregator: its wallet callbacks, our calls to it, its signatures, amounts and status codes."""
