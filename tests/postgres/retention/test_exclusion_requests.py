"""What a third party told us goes some years after the decision, but not while an exclusion stands on it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from app.platform import Platform
from app.wiring.retention_work import RetentionWork
from domain.jurisdiction import GLI
from domain.responsible_gaming import (
    DeclineExclusionRequest,
    ExcludeOnRequest,
    ExclusionRequestId,
    RecordExclusionRequest,
    Relation,
)
from tests.postgres.retention.test_retention_work import at, doing
from tests.running import SignedInPlayer, SignUp

DECIDED = datetime(2025, 3, 1, 12, tzinfo=UTC)
OVER = DECIDED + timedelta(days=GLI.retention.days["EXCLUSION_REQUEST"])


async def asked(platform: Platform, player: SignedInPlayer) -> ExclusionRequestId:
    said = ("Kim Doe", "", "The rent is gambled away.")
    request = RecordExclusionRequest(player.id, Relation.PARTNER, *said, "eve")
    return (await doing(platform, DECIDED)(request)).id


async def left(platform: Platform, now: datetime) -> set[UUID]:
    await RetentionWork(at(platform, now)).keep_no_longer()
    logged = {row[0] for row in await platform.pool.fetch("select distinct request_id from exclusion_request_log")}
    assert logged == {row[0] for row in await platform.pool.fetch("select id from exclusion_requests")}
    return logged


async def test_decided_requests_go_when_their_time_is_over(platform: Platform, sign_up: SignUp) -> None:
    declined, waiting, excluded = [await asked(platform, await sign_up()) for _ in range(3)]
    dispatch = doing(platform, DECIDED)
    await dispatch(DeclineExclusionRequest(declined, "hearsay", "lee"))
    begun = await dispatch(ExcludeOnRequest(excluded, 6, "seen", "lee"))
    assert await left(platform, OVER - timedelta(seconds=1)) == {declined, waiting, excluded}
    assert await left(platform, OVER) == {waiting, excluded}, "past its time it holds until it is asked to end"
    ended = "update exclusions set end_requested_at = $2, end_answered_at = $2, opens_at = $2 where id = $1"
    await platform.pool.execute(ended, begun.id, DECIDED + timedelta(days=400))
    assert await left(platform, OVER) == {waiting, excluded}
    assert await left(platform, OVER + timedelta(days=400)) == {waiting}
