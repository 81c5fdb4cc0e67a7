"""Leaving: at any time, with what is left paid out; later, forgotten, and the books still balance."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from app.ledger.head_keys import HeadKeys
from app.ledger.heads import FOLDER, HeadFiles
from app.ledger.verify import verify
from app.platform import Platform
from app.wiring.account_work import account_jobs
from domain.identity import ContactChannel, EraseAccount, MarketedProduct, MayContact, Template
from domain.shared import Dispatch, NotAllowed
from tests.graphql_api.identity.account_documents import (
    CLOSE_ACCOUNT,
    UPDATE_CONSENTS,
    UPDATE_PROFILE,
    do,
    step_up,
)
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.documents import LOGIN, ME, sign_in
from tests.messages import messages_to
from tests.money_commands import adjust
from tests.running import SignedInPlayer, SignUp

GATES = "{ me { status gates { login { open } deposit { reasons } bet { reasons } withdraw { open } } } }"


async def closed(api: Api, player: SignedInPlayer) -> None:
    await step_up(api, player)
    assert (await do(api, CLOSE_ACCOUNT, player, reason="Moving on"))["balanceLeft"] is False


async def test_an_empty_account_closes_at_once(
    api: Api, platform: Platform, dispatch: Dispatch, player: SignedInPlayer
) -> None:
    await do(api, UPDATE_CONSENTS, player, changes=[{"channel": "EMAIL", "product": "CASINO", "granted": True}])
    await closed(api, player)
    assert (await api(ME, by=player))["me"] is None
    refused = (await api(LOGIN, sign_in(player.email)))["login"]
    assert (refused["code"], refused["reasons"]) == ("NOT_ALLOWED", ["CLOSED"])
    assert (await messages_to(platform, player.email))[0].template is Template.ACCOUNT_CLOSED
    assert await dispatch(MayContact(player.id, ContactChannel.EMAIL, MarketedProduct.CASINO)) is False
    row = await platform.pool.fetchrow("select closing_reason_sealed from players where id = $1", player.id)
    assert row is not None
    assert b"Moving" not in row["closing_reason_sealed"]


@pytest.mark.clause("GLI-19 A.3.10", rule="an account is closed at any time, and stays open to be paid out", field="")
async def test_with_money_left_its_player_stays_until_it_is_out(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    await platform.settlement.settle(adjust(player.id, 500, f"gift {player.id}"))
    await step_up(api, player)
    assert (await do(api, CLOSE_ACCOUNT, player))["balanceLeft"] is True
    assert (await api(GATES, by=player))["me"] == {
        "status": "CLOSED",
        "gates": {
            "login": {"open": True},
            "deposit": {"reasons": ["CLOSED"]},
            "bet": {"reasons": ["CLOSED"]},
            "withdraw": {"open": True},
        },
    }
    again = await do(api, CLOSE_ACCOUNT, player)
    assert (again["code"], again["reasons"]) == ("NOT_ALLOWED", ["CLOSED"])
    await account_jobs(platform).settle_closures()
    assert (await api(ME, by=player))["me"] is not None
    assert (await api(LOGIN, sign_in(player.email)))["login"]["__typename"] == "LoginSuccess"

    await platform.settlement.settle(adjust(player.id, -500, f"paid out {player.id}"))
    await account_jobs(platform).settle_closures()
    assert (await api(ME, by=player))["me"] is None
    assert (await api(LOGIN, sign_in(player.email)))["login"]["code"] == "NOT_ALLOWED"

    await platform.settlement.settle(adjust(player.id, 300, f"a late win {player.id}"))
    await account_jobs(platform).settle_closures()
    assert (await api(LOGIN, sign_in(player.email)))["login"]["__typename"] == "LoginSuccess"


async def test_refusals_of_closing(api: Api, player: SignedInPlayer) -> None:
    assert (await do(api, CLOSE_ACCOUNT))["code"] == "NOT_SIGNED_IN"
    assert (await do(api, CLOSE_ACCOUNT, player))["code"] == "STEP_UP_REQUIRED"
    too_long = await do(api, CLOSE_ACCOUNT, player, reason="x" * 501)
    assert too_long["fields"] == [{"path": "reason", "code": "TOO_LONG"}]


@pytest.mark.clause("GLI-19 A.3.4", rule="erasure, and the books still balance", field="")
async def test_an_erased_person_is_nowhere_and_the_books_balance(
    api: Api, platform: Platform, dispatch: Dispatch, player: SignedInPlayer, sign_up: SignUp
) -> None:
    await step_up(api, player)
    await do(api, UPDATE_PROFILE, player, username=f"u{player.id.hex[-12:]}", firstName="Ann")
    await platform.settlement.settle(adjust(player.id, 700, f"gift {player.id}"))
    await platform.settlement.settle(adjust(player.id, -700, f"paid out {player.id}"))
    await closed(api, player)
    await dispatch(EraseAccount(player.id, "asked for by letter", "staff ann"))

    row = dict(await platform.pool.fetchrow("select * from players where id = $1", player.id) or {})
    assert row["status"] == "ERASED"
    for column in (
        "phone_index",
        "phone_sealed",
        "person_index",
        "profile_sealed",
        "username",
        "closing_reason_sealed",
    ):
        assert row[column] is None
    assert platform.identity.cipher.open(row["email_sealed"], f"players/email/{player.id}") == "erased@erased.invalid"
    for table in ("player_credentials", "devices", "networks", "linked_methods", "challenges", "data_exports"):
        assert await count(platform, table, player) == 0, table
    left = "ip_sealed is not null or user_agent_sealed is not null"
    assert await count(platform, "sessions", player, left) == await count(platform, "access_log", player, left) == 0
    assert await count(platform, "access_log", player) > 3, "that somebody was here stays"
    assert await count(platform, "messages", player, "recipient_sealed is not null or facts_sealed is not null") == 0
    assert await count(platform, "terms_acceptances", player) == 1
    assert await count(platform, "wallets", player) == 1
    assert await findings(platform) == []

    with pytest.raises(NotAllowed) as refused:
        await dispatch(EraseAccount(player.id, "twice", "staff ann"))
    assert refused.value.reasons == ("ERASED",)
    newcomer = await sign_up(player.email)
    assert newcomer.id != player.id, "the address may be somebody's again"


async def test_only_who_has_left_with_everything_is_erased(
    api: Api, platform: Platform, dispatch: Dispatch, player: SignedInPlayer
) -> None:
    with pytest.raises(NotAllowed) as refused:
        await dispatch(EraseAccount(player.id, "too early", "staff ann"))
    assert refused.value.reasons == ("NOT_CLOSED",)
    await closed(api, player)
    await platform.settlement.settle(adjust(player.id, 1, f"late {player.id}"))
    with pytest.raises(NotAllowed) as refused:
        await dispatch(EraseAccount(player.id, "too early", "staff ann"))
    assert refused.value.reasons == ("BALANCE_LEFT",)
    assert await count(platform, "player_credentials", player) == 1


@pytest.mark.clause(
    "GLI-19 A.3.4", rule="erasure by itself once the law asks to keep nothing more", field="account.erase_after_days"
)
async def test_accounts_long_closed_are_erased_by_themselves(
    api: Api, platform: Platform, player: SignedInPlayer, sign_up: SignUp
) -> None:
    recent = await sign_up()
    for each in (player, recent):
        await closed(api, each)
    await platform.pool.execute(
        "update players set closed_at = $2 where id = $1", player.id, platform.clock.now() - timedelta(days=1_827)
    )
    await account_jobs(platform).keep_no_longer_than_the_law_asks()
    statuses = [
        await platform.pool.fetchval("select status from players where id = $1", each.id) for each in (player, recent)
    ]
    assert statuses == ["ERASED", "CLOSED"]
    assert await platform.pool.fetchval("select asked_by from erasures where player_id = $1", player.id) == "retention"


async def test_the_access_log_forgets_visits_and_nothing_else(platform: Platform, player: SignedInPlayer) -> None:
    for change in ("event = 'X'", "ip_sealed = null, user_agent_sealed = null", "ip_sealed = 'x'"):
        with pytest.raises(Exception, match="append-only"):
            await platform.pool.execute(f"update access_log set {change} where player_id = $1", player.id)
    with pytest.raises(Exception, match="append-only"):
        await platform.pool.execute("delete from access_log where player_id = $1", player.id)


async def test_visits_that_reached_no_account_are_forgotten_after_a_year(platform: Platform) -> None:
    now = platform.clock.now()
    old = await stranger(platform, now - timedelta(days=366))
    fresh = await stranger(platform, now - timedelta(days=364))
    await account_jobs(platform).keep_no_longer_than_the_law_asks()
    kept = "select ip_sealed from access_log where id = $1"
    assert await platform.pool.fetchval(kept, old) is None
    assert await platform.pool.fetchval(kept, fresh) is not None


async def stranger(platform: Platform, at: datetime) -> UUID:
    id_ = uuid4()
    await platform.pool.execute(
        "insert into access_log (id, at, event, ip_sealed) values ($1, $2, 'SIGN_IN_FAILED', $3)",
        id_,
        at,
        platform.identity.cipher.seal("192.0.2.1", f"access_log/ip/{id_}"),
    )
    return id_


async def count(platform: Platform, table: str, player: SignedInPlayer, condition: str = "true") -> int:
    query = f"select count(*) from {table} where player_id = $1 and ({condition})"
    return int(await platform.pool.fetchval(query, player.id))


async def findings(platform: Platform) -> list[str]:
    url = platform.sessions.kw["bind"].url.set(drivername="postgresql").render_as_string(hide_password=False)
    files = HeadFiles(platform.settings.data_dir / FOLDER, HeadKeys(platform.secrets.data))
    return [finding async for outcome in verify(url, files) for finding in outcome.named]
