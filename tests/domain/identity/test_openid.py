"""OpenID Connect: what one sign-in is bound to, and whom it lets in."""

from dataclasses import replace

import pytest

from domain.identity import (
    BeginOpenIdLogin,
    ChallengeExpired,
    ChallengeKind,
    LinkOpenId,
    LoginWithOpenId,
    OpenIdAnswer,
    OpenIdLoginBegun,
    ProofRejected,
    RegistrationRequired,
    SignInMethod,
)
from domain.identity.linking import Linking
from domain.identity.openid_desk import OpenIdDesk
from domain.identity.outside_desk import OutsideDesk
from domain.identity.single_use import SingleUse
from domain.identity.use_cases.begin_openid_login import BeginOpenIdLoginHandler
from domain.identity.use_cases.link_openid import LinkOpenIdHandler
from domain.identity.use_cases.login_with_openid import LoginWithOpenIdHandler
from domain.identity.use_cases.require_fresh_proof import RequireFreshProof
from domain.shared import InvalidInput, NotAllowed
from tests.builders import a_visit
from tests.domain.identity.house import House, viewer_of
from tests.fakes.openid import MemoryProviders

BEGIN = BeginOpenIdLogin("mock", "https://casino.example/welcome", a_visit())


async def fresh(message: RequireFreshProof) -> None:
    del message


class Scene:
    def __init__(self) -> None:
        self.house = house = House()
        self.providers = MemoryProviders()
        self.rules = house.profile.sign_in
        self.desk = OpenIdDesk(self.providers, SingleUse(house.challenges, house.clock, house.commits))

    async def begin(self, message: BeginOpenIdLogin = BEGIN) -> OpenIdLoginBegun:
        house = self.house
        handler = BeginOpenIdLoginHandler(
            self.rules, house.throttle, self.providers, house.codes, house.random, house.commits
        )
        return await handler(message)

    async def answer(self, subject: str = "ada", **changed: str) -> OpenIdAnswer:
        begun = await self.begin()
        code = f"code {len(self.providers.asked)}"
        self.providers.codes[code] = subject
        return replace(OpenIdAnswer(begun.challenge, self.providers.asked[-1].state, code), **changed)  # type: ignore[arg-type]

    @property
    def login(self) -> LoginWithOpenIdHandler:
        house = self.house
        outside = OutsideDesk(house.linked, house.codes, house.reception, house.clock, house.commits)
        return LoginWithOpenIdHandler(self.rules, house.throttle, self.desk, outside, house.journal, house.commits)

    @property
    def link(self) -> LinkOpenIdHandler:
        house = self.house
        linking = Linking(house.linked, house.players, house.messenger, house.journal)
        return LinkOpenIdHandler(self.rules, fresh, self.desk, linking, house.clock, house.ids, house.commits)


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_each_sign_in_has_secrets_of_its_own(scene: Scene) -> None:
    await scene.begin()
    await scene.begin()
    one, other = scene.providers.asked
    secrets = {one.state, one.nonce, one.verifier, other.state, other.nonce, other.verifier}
    assert len(secrets) == 6
    assert all(len(secret) == 64 for secret in secrets), "256 bits, and as long as RFC 7636 asks of a verifier"


async def test_a_linked_identity_lets_its_player_in(scene: Scene) -> None:
    viewer = viewer_of(await scene.house.signed_in())
    linked = await scene.link(LinkOpenId(viewer, await scene.answer(), a_visit()))
    assert (linked.method, linked.subject) == (SignInMethod.OPENID_CONNECT, "https://op.example ada")
    opened = await scene.login(LoginWithOpenId(await scene.answer(), a_visit()))
    assert opened.session.player_id == viewer.player_id


async def test_an_unknown_identity_gets_a_ticket(scene: Scene) -> None:
    with pytest.raises(RegistrationRequired) as required:
        await scene.login(LoginWithOpenId(await scene.answer("grace"), a_visit()))
    ticket = scene.house.challenges.held[required.value.challenge]
    assert ticket.kind is ChallengeKind.REGISTRATION_TICKET
    assert ticket.facts == {
        "method": "OPENID_CONNECT",
        "subject": "https://op.example grace",
        "label": "mock grace",
    }


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"state": "another"}, "WRONG_STATE"),
        ({"state": "\udcff"}, "WRONG_STATE"),
        ({"code": "made up"}, "CODE_REJECTED"),
        ({"issuer": "https://evil.example"}, "WRONG_ISSUER"),
    ],
)
async def test_a_refused_answer_spends_the_challenge_and_is_logged(
    scene: Scene, changed: dict[str, str], reason: str
) -> None:
    answer = await scene.answer(**changed)
    with pytest.raises(ProofRejected) as refused:
        await scene.login(LoginWithOpenId(answer, a_visit()))
    assert refused.value.reason == reason
    assert scene.house.access_log.entries[-1].event.value == "SIGN_IN_FAILED"
    with pytest.raises(ChallengeExpired):
        await scene.login(LoginWithOpenId(answer, a_visit()))


async def test_a_provider_that_was_taken_away_lets_nobody_in(scene: Scene) -> None:
    answer = await scene.answer()
    scene.providers.names = ("other",)
    with pytest.raises(ProofRejected) as refused:
        await scene.login(LoginWithOpenId(answer, a_visit()))
    assert refused.value.reason == "UNKNOWN_PROVIDER"


async def test_only_known_companies_and_pages_of_ours(scene: Scene) -> None:
    with pytest.raises(InvalidInput):
        await scene.begin(replace(BEGIN, provider="other"))
    with pytest.raises(InvalidInput):
        await scene.begin(replace(BEGIN, return_url="https://evil.example/"))
    scene.providers.names = ()
    with pytest.raises(NotAllowed):
        await scene.begin()
