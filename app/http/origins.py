"""Which origins may speak to the API from a browser."""

from app.settings import Settings


def allowed_origins(settings: Settings) -> frozenset[str]:
    """The platform's own and the configured ones, exact; in development also this machine by its other name."""
    found = {settings.base_url, *settings.allowed_origins}
    if not settings.production:
        found |= {f"http://localhost:{settings.port}", f"http://127.0.0.1:{settings.port}"}
    return frozenset(found)
