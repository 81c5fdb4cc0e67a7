"""GraphQL over HTTP and over WebSocket: raw ASGI handlers that know no database."""
