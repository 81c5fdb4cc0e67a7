"""From the start to the verdict at the sandbox company, over real HTTP, signed both ways: Sumsub's own adapter."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from app.wiring.kyc_vendors import kyc_vendor_work, kyc_vendors
from domain.jurisdiction import KycLevel
from domain.kyc import KycNotOpen, KycStatus, Rejection
from tests.kyc_vendors.conftest import CLOSED, Kyc, Until

FORM = {"firstName": "Ada", "lastName": "Byron", "birthDate": "1990-05-04", "document": "PASSPORT", "photo": True}


@pytest.fixture(autouse=True)
async def company_works(kyc: Kyc) -> AsyncIterator[None]:
    """The sandbox company's own worker, twice, as when two processes serve."""
    async with kyc_vendor_work(kyc.platform), kyc_vendor_work(kyc.platform):
        yield


async def submit(kyc: Kyc, url: str, verdict: str) -> dict[str, Any]:
    answer = await kyc.http.post(url, json={**FORM, "verdict": verdict})
    assert answer.status_code == 200
    state: dict[str, Any] = answer.json()
    return state


async def told(kyc: Kyc, reference: str) -> int:
    return int(
        await kyc.platform.pool.fetchval(
            "select count(*) from sandbox_kyc.webhooks where due_at is null and answer like '200 %' "
            "and convert_from(body, 'utf8') like $1",
            f"%{reference}%",
        )
    )


async def test_gates_open_once_the_verdict_is_here(kyc: Kyc, until: Until) -> None:
    player = await kyc.newcomer()
    assert await kyc.blocks(player) == CLOSED
    started = await kyc.start(player)
    assert (started.vendor, started.token.startswith("_act-sbx-")) == ("sandbox", True)
    assert (await kyc.case(player)).status is KycStatus.STARTED
    assert (await kyc.http.get(started.url)).status_code == 200
    assert (await submit(kyc, started.url, "APPROVE"))["step"] == "pending"

    async def open_() -> bool:
        return await kyc.blocks(player) == []

    await until(open_)
    case = await kyc.case(player)
    assert (case.status, case.judged_by) == (KycStatus.APPROVED, "vendor sandbox")
    with pytest.raises(KycNotOpen):
        await kyc.start(player)


async def test_a_start_again_is_the_same_applicant(kyc: Kyc) -> None:
    player = await kyc.newcomer()
    first, second = await kyc.start(player), await kyc.start(player)
    assert first.url != second.url
    query = "select count(*) from kyc_attempts where player_id = $1"
    assert await kyc.platform.pool.fetchval(query, player.id) == 1
    reference = await kyc.attempt(player, "sandbox")
    known = "select count(*) from sandbox_kyc.applicants where external_user_id = $1"
    assert await kyc.platform.pool.fetchval(known, str(reference)) == 1


async def test_a_blurred_photo_may_be_taken_again(kyc: Kyc, until: Until) -> None:
    player = await kyc.newcomer()
    started = await kyc.start(player)
    await submit(kyc, started.url, "RETRY")

    async def rejected() -> bool:
        return (await kyc.case(player)).status is KycStatus.REJECTED

    await until(rejected)
    case = await kyc.case(player)
    assert (case.rejection, case.reasons) == (Rejection.RETRY, ("UNSATISFACTORY_PHOTOS",))
    assert "blurred" in case.comment
    assert "Screenshots" not in case.comment
    await submit(kyc, (await kyc.start(player)).url, "APPROVE")

    async def approved() -> bool:
        return (await kyc.case(player)).status is KycStatus.APPROVED

    await until(approved)
    assert await kyc.blocks(player) == []


async def test_a_forged_document_ends_it(kyc: Kyc, until: Until) -> None:
    player = await kyc.newcomer()
    await submit(kyc, (await kyc.start(player)).url, "REJECT")

    async def rejected() -> bool:
        return (await kyc.case(player)).rejection is Rejection.FINAL

    await until(rejected)
    with pytest.raises(KycNotOpen):
        await kyc.start(player)
    assert await kyc.blocks(player) == CLOSED


async def test_green_turns_red_and_the_gates_close(kyc: Kyc, until: Until) -> None:
    player = await kyc.newcomer()
    await submit(kyc, (await kyc.start(player)).url, "APPROVE_THEN_REJECT")

    async def rejected() -> bool:
        return (await kyc.case(player)).status is KycStatus.REJECTED

    await until(rejected)
    assert await kyc.checks(player) == 2
    assert await kyc.blocks(player) == CLOSED


@pytest.mark.parametrize(("verdict", "webhooks"), [("TOLD_TWICE", 4), ("OUT_OF_ORDER", 3)])
async def test_deliveries_that_go_astray(kyc: Kyc, until: Until, verdict: str, webhooks: int) -> None:
    player = await kyc.newcomer()
    await submit(kyc, (await kyc.start(player)).url, verdict)
    reference = str(await kyc.attempt(player, "sandbox"))

    async def everything_told() -> bool:
        return await told(kyc, reference) == webhooks

    await until(everything_told)
    assert (await kyc.case(player)).status is KycStatus.APPROVED
    assert await kyc.checks(player) == 1
    assert await kyc.blocks(player) == []


async def test_the_vendor_can_be_asked(kyc: Kyc, until: Until) -> None:
    player = await kyc.newcomer()
    vendor = kyc_vendors(kyc.platform)[KycLevel.IDENTITY]
    started = await kyc.start(player)
    query = "select id from sandbox_kyc.applicants where external_user_id = $1"
    applicant = await kyc.platform.pool.fetchval(query, str(await kyc.attempt(player, "sandbox")))
    assert await vendor.verdict(applicant) is None
    await submit(kyc, started.url, "REJECT")

    async def decided() -> bool:
        return await vendor.verdict(applicant) is not None

    await until(decided)
    verdict = await vendor.verdict(applicant)
    assert verdict is not None
    assert (verdict.rejection, verdict.labels) == (Rejection.FINAL, ("FORGERY",))


async def test_each_level_has_an_applicant_of_its_own(kyc: Kyc, until: Until) -> None:
    player = await kyc.newcomer()
    await submit(kyc, (await kyc.start(player)).url, "APPROVE")
    await submit(kyc, (await kyc.start(player, KycLevel.DOCUMENT)).url, "REJECT")

    async def both() -> bool:
        statuses = [(await kyc.case(player, level)).status for level in (KycLevel.IDENTITY, KycLevel.DOCUMENT)]
        return statuses == [KycStatus.APPROVED, KycStatus.REJECTED]

    await until(both)
    assert await kyc.blocks(player) == []
