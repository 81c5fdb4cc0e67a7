"""Passkeys: what is spent when, who is told, and what stands in the access log."""

import json

import pytest

from domain.identity import (
    BeginPasskeyLogin,
    BeginPasskeyRegistration,
    ChallengeExpired,
    LoginWithPasskey,
    ProofRejected,
    RegisterPasskey,
    SignInMethod,
    Viewer,
)
from domain.identity.linking import Linking
from domain.identity.passkey_desk import PasskeyDesk
from domain.identity.single_use import SingleUse
from domain.identity.use_cases.begin_passkey_login import BeginPasskeyLoginHandler
from domain.identity.use_cases.begin_passkey_registration import BeginPasskeyRegistrationHandler
from domain.identity.use_cases.login_with_passkey import LoginWithPasskeyHandler
from domain.identity.use_cases.register_passkey import RegisterPasskeyHandler
from domain.identity.use_cases.require_fresh_proof import RequireFreshProof
from domain.shared import NotAllowed
from tests.builders import a_visit
from tests.domain.identity.house import House, viewer_of
from tests.fakes.passkeys import PlainAuthority, credential


async def fresh(message: RequireFreshProof) -> None:
    del message


class Scene:
    def __init__(self) -> None:
        self.house = house = House()
        single_use = SingleUse(house.challenges, house.clock, house.commits)
        self.desk = PasskeyDesk(PlainAuthority(), house.linked, house.codes, single_use, house.clock)
        self.rules = house.profile.sign_in

    async def register(self, viewer: Viewer, key: str = "key", counter: int = 0) -> None:
        house = self.house
        begin = BeginPasskeyRegistrationHandler(self.rules, fresh, house.players, self.desk, house.commits)
        begun = await begin(BeginPasskeyRegistration(viewer))
        linking = Linking(house.linked, house.players, house.messenger, house.journal)
        register = RegisterPasskeyHandler(self.rules, self.desk, linking, house.clock, house.ids, house.commits)
        made = credential(key, begun.challenge.bytes, counter)
        await register(RegisterPasskey(viewer, begun.challenge, made, " my  phone ", a_visit()))

    @property
    def begin_login(self) -> BeginPasskeyLoginHandler:
        return BeginPasskeyLoginHandler(self.rules, self.house.throttle, self.desk, self.house.commits)

    @property
    def login(self) -> LoginWithPasskeyHandler:
        house = self.house
        return LoginWithPasskeyHandler(
            self.rules, house.throttle, self.desk, house.reception, house.journal, house.commits
        )


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_a_passkey_is_linked_named_and_told(scene: Scene) -> None:
    viewer = viewer_of(await scene.house.signed_in())
    await scene.register(viewer)
    (linked,) = await scene.house.linked.of(viewer.player_id)
    assert (linked.method, linked.subject, linked.label) == (SignInMethod.PASSKEY, "key", "my phone")
    assert scene.house.messenger.templates[-1] == "SIGN_IN_METHOD_LINKED"
    assert scene.house.access_log.entries[-1].event.value == "METHOD_LINKED"


async def test_signing_in_names_nobody_before_and_the_player_after(scene: Scene) -> None:
    viewer = viewer_of(await scene.house.signed_in())
    await scene.register(viewer)
    begun = await scene.begin_login(BeginPasskeyLogin(a_visit()))
    assert json.loads(begun.options) == [begun.challenge.bytes.hex()]
    shown = credential("key", begun.challenge.bytes, owner=viewer.player_id.bytes)
    opened = await scene.login(LoginWithPasskey(begun.challenge, shown, a_visit()))
    assert (opened.session.player_id, opened.session.method) == (viewer.player_id, SignInMethod.PASSKEY)


async def test_a_refused_answer_spends_the_challenge_and_is_logged(scene: Scene) -> None:
    viewer = viewer_of(await scene.house.signed_in())
    await scene.register(viewer, counter=5)
    strangers = b"somebody else"
    wrong: tuple[tuple[str, bytes | None, int, bytes | None, str], ...] = (
        ("key", b"another", 6, None, "WRONG_CHALLENGE"),
        ("key", None, 5, None, "COUNTER_REPLAYED"),
        ("key", None, 6, strangers, "UNKNOWN_KEY"),
        ("strange", None, 6, None, "UNKNOWN_KEY"),
    )
    for key, nonce, counter, owner, reason in wrong:
        begun = await scene.begin_login(BeginPasskeyLogin(a_visit()))
        shown = credential(key, nonce or begun.challenge.bytes, counter, owner)
        with pytest.raises(ProofRejected) as refused:
            await scene.login(LoginWithPasskey(begun.challenge, shown, a_visit()))
        assert refused.value.reason == reason
        assert scene.house.access_log.entries[-1].event.value == "SIGN_IN_FAILED"
        right = credential("key", begun.challenge.bytes, 9)
        with pytest.raises(ChallengeExpired):
            await scene.login(LoginWithPasskey(begun.challenge, right, a_visit()))


async def test_a_proof_names_its_challenge_and_belongs_to_its_player(scene: Scene) -> None:
    viewer = viewer_of(await scene.house.signed_in())
    with pytest.raises(NotAllowed):
        await scene.desk.begin(viewer.player_id)
    await scene.register(viewer)
    assert await scene.desk.enrolled(viewer.player_id)
    begun = await scene.desk.begin(viewer.player_id)
    assert json.loads(begun.options) == [begun.challenge.bytes.hex(), "key"]
    shown = credential("key", begun.challenge.bytes)
    await scene.desk.prove(viewer.player_id, shown)
    with pytest.raises(ChallengeExpired):
        await scene.desk.prove(viewer.player_id, shown)


async def test_a_challenge_for_signing_in_is_no_proof(scene: Scene) -> None:
    viewer = viewer_of(await scene.house.signed_in())
    await scene.register(viewer)
    begun = await scene.begin_login(BeginPasskeyLogin(a_visit()))
    with pytest.raises(ChallengeExpired):
        await scene.desk.prove(viewer.player_id, credential("key", begun.challenge.bytes))
