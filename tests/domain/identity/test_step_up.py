from datetime import timedelta

import pytest

from domain.identity import (
    Evidence,
    InvalidCredentials,
    Login,
    Logout,
    ProofMethod,
    RequireFreshProof,
    StepUp,
    StepUpRequired,
    Viewer,
)
from domain.shared import InvalidInput, NotSignedIn, TooManyAttempts
from tests.builders import PASSWORD, a_player, a_visit
from tests.domain.identity.house import House, viewer_of


def proof(viewer: Viewer, password: str | None = PASSWORD) -> StepUp:
    return StepUp(viewer, Evidence(ProofMethod.PASSWORD, password=password), a_visit())


async def test_a_proof_holds_five_minutes_for_its_session_alone() -> None:
    house = House()
    await house.registered(a_player("ann@example.com"))
    here = viewer_of(await house.login(Login("ann@example.com", PASSWORD, a_visit())))
    there = viewer_of(await house.login(Login("ann@example.com", PASSWORD, a_visit())))
    with pytest.raises(StepUpRequired) as refused:
        await house.require_fresh_proof(RequireFreshProof(here))
    assert refused.value.methods == (ProofMethod.PASSWORD,)

    stepped_up = await house.step_up(proof(here))

    assert stepped_up.holds_until == house.clock.now() + timedelta(minutes=5)
    house.clock.forward(timedelta(minutes=5))
    await house.require_fresh_proof(RequireFreshProof(here))
    with pytest.raises(StepUpRequired):
        await house.require_fresh_proof(RequireFreshProof(there))
    house.clock.forward(timedelta(seconds=1))
    with pytest.raises(StepUpRequired):
        await house.require_fresh_proof(RequireFreshProof(here))


async def test_a_wrong_password_proves_nothing_and_is_logged() -> None:
    house = House()
    viewer = viewer_of(await house.signed_in())
    with pytest.raises(InvalidCredentials):
        await house.step_up(proof(viewer, "wrong password"))
    with pytest.raises(StepUpRequired):
        await house.require_fresh_proof(RequireFreshProof(viewer))
    assert house.access_log.events[-1] == "STEP_UP_FAILED"


async def test_guessing_is_throttled_per_player() -> None:
    house = House()
    viewer = viewer_of(await house.signed_in())
    for _ in range(house.profile.sign_in.failures_per_subject):
        with pytest.raises(InvalidCredentials):
            await house.step_up(proof(viewer, "wrong password"))
    with pytest.raises(TooManyAttempts):
        await house.step_up(proof(viewer))


async def test_the_password_is_needed() -> None:
    house = House()
    with pytest.raises(InvalidInput) as refused:
        await house.step_up(proof(viewer_of(await house.signed_in()), None))
    assert refused.value.fields[0].code == "REQUIRED"


async def test_an_ended_session_proves_nothing() -> None:
    house = House()
    viewer = viewer_of(await house.signed_in())
    await house.logout(Logout(viewer, None, a_visit()))
    with pytest.raises(NotSignedIn):
        await house.step_up(proof(viewer))
    with pytest.raises(NotSignedIn):
        await house.require_fresh_proof(RequireFreshProof(viewer))
