"""Documents that expire, thresholds that are reached, profiles that change; all by the clock."""

from dataclasses import replace
from datetime import timedelta

from app.platform import Platform
from domain.jurisdiction import GLI, MALTA, KycLevel
from domain.kyc import Answer, AssessKyc, FindKycDue, KycStatus
from tests.postgres.kyc.conftest import NOON, STRICT, Desk, paid_in
from tests.running import SignedInPlayer, SignUp


async def test_the_job_writes_down_that_a_document_has_expired(desk: Desk, waiting: SignedInPlayer) -> None:
    await desk.say(await desk.attempt(waiting), Answer.GREEN, 0, expires_at=NOON + timedelta(days=366))
    assert await desk.blocks(waiting.id) == set()
    desk.clock.forward(timedelta(days=366) - timedelta(seconds=1))
    assert waiting.id not in await desk.dispatch(FindKycDue())
    desk.clock.forward(timedelta(seconds=1))
    assert await desk.blocks(waiting.id) == {"bet:KYC_REQUIRED"}, "it is closed already"
    assert waiting.id in await desk.dispatch(FindKycDue())
    await desk.dispatch(AssessKyc(waiting.id))
    assert await desk.written(waiting.id) == {"bet:KYC_REQUIRED"}
    assert (await desk.view(waiting)).levels[0].status is KycStatus.EXPIRED
    assert waiting.id not in await desk.dispatch(FindKycDue())


async def test_two_thousand_euros_within_180_days_need_a_document(
    platform: Platform, desk: Desk, sign_up: SignUp
) -> None:
    player = await sign_up()
    await paid_in(platform.pool, player.id, 100_000, NOON)
    await paid_in(platform.pool, player.id, 99_999, NOON + timedelta(days=179))
    desk.clock.forward(timedelta(days=179))
    await desk.dispatch(AssessKyc(player.id))
    assert await desk.blocks(player.id) == set()
    await paid_in(platform.pool, player.id, 1, desk.clock.now())
    await desk.dispatch(AssessKyc(player.id))
    closed = {"deposit:KYC_ACCUMULATED_DEPOSITS", "withdraw:KYC_ACCUMULATED_DEPOSITS"}
    assert await desk.blocks(player.id) == closed
    desk.clock.forward(timedelta(days=180))
    await desk.dispatch(AssessKyc(player.id))
    assert await desk.blocks(player.id) == closed, "what was opened stays until it is met"
    await desk.say(await desk.attempt(player, KycLevel.DOCUMENT), Answer.GREEN, 1)
    assert await desk.blocks(player.id) == set()


async def test_what_left_the_window_is_not_counted(platform: Platform, desk: Desk, sign_up: SignUp) -> None:
    player = await sign_up()
    await paid_in(platform.pool, player.id, 199_999, NOON)
    await paid_in(platform.pool, player.id, 100_000, NOON + timedelta(days=180))
    desk.clock.forward(timedelta(days=180))
    await desk.dispatch(AssessKyc(player.id))
    assert await desk.blocks(player.id) == set()


async def test_currencies_count_together_in_euros(platform: Platform, desk: Desk, sign_up: SignUp) -> None:
    player = await sign_up()
    await paid_in(platform.pool, player.id, 100_000, NOON)
    pounds = 100_000 * 1_000_000 // platform.rates.euro_micros("GBP")
    await paid_in(platform.pool, player.id, pounds, NOON, "GBP")
    await desk.dispatch(AssessKyc(player.id))
    assert await desk.blocks(player.id) != set(), "a fraction of a cent less, rounded up"


async def test_the_job_tells_that_a_requirement_has_come_due(platform: Platform, sign_up: SignUp) -> None:
    desk = Desk(platform, replace(GLI, kyc=replace(GLI.kyc, before={}, thresholds=MALTA.kyc.thresholds)))
    player = await sign_up()
    await paid_in(platform.pool, player.id, 200_000, NOON)
    await desk.dispatch(AssessKyc(player.id))
    (requirement,) = (await desk.view(player)).requirements
    assert (requirement.level, requirement.due_at) == (KycLevel.ADDRESS, NOON + timedelta(days=30))
    assert await desk.blocks(player.id) == set()
    closed = {"deposit:KYC_ACCUMULATED_DEPOSITS", "bet:KYC_ACCUMULATED_DEPOSITS"}
    desk.clock.forward(timedelta(days=30))
    assert (await desk.blocks(player.id), closed.isdisjoint(await desk.written(player.id))) == (closed, True)
    assert player.id in await desk.dispatch(FindKycDue())
    await desk.dispatch(AssessKyc(player.id))
    assert await desk.written(player.id) == closed
    assert player.id not in await desk.dispatch(FindKycDue())


async def test_another_profile_is_noticed(platform: Platform, desk: Desk, waiting: SignedInPlayer) -> None:
    assert waiting.id not in await desk.dispatch(FindKycDue(behind=True))
    await platform.pool.execute("update player_gates set profile_version = 2 where player_id = $1", waiting.id)
    assert waiting.id in await desk.dispatch(FindKycDue(behind=True))
    desk.profile = replace(STRICT, kyc=replace(STRICT.kyc, before={"withdraw": KycLevel.IDENTITY}))
    await desk.dispatch(AssessKyc(waiting.id))
    assert await desk.blocks(waiting.id) == {"withdraw:KYC_REQUIRED"}
    assert waiting.id not in await desk.dispatch(FindKycDue(behind=True))
