"""The platform as it runs, for tests: opened on the module's database, with a way to sign people in."""

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from app.adapters.game_providers.hub88.keys import OPERATOR_KEY, PROVIDER_KEY, operator_keys
from app.composition import open_platform, wire
from app.dispatch import Dispatcher
from app.platform import Platform
from app.settings import Settings
from app.trial_players import enrol
from domain.identity import Login, Tokens, Viewer, Visit
from domain.shared import Dispatch, PlayerId
from tests.builders import PASSWORD, a_player, a_visit


@dataclass(frozen=True, slots=True)
class SignedInPlayer:
    """Somebody who registered and signed in."""

    viewer: Viewer
    email: str
    password: str
    tokens: Tokens

    @property
    def id(self) -> PlayerId:
        return self.viewer.player_id

    @property
    def bearer(self) -> dict[str, str]:
        """Headers of a request in this player's name."""
        return {"Authorization": f"Bearer {self.tokens.access_token}"}


SignUp = Callable[..., Awaitable[SignedInPlayer]]
"""``await sign_up()`` or ``await sign_up(currency="BTC")``; ``verified=False``: nobody has looked at who it is."""


def settings_for_tests(data_dir: Path) -> Settings:
    """Passwords are cheap and nobody is taken for a robot; everything else is as a start in development finds it."""
    return with_partner_keys(
        Settings(env="test", data_dir=data_dir, password_memory_kib=64, password_iterations=1, bot_check="none")
    )


def with_partner_keys(settings: Settings) -> Settings:
    """The RSA keys that a first start would make, which takes long: a folder without any gets the same as others."""
    folder = settings.data_dir / "secrets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, pem in partner_keys().items():
        if not (folder / name).exists():
            (folder / name).write_bytes(pem)
    return settings


@cache
def partner_keys() -> Mapping[str, bytes]:
    with tempfile.TemporaryDirectory() as made:
        operator_keys(Settings(env="test", data_dir=Path(made)))
        return {name: (Path(made) / "secrets" / name).read_bytes() for name in (OPERATOR_KEY, PROVIDER_KEY)}


@pytest.fixture(scope="module")
async def platform(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Platform]:
    """Everything one process shares, with the settlement lanes running."""
    async with open_platform(settings_for_tests(tmp_path_factory.mktemp("data")), postgres_url) as opened:
        yield opened


@pytest.fixture(scope="module")
def dispatch(platform: Platform) -> Dispatch:
    return Dispatcher(platform.sessions, wire(platform))


@pytest.fixture(scope="module")
def sign_up(platform: Platform, dispatch: Dispatch) -> SignUp:
    async def register_and_sign_in(
        email: str | None = None, *, currency: str = "EUR", verified: bool = True
    ) -> SignedInPlayer:
        registration = a_player(email, currency=currency, visit=Visit())
        await enrol(platform, registration, a_visit(), verified=verified)
        signed_in = await dispatch(Login(registration.email, PASSWORD, a_visit()))
        viewer = Viewer(signed_in.session.player_id, signed_in.session.id)
        return SignedInPlayer(viewer, registration.email, PASSWORD, signed_in.tokens)

    return register_and_sign_in


@pytest.fixture
async def player(sign_up: SignUp) -> SignedInPlayer:
    """Somebody new, signed in, with an empty wallet in EUR."""
    return await sign_up()
