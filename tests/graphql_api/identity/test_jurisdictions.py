"""Whose rules hold: of a visitor, of a resident who registers, of a player."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from app.adapters.geography import MaxMindGeography
from app.http.server import build_app
from app.platform import Platform
from domain.jurisdiction import Profiles
from tests.graphql_api.identity.conftest import ORIGIN, Api
from tests.graphql_api.identity.documents import LOGIN, REGISTER, VERIFY_EMAIL, registration, sign_in
from tests.messages import codes_to
from tests.mmdb import write_countries

RULES = "query ($country: String) { jurisdiction(country: $country) { code version currencies } }"
REQUIRED = '{ jurisdiction(country: "GB") { registrationFields { name required } } }'
DETAILS = {
    "firstName": "Ann",
    "lastName": "Other",
    "address": "1 High Street",
    "city": "Leeds",
    "postalCode": "LS1 1AA",
}


@pytest.fixture
async def from_malta(platform: Platform, tmp_path: Path) -> AsyncIterator[Api]:
    """As ``api``, where it is known that 203.0.113.0/24 is on Malta."""
    geography = MaxMindGeography(write_countries(tmp_path / "countries.mmdb", {"203.0.113.0/24": "MT"}))
    process = replace(platform, identity=replace(platform.identity, geography=geography))
    transport = httpx.ASGITransport(build_app(process), client=("203.0.113.7", 1234))
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        yield Api(http)
    geography.close()


async def test_a_visitor_sees_the_rules_of_where_they_are_or_of_the_country_asked_for(
    api: Api, from_malta: Api
) -> None:
    assert (await api(RULES))["jurisdiction"]["code"] == "GLI", "nobody knows where"
    assert (await from_malta(RULES))["jurisdiction"]["code"] == "MT"
    for country, code in {"GB": "GB", "CW": "CW", "DE": "GLI", "mt": "MT", "nowhere\x00": "MT"}.items():
        assert (await from_malta(RULES, {"country": country}))["jurisdiction"]["code"] == code


@pytest.mark.clause("UK LCCP 17.1.1", rule="name and address are asked at registration", field="registration.fields")
async def test_in_great_britain_names_and_address_are_asked_at_once(api: Api, platform: Platform) -> None:
    fields = {field["name"]: field["required"] for field in (await api(REQUIRED))["jurisdiction"]["registrationFields"]}
    assert all(fields[name] for name in DETAILS)
    resident = {"country": "GB", "currency": "GBP"}
    refused = (await api(REGISTER, registration("gb@example.com", **resident)))["register"]
    assert {(field["path"], field["code"]) for field in refused["fields"]} == {(name, "REQUIRED") for name in DETAILS}
    told = (await api(REGISTER, registration("gb@example.com", **{**resident, **DETAILS, "currency": "BTC"})))[
        "register"
    ]
    assert [(field["path"], field["code"]) for field in told["fields"]] == [("currency", "UNKNOWN_CURRENCY")]

    asked = (await api(REGISTER, registration("gb@example.com", **resident, **DETAILS)))["register"]
    (code,) = await codes_to(platform, "gb@example.com")
    await api(VERIFY_EMAIL, {"input": {"challenge": asked["challenge"], "code": code}})
    signed_in = (await api(LOGIN, sign_in("gb@example.com")))["login"]
    bearer = {"Authorization": f"Bearer {signed_in['tokens']['accessToken']}"}
    me = (await api("{ me { jurisdiction { code version } } }", headers=bearer))["me"]
    assert me["jurisdiction"] == {"code": "GB", "version": 1}
    gate = await platform.pool.fetchrow(
        "select g.jurisdiction, g.profile_version from player_gates g join players p on p.id = g.player_id"
        " where p.jurisdiction = 'GB'"
    )
    assert tuple(gate) == ("GB", 1), "the lane judges by the same"


async def test_an_installation_may_serve_fewer_countries(platform: Platform) -> None:
    process = replace(platform, profiles=Profiles(served=frozenset({"MT"})))
    transport = httpx.ASGITransport(build_app(process), client=("203.0.113.8", 1234))
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        refused = (await Api(http)(REGISTER, registration("de@example.com")))["register"]
        assert refused["code"] == "COUNTRY_NOT_SERVED"
        assert (await Api(http)(RULES, {"country": "DE"}))["jurisdiction"]["code"] == "MT"
