"""Know your customer, for clients."""
