"""Everything we hold about a player: ordered with fresh proof, written behind the requests, fetched once."""

import asyncio
import json
from typing import Any
from uuid import uuid4

import httpx
import pytest

from app.adapters.postgres.identity.data_exports import MOST_ATTEMPTS
from app.platform import Platform
from app.wiring.account_work import account_jobs
from domain.identity import Template
from tests.graphql_api.identity.account_documents import (
    REQUEST_DATA_EXPORT,
    UPDATE_CONSENTS,
    UPDATE_PROFILE,
    do,
    step_up,
)
from tests.graphql_api.identity.conftest import Api
from tests.messages import messages_to
from tests.money_commands import adjust
from tests.running import SignedInPlayer, SignUp


async def ordered(api: Api, player: SignedInPlayer) -> str:
    """The link's path."""
    await step_up(api, player)
    requested = await do(api, REQUEST_DATA_EXPORT, player)
    return httpx.URL(requested["downloadUrl"]).path


async def fetched(api: Api, platform: Platform, player: SignedInPlayer) -> dict[str, Any]:
    path = await ordered(api, player)
    await account_jobs(platform).write_exports()
    answer = await api.http.get(path)
    assert answer.status_code == 200
    export: dict[str, Any] = json.loads(answer.text)
    return export


@pytest.mark.clause("GLI-19 A.3.4", rule="a copy of all data, in a portable form", field="")
async def test_holds_what_we_know_and_nothing_of_anybody_else(
    api: Api, platform: Platform, player: SignedInPlayer, sign_up: SignUp
) -> None:
    stranger = await sign_up()
    await step_up(api, player)
    await do(api, UPDATE_PROFILE, player, language="de")
    await do(api, UPDATE_CONSENTS, player, changes=[{"channel": "SMS", "product": "CASINO", "granted": True}])
    await platform.settlement.settle(adjust(player.id, 1_050, f"gift {player.id}"))
    export = await fetched(api, platform, player)

    sections = export["sections"]
    assert (export["format"], export["version"], export["playerId"]) == ("croupier-data-export", 1, str(player.id))
    (me,) = sections["player"]
    assert (me["email"], me["birthDate"], me["country"]) == (player.email, "1990-05-04", "DE")
    assert me["language"] == "de"
    assert [session["ip"] for session in sections["sessions"]] == ["203.0.113.7"]
    assert {"SIGNED_IN", "STEPPED_UP", "PROFILE_CHANGED"} <= {entry["event"] for entry in sections["accessLog"]}
    assert sections["consents"][0]["channel"] == "SMS"
    assert sections["wallets"][0]["cash"] == "10.50"
    (gift,) = sections["transactions"]
    assert (gift["kind"], gift["amount"], gift["cashAfter"]) == ("ADJUSTMENT", "10.50", "10.50")
    text = json.dumps(export)
    assert stranger.email not in text
    assert str(stranger.id) not in text


async def test_the_link_works_once_and_the_file_is_gone(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    path = await ordered(api, player)
    waiting = await api.http.get(path)
    assert (waiting.status_code, waiting.headers["retry-after"]) == (202, "2")
    await account_jobs(platform).write_exports()
    assert (await api.http.head(path)).status_code == 405, "looking at a link does not use it up"

    answers = await asyncio.gather(*(api.http.get(path) for _ in range(50)))
    assert sorted(answer.status_code for answer in answers) == [200, *[410] * 49]
    (file,) = (answer for answer in answers if answer.status_code == 200)
    assert file.headers["cache-control"] == "no-store"
    assert file.headers["content-disposition"].startswith("attachment")
    assert await parts_of(platform, player) == []
    fetches = await platform.pool.fetch(
        "select detail from access_log where player_id = $1 and event = 'DATA_EXPORTED' order by id", player.id
    )
    assert [row["detail"] for row in fetches] == ["requested", "fetched"]


async def test_the_link_says_nothing_and_cannot_be_made_up(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    path = await ordered(api, player)
    assert player.email not in path
    assert player.id.hex not in path.replace("-", "")
    await account_jobs(platform).write_exports()
    named, _, signature = path.rpartition(".")
    id_, _, until = named.rpartition(".")
    longer = f"{id_}.{int(until) + 3_600}.{signature}"
    for made_up in (f"{named}.{'0' * 64}", longer, "/exports/nonsense", f"{named}.ä", f"/exports/{uuid4().hex}.1.00"):
        assert (await api.http.get(made_up)).status_code == 404
    assert (await api.http.get(path)).status_code == 200


async def test_is_sealed_where_it_lies_and_deleted_when_nobody_comes(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    path = await ordered(api, player)
    await account_jobs(platform).write_exports()
    parts = await parts_of(platform, player)
    assert parts
    assert not any(player.email.encode() in part for part in parts)

    await platform.pool.execute("update data_exports set expires_at = now() where player_id = $1", player.id)
    assert (await api.http.get(path)).status_code == 410
    await account_jobs(platform).keep_no_longer_than_the_law_asks()
    assert await parts_of(platform, player) == []
    assert await platform.pool.fetchval("select count(*) from data_exports where player_id = $1", player.id) == 0


async def test_asking_again_gives_another_link_to_the_same_file(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    await ordered(api, player)
    again = await do(api, REQUEST_DATA_EXPORT, player)
    assert again["ready"] is False
    await account_jobs(platform).write_exports()
    assert (await do(api, REQUEST_DATA_EXPORT, player, format="JSON"))["ready"] is True
    assert await platform.pool.fetchval("select count(*) from data_exports where player_id = $1", player.id) == 1
    told = [message.template for message in await messages_to(platform, player.email)]
    assert told.count(Template.DATA_EXPORTED) == 1


async def test_an_export_that_cannot_be_written_does_not_stand_in_the_way(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    await ordered(api, player)
    await platform.pool.execute("update data_exports set attempts = $2 where player_id = $1", player.id, MOST_ATTEMPTS)
    assert (await fetched(api, platform, player))["playerId"] == str(player.id)


async def test_a_large_account_is_written_in_pieces(
    api: Api, platform: Platform, player: SignedInPlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.personal_data.writer.PIECE_CHARACTERS", 500)
    path = await ordered(api, player)
    await account_jobs(platform).write_exports()
    assert len(await parts_of(platform, player)) > 2
    assert json.loads((await api.http.get(path)).text)["playerId"] == str(player.id)


async def test_refusals(api: Api, player: SignedInPlayer) -> None:
    assert (await do(api, REQUEST_DATA_EXPORT))["code"] == "NOT_SIGNED_IN"
    assert (await do(api, REQUEST_DATA_EXPORT, player))["code"] == "STEP_UP_REQUIRED"


async def parts_of(platform: Platform, player: SignedInPlayer) -> list[bytes]:
    rows = await platform.pool.fetch(
        "select text_sealed from data_export_parts p join data_exports e on e.id = p.export_id where player_id = $1",
        player.id,
    )
    return [row[0] for row in rows]
