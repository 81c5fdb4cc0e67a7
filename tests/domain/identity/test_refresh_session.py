from datetime import timedelta

import pytest

from domain.identity import EndReason, Logout, RefreshSession, SignedIn
from domain.shared import NotAllowed, NotSignedIn
from tests.builders import a_visit
from tests.domain.identity.house import House, viewer_of


async def refresh(house: House, token: str) -> SignedIn:
    return await house.refresh(RefreshSession(token, a_visit()))


async def test_each_token_is_good_once_and_gives_the_next() -> None:
    house = House()
    signed_in = await house.signed_in()
    tokens = [signed_in.tokens.refresh_token]
    for _ in range(5):
        house.clock.forward(timedelta(minutes=9))
        tokens.append((await refresh(house, tokens[-1])).tokens.refresh_token)
    assert len(set(tokens)) == 6
    assert house.sessions.sessions[signed_in.session.id].generation == 5
    assert house.access_log.events.count("REFRESHED") == 5


async def test_two_tabs_get_the_same_next_token() -> None:
    house = House()
    spent = (await house.signed_in()).tokens.refresh_token
    before = house.commits.count
    first = await refresh(house, spent)
    house.clock.forward(timedelta(seconds=10))
    second = await refresh(house, spent)
    assert first.tokens.refresh_token == second.tokens.refresh_token
    assert house.commits.count == before + 1  # one rotation: the repeat writes nothing


async def test_a_tab_two_rotations_behind_catches_up_within_the_grace() -> None:
    house = House()
    spent = (await house.signed_in()).tokens.refresh_token
    current = await refresh(house, (await refresh(house, spent)).tokens.refresh_token)
    house.clock.forward(timedelta(seconds=5))
    assert (await refresh(house, spent)).tokens.refresh_token == current.tokens.refresh_token


async def test_reuse_after_the_grace_ends_the_whole_family() -> None:
    house = House()
    spent = (await house.signed_in()).tokens.refresh_token
    current = await refresh(house, spent)
    house.clock.forward(timedelta(seconds=11))

    with pytest.raises(NotSignedIn):
        await refresh(house, spent)

    session = house.sessions.sessions[current.session.id]
    assert session.end_reason is EndReason.TOKEN_REUSED
    assert house.ended.announced == [session.id]
    assert house.access_log.events[-1] == "TOKEN_REUSED"
    with pytest.raises(NotSignedIn):
        await refresh(house, current.tokens.refresh_token)


async def test_an_old_token_of_the_family_is_reuse_however_old() -> None:
    house = House()
    stolen = token = (await house.signed_in()).tokens.refresh_token
    for _ in range(100):
        house.clock.forward(timedelta(minutes=9))
        token = (await refresh(house, token)).tokens.refresh_token
    with pytest.raises(NotSignedIn):
        await refresh(house, stolen)
    with pytest.raises(NotSignedIn):
        await refresh(house, token)


async def test_forged_and_unknown_tokens_end_nothing() -> None:
    house = House()
    signed_in = await house.signed_in()
    for forged in ("", "x", f"{signed_in.session.id}/7", "00000000-0000-0000-0000-0000000000ff/0"):
        with pytest.raises(NotSignedIn):
            await refresh(house, forged)
    assert await refresh(house, signed_in.tokens.refresh_token)


async def test_an_ended_session_is_not_refreshed() -> None:
    house = House()
    signed_in = await house.signed_in()
    await house.logout(Logout(viewer_of(signed_in), None, a_visit()))
    with pytest.raises(NotSignedIn):
        await refresh(house, signed_in.tokens.refresh_token)


async def test_the_last_access_token_ends_with_its_session() -> None:
    house = House()
    signed_in = await house.signed_in()
    house.clock.forward(timedelta(days=30) - timedelta(minutes=3))
    fresh = await refresh(house, signed_in.tokens.refresh_token)
    assert fresh.tokens.access_expires_at == signed_in.session.expires_at


async def test_whoever_may_not_sign_in_gets_no_fresh_tokens() -> None:
    house = House()
    signed_in = await house.signed_in()
    token = signed_in.tokens.refresh_token
    current = (await refresh(house, token)).tokens.refresh_token
    house.gates.held[signed_in.session.player_id] = ("login:CLOSED", "bet:SELF_EXCLUDED")
    for presented in (current, token):
        with pytest.raises(NotAllowed) as refused:
            await refresh(house, presented)
        assert refused.value.reasons == ("CLOSED",)
    assert house.access_log.events.count("SIGN_IN_CLOSED") == 2
    house.gates.held[signed_in.session.player_id] = ("bet:SELF_EXCLUDED",)
    assert (await refresh(house, current)).session.generation == 2
