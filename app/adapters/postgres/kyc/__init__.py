"""Know your customer, in PostgreSQL."""
