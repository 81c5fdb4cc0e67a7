"""A change of the rules that a player is under: KYC's gates are judged anew in the transaction that changes it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from app.composition import wire
from app.dispatch import Dispatcher
from app.platform import Platform
from app.wiring.identity.rules import rule_rollout
from domain.identity import AcceptJurisdiction, Visit
from domain.jurisdiction import GLI, PROFILES, JurisdictionProfile, KycLevel, KycThreshold, Profiles
from domain.kyc import FindKycDue
from domain.shared import PlayerId
from tests.postgres.kyc.conftest import Desk, paid_in
from tests.running import SignedInPlayer, SignUp

CENT = KycThreshold("A_CENT", "DEPOSITS", 1, None, KycLevel.SOURCE_OF_FUNDS, ("deposit",), 0)
STRICTER = replace(
    GLI,
    version=2,
    kyc=replace(
        GLI.kyc, before={**GLI.kyc.before, "withdraw": KycLevel.DOCUMENT}, thresholds=(*GLI.kyc.thresholds, CENT)
    ),
)
LOOSER = replace(GLI, version=2, kyc=replace(GLI.kyc, before={}))
SAME = "select g.xmin = p.xmin and p.profile_version = 2 from player_gates g join players p on p.id = g.player_id" + (
    " where g.player_id = $1"
)


@dataclass
class Release:
    """An installation under another version of the default profile."""

    platform: Platform
    present: JurisdictionProfile

    @property
    def running(self) -> Platform:
        profiles = Profiles({**PROFILES, "GLI": self.present}, former=(GLI,))
        return replace(self.platform, profiles=profiles)

    async def one_transaction(self, player: PlayerId) -> bool:
        """Whether gates and version were last written together."""
        return bool(await self.platform.pool.fetchval(SAME, player))

    async def behind(self) -> tuple[PlayerId, ...]:
        return await Dispatcher(self.running.sessions, wire(self.running))(FindKycDue(behind=True))


@pytest.fixture(autouse=True)
async def back_to_the_first(platform: Platform) -> None:
    """Each test begins with players under the first version."""
    for table in ("players", "player_gates", "kyc_states"):
        await platform.pool.execute(f"update {table} set profile_version = 1")


async def test_stricter_rules_close_their_gates_with_the_change(
    platform: Platform, desk: Desk, sign_up: SignUp
) -> None:
    desk.clock.forward(datetime.now(UTC) - desk.clock.now())
    release = Release(platform, STRICTER)
    players = [await sign_up() for _ in range(3)]
    await paid_in(platform.pool, players[0].id, 1, datetime.now(UTC))
    await replace(rule_rollout(release.running), batch=2).tighten()
    assert await desk.written(players[0].id) == {"withdraw:KYC_REQUIRED", "deposit:KYC_A_CENT"}
    for player in players[1:]:
        assert await desk.written(player.id) == {"withdraw:KYC_REQUIRED"}
    for player in players:
        assert await release.one_transaction(player.id)
    assert await release.behind() == (), "nothing is left for a job"


async def test_looser_rules_open_their_gates_with_the_players_word(
    platform: Platform, desk: Desk, waiting: SignedInPlayer
) -> None:
    release = Release(platform, LOOSER)
    accept = AcceptJurisdiction(waiting.viewer, 2, Visit())
    await Dispatcher(release.running.sessions, wire(release.running))(accept)
    assert await desk.written(waiting.id) == set()
    assert await release.one_transaction(waiting.id)
    assert waiting.id not in await release.behind()
