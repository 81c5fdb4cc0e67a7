"""While a session is locked, nothing of its account changes (GLI-19 2.5.4)."""

from typing import Any
from uuid import uuid4

import pytest

from app.platform import Platform
from tests.graphql_api.identity.account_documents import (
    ACCEPT_TERMS,
    CHANGE_EMAIL,
    CHANGE_PASSWORD,
    CLOSE_ACCOUNT,
    REQUEST_DATA_EXPORT,
    UPDATE_CONSENTS,
    UPDATE_PROFILE,
    VERIFY_EMAIL_CHANGE,
    do,
)
from tests.graphql_api.identity.conftest import Api
from tests.running import SignedInPlayer

GUARDED: dict[str, dict[str, Any]] = {
    CHANGE_PASSWORD: {"newPassword": "another good phrase"},
    CHANGE_EMAIL: {"newEmail": "elsewhere@example.com"},
    VERIFY_EMAIL_CHANGE: {"challenge": str(uuid4()), "code": "123456"},
    UPDATE_PROFILE: {"language": "de"},
    ACCEPT_TERMS: {"termsVersion": "2026-01"},
    UPDATE_CONSENTS: {"changes": [{"channel": "SMS", "product": "CASINO", "granted": True}]},
    CLOSE_ACCOUNT: {},
    REQUEST_DATA_EXPORT: {},
}


@pytest.mark.parametrize("document", GUARDED, ids=lambda text: text.partition("{ ")[2].partition("(")[0])
async def test_says_that_the_session_is_locked(
    api: Api, platform: Platform, player: SignedInPlayer, document: str
) -> None:
    await platform.pool.execute("update sessions set locked_at = now() where id = $1", player.viewer.session_id)
    platform.identity.activity.unlocked(player.viewer.session_id)  # this process forgets what it knew of the session
    asking = document.replace("code message }", "code message } ... on NotAllowed { reasons }", 1)
    refused = await do(api, asking, player, **GUARDED[document])
    assert (refused["code"], refused["reasons"]) == ("NOT_ALLOWED", ["SESSION_LOCKED"])
