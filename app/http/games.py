"""Outside production: where the sandbox game provider is."""

from starlette.routing import BaseRoute, Mount

from app.adapters.game_providers.hub88.keys import sandbox_keys
from app.adapters.game_providers.hub88.routes import SANDBOX_PATH
from app.adapters.game_providers.hub88.signature import Verifier
from app.http.origins import allowed_origins
from app.platform import Platform
from app.sandbox.games.book import Book
from app.sandbox.games.game_api import GameApi
from app.sandbox.games.operator_api import OperatorApi
from app.sandbox.games.pages import Pages
from app.wiring.sandbox_games import sandbox_table


def sandbox_games_routes(platform: Platform) -> list[BaseRoute]:
    """Another company, mounted here for want of a second machine; it shares nothing with the platform but the port."""
    settings = platform.settings
    if settings.production:
        return []
    book, verifier = Book(platform.pool), Verifier(sandbox_keys(settings).their_public)
    api = OperatorApi(book, verifier, settings.hub88_operator_id, settings.base_url + SANDBOX_PATH)
    pages = Pages(" ".join(["'self'", *sorted(allowed_origins(settings))]), settings.base_url)
    routes = [*api.routes(), *GameApi(book, sandbox_table(platform)).routes(), *pages.routes()]
    return [Mount(SANDBOX_PATH, routes=routes)]
