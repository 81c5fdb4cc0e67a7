"""The company's API: who may call it, what an order must be, and that an applicant is made once."""

import asyncio
import time

import pytest

from app.adapters.kyc_vendors.sumsub.signature import sign_request
from tests.sandbox.kyc.conftest import CREDENTIALS, FORM, Company

CREATE = "/resources/applicants?levelName=basic"


async def test_only_a_client_may_call(company: Company) -> None:
    order = {"externalUserId": "user-1"}
    now = int(time.time())
    old = sign_request(CREDENTIALS.secret_key, now - 301, "POST", CREATE, b'{"externalUserId":"user-1"}')
    for changed in (
        {"X_App_Token": "sbx:another"},
        {"X_App_Token": ""},
        {"X_App_Access_Sig": "0" * 64},
        {"X_App_Access_Sig": ""},
        {"X_App_Access_Ts": str(now - 1)},
        {"X_App_Access_Ts": "now"},
        {"X_App_Access_Ts": str(now - 301), "X_App_Access_Sig": old},
    ):
        answer = await company.call("POST", CREATE, order, **changed)
        assert (answer.status_code, answer.json()["errorCode"]) == (401, 4003)
    assert await company.pool.fetchval("select count(*) from sandbox_kyc.applicants") == 0


async def test_the_query_is_signed_too(company: Company) -> None:
    signed = sign_request(CREDENTIALS.secret_key, now := int(time.time()), "POST", CREATE, b"{}")
    answer = await company.call(
        "POST", "/resources/applicants?levelName=other", {}, X_App_Access_Ts=str(now), X_App_Access_Sig=signed
    )
    assert answer.status_code == 401


async def test_an_applicant_is_made_once(company: Company) -> None:
    answers = await asyncio.gather(*(company.call("POST", CREATE, {"externalUserId": "user-1"}) for _ in range(6)))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 5
    id_ = next(answer.json()["id"] for answer in answers if answer.status_code == 201)
    assert all(answer.json()["description"].endswith(id_) for answer in answers if answer.status_code == 409)
    found = await company.call("GET", "/resources/applicants/-;externalUserId=user-1/one")
    assert found.json()["id"] == id_
    assert found.json()["review"] == {"levelName": "basic", "reviewStatus": "init"}


@pytest.mark.parametrize(
    ("path", "order"),
    [
        ("/resources/applicants", {"externalUserId": "user-1"}),
        (CREATE, {}),
        (CREATE, {"externalUserId": "a b"}),
        (CREATE, []),
        ("/resources/accessTokens/sdk", {"userId": "user-1"}),
        ("/resources/accessTokens/sdk", {"userId": "user-1", "levelName": "basic", "ttlInSecs": 0}),
        (
            "/resources/sdkIntegrations/levels/-/websdkLink",
            {"userId": "user-1", "levelName": "basic", "redirect": {"successUrl": "javascript:alert(1)"}},
        ),
    ],
)
async def test_orders_that_make_no_sense(company: Company, path: str, order: object) -> None:
    answer = await company.call("POST", path, order)
    assert (answer.status_code, answer.json()["errorName"]) == (400, "bad-request")


async def test_statuses_follow_the_review(company: Company) -> None:
    id_ = await company.applicant()
    status, documents = f"/resources/applicants/{id_}/status", f"/resources/applicants/{id_}/requiredIdDocsStatus"
    assert (await company.call("GET", documents)).json() == {"IDENTITY": None, "SELFIE": None}
    assert (await company.http.post(await company.link(), json=FORM)).json()["step"] == "pending"
    assert (await company.call("GET", status)).json()["reviewStatus"] == "pending"
    await company.work()
    told = (await company.call("GET", status)).json()
    assert (told["reviewStatus"], told["reviewResult"]) == ("completed", {"reviewAnswer": "GREEN"})
    assert (await company.call("GET", documents)).json()["IDENTITY"]["idDocType"] == "PASSPORT"
    assert (await company.call("GET", "/resources/applicants/nobody/status")).status_code == 404


async def test_a_token_for_the_sdk_and_facts_to_agree_with(company: Company) -> None:
    order = {"userId": "user-2", "levelName": "basic", "ttlInSecs": 600}
    token = (await company.call("POST", "/resources/accessTokens/sdk", order)).json()
    assert token["userId"] == "user-2"
    assert token["token"].startswith("_act-sbx-")
    id_ = (await company.call("GET", "/resources/applicants/-;externalUserId=user-2/one")).json()["id"]
    fixed = await company.call("PATCH", f"/resources/applicants/{id_}/fixedInfo", {"firstName": "Ada"})
    assert fixed.status_code == 200
    columns = await company.pool.fetchrow("select * from sandbox_kyc.applicants where id = $1", id_)
    assert "Ada" not in str(dict(columns or {}))
