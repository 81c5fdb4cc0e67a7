"""What a person sees and chooses on the page, and what the client is told of it."""

import asyncio
from datetime import datetime

import pytest

from app.sandbox.kyc.clockwork import RETRY_SECONDS
from tests.sandbox.kyc.conftest import FORM, Company


async def submitted(company: Company, verdict: str) -> str:
    await company.applicant()
    url = await company.link()
    answer = await company.http.post(url, json={**FORM, "verdict": verdict})
    assert (answer.status_code, answer.json()["step"]) == (200, "pending")
    return url


async def step(company: Company, url: str) -> str:
    return str((await company.http.get(url + "/state")).json()["step"])


async def test_approval(company: Company) -> None:
    url = await submitted(company, "APPROVE")
    await company.turn()
    assert company.client.kinds == ["applicantCreated", "applicantPending"]
    await company.work()
    event = company.client.heard[-1]
    assert (event["type"], event["reviewResult"]) == ("applicantReviewed", {"reviewAnswer": "GREEN"})
    assert (event["externalUserId"], event["levelName"], event["reviewStatus"]) == ("user-1", "basic", "completed")
    assert await step(company, url) == "approved"


async def test_a_second_try(company: Company) -> None:
    url = await submitted(company, "RETRY")
    await company.work()
    assert company.client.heard[-1]["reviewResult"]["reviewRejectType"] == "RETRY"
    assert await step(company, url) == "again"
    assert (await company.http.post(url, json=FORM)).json()["step"] == "pending"
    await company.work()
    assert await step(company, url) == "approved"


@pytest.mark.parametrize("verdict", ["REJECT", "APPROVE"])
async def test_no_try_after_the_last_word(company: Company, verdict: str) -> None:
    url = await submitted(company, verdict)
    await company.work()
    told = len(company.client.heard)
    await company.http.post(url, json=FORM)
    await company.work()
    assert len(company.client.heard) == told
    assert await step(company, url) == ("rejected" if verdict == "REJECT" else "approved")


async def test_a_change_of_mind(company: Company) -> None:
    await submitted(company, "APPROVE_THEN_REJECT")
    await company.work()
    reviews = [event for event in company.client.heard if event["type"] == "applicantReviewed"]
    assert [event["reviewResult"]["reviewAnswer"] for event in reviews] == ["GREEN", "RED"]
    first, second = (datetime.fromisoformat(event["createdAtMs"]) for event in reviews)
    assert first <= second


async def test_the_same_thing_twice(company: Company) -> None:
    await submitted(company, "TOLD_TWICE")
    await company.work()
    first, second = [event for event in company.client.heard if event["type"] == "applicantReviewed"]
    assert first == second


async def test_out_of_order(company: Company) -> None:
    await submitted(company, "OUT_OF_ORDER")
    await company.pool.execute("update sandbox_kyc.applicants set due_at = now()")
    await company.turn()
    assert company.client.kinds == ["applicantCreated", "applicantReviewed"]
    await company.work()
    assert company.client.kinds[-1] == "applicantPending"
    assert company.client.heard[-1]["createdAtMs"] < company.client.heard[-2]["createdAtMs"]


async def test_what_is_not_accepted_is_sent_again(company: Company) -> None:
    await company.applicant()
    company.client.answers = [500] * len(RETRY_SECONDS)
    for expected in RETRY_SECONDS:
        await company.turn()
        wait = await company.pool.fetchval("select extract(epoch from due_at - now()) from sandbox_kyc.webhooks")
        assert expected - 1 < float(wait) <= expected
        await company.hurry()
    await company.turn()
    assert len(company.client.heard) == len(RETRY_SECONDS) + 1
    assert await company.pool.fetchval("select due_at is null from sandbox_kyc.webhooks")


async def test_several_workers_tell_each_thing_once(company: Company) -> None:
    await submitted(company, "APPROVE")
    for _ in range(3):
        await company.hurry()
        await asyncio.gather(*(company.turn() for _ in range(4)))
    assert sorted(company.client.kinds) == ["applicantCreated", "applicantPending", "applicantReviewed"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"firstName": " "}, "firstName"),
        ({"lastName": "x" * 101}, "lastName"),
        ({"birthDate": "2990-01-01"}, "birthDate"),
        ({"birthDate": "1800-01-01"}, "birthDate"),
        ({"birthDate": None}, "birthDate"),
        ({"document": "LIBRARY_CARD"}, "document"),
        ({"photo": False}, "photo"),
        ({"verdict": "PLEASE"}, "verdict"),
    ],
)
async def test_a_form_that_is_not_filled_in(company: Company, changed: dict[str, object], field: str) -> None:
    await company.applicant()
    url = await company.link()
    answer = await company.http.post(url, json={**FORM, **changed})
    assert (answer.status_code, answer.json()) == (422, {"error": "form", "field": field})
    for body in (b"", b"[]", b"{", b" " * 20_000):
        assert (await company.http.post(url, content=body)).status_code == 422


async def test_the_page_keeps_its_policy_and_nothing_of_the_person(company: Company) -> None:
    url = await submitted(company, "APPROVE")
    page = await company.http.get(url)
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "{{" not in page.text
    everything = await company.pool.fetchval(
        "select concat((select string_agg(a::text, '') from sandbox_kyc.applicants a), "
        "(select string_agg(convert_from(body, 'utf8'), '') from sandbox_kyc.webhooks))"
    )
    assert "Byron" not in everything
    assert "1990" not in everything


async def test_links_lead_nowhere_later(company: Company) -> None:
    await company.applicant()
    url = await company.link()
    await company.pool.execute("update sandbox_kyc.links set expires_at = now()")
    for answer in (await company.http.get(url), await company.http.get(url + "/state")):
        assert answer.status_code == 404
    assert (await company.http.post(url, json=FORM)).status_code == 404


async def test_another_level_begins_anew(company: Company) -> None:
    await submitted(company, "APPROVE")
    await company.work()
    url = await company.link(level="full")
    assert await step(company, url) == "form"
