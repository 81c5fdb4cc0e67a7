"""Nothing that identity handles finds its way into a log or a representation."""

import logging
from typing import Any

import pytest

from app.platform import Platform
from domain.identity import Evidence, FindPlayers, Login, ProofMethod, RefreshSession, StepUp
from domain.shared import Dispatch, Refusal
from tests.builders import a_player, a_visit
from tests.running import SignUp


async def test_logs_and_representations_hold_no_personal_data(
    dispatch: Dispatch, platform: Platform, sign_up: SignUp, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    player = await sign_up("quiet.person@example.com")
    messages: tuple[Any, ...] = (
        a_player("quiet.person@example.com"),
        Login("quiet.person@example.com", "wrong password", a_visit()),
        RefreshSession(player.tokens.refresh_token, a_visit()),
        StepUp(player.viewer, Evidence(ProofMethod.PASSWORD, password=player.password), a_visit()),
    )
    told = repr(player.tokens)
    for message in messages:
        try:
            told += repr(await dispatch(message))
        except Refusal as refused:
            told += repr(refused)
        told += repr(message)
    views = await dispatch(FindPlayers((player.id,)))
    told += repr(views)
    told += caplog.text

    tokens = player.tokens
    secrets = ("quiet.person", "1990", "203.0.113.7", player.password, tokens.access_token, tokens.refresh_token)
    assert [secret for secret in secrets if secret in told] == []
