"""What the game provider is told about somebody who registered."""

from uuid import uuid4

import orjson

from app.adapters.game_providers.hub88.keys import sandbox_keys
from app.adapters.game_providers.hub88.signature import HEADER, Signer
from tests.graphql_api.games.conftest import Client
from tests.running import SignedInPlayer


async def test_the_country_and_nothing_else_that_is_personal(lobby: Client, player: SignedInPlayer) -> None:
    request = str(uuid4())
    body = orjson.dumps({"user": player.id.hex, "request_uuid": request})
    signature = Signer(sandbox_keys(lobby.platform.settings).own_private).sign(body)
    answer = await lobby.http.post("/callbacks/hub88/user/info", content=body, headers={HEADER: signature})
    assert answer.json() == {"status": "RS_OK", "user": player.id.hex, "request_uuid": request, "country": "DE"}
