"""Hub88's part of the platform: its callbacks' routes, and the client that opens its games."""

from starlette.routing import BaseRoute, Mount

from app.adapters.game_providers.hub88.callbacks import PATH, Hub88Callbacks
from app.adapters.game_providers.hub88.client import Hub88
from app.adapters.game_providers.hub88.keys import operator_keys
from app.adapters.game_providers.hub88.signature import Signer, Verifier
from app.adapters.game_providers.hub88.wallet_reads import WalletReads
from app.adapters.game_providers.hub88.win_cases import WinCases
from app.platform import Platform
from app.settings import Settings

SANDBOX_PATH = "/sandbox/games"


def hub88_routes(platform: Platform) -> list[BaseRoute]:
    """The wallet callbacks under ``/callbacks/hub88``; none in production without keys."""
    keys = operator_keys(platform.settings)
    if keys is None:
        return []
    callbacks = Hub88Callbacks(
        platform.settlement,
        WalletReads(platform.pool),
        WinCases(platform.pool, platform.clock),
        Verifier(keys.their_public),
        platform.settings.hub88_sub_partner,
    )
    return [Mount(PATH, app=callbacks)]


def hub88_client(settings: Settings) -> Hub88 | None:
    """None where Hub88 is not set up, as ``hub88_routes`` is empty there."""
    keys = operator_keys(settings)
    base_url = settings.hub88_base_url
    if base_url is None and not settings.production:
        base_url = settings.base_url + SANDBOX_PATH
    if keys is None or base_url is None:
        return None
    return Hub88(base_url.rstrip("/"), settings.hub88_operator_id, Signer(keys.own_private), settings.hub88_sub_partner)
