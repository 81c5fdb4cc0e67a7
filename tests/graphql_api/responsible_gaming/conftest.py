"""The platform's whole HTTP application, at the time a test says, with players of any jurisdiction."""

from dataclasses import replace
from typing import Any

from app.platform import Platform
from tests.graphql_api.identity.conftest import Api, api, clock, timed
from tests.graphql_api.identity.documents import LOGIN, sign_in
from tests.running import SignedInPlayer

__all__ = ["Api", "api", "clock", "timed"]

_FACTS = """
    __typename ... on UserError { code message } ... on InvalidInput { fields { path code } }
    ... on NotAllowed { reasons until }
"""
EXCLUSION = "exclusion { id kind status reason requestedAt startsAt endsAt endRequestedAt opensAt }"


def _mutation(name: str, refusals: str) -> str:
    title = name[0].upper() + name[1:]
    return (
        f"mutation ($input: {title}Input!) {{ {name}(input: $input) {{ {_FACTS}"
        f" ... on {title}Success {{ {EXCLUSION} }} {refusals} }} }}"
    )


TAKE_TIME_OUT = _mutation("takeTimeOut", "... on LongerExclusionInForce { endsAt }")
SELF_EXCLUDE = _mutation("selfExclude", "... on LongerExclusionInForce { endsAt }")
REQUEST_END = _mutation("requestExclusionEnd", "... on ExclusionHolds { endsAt }")
EXCLUSIONS = "{ me { exclusions { id kind status reason endsAt opensAt } } }"
_GATE = "{ open reasons until }"
_NAMES = ("login", "deposit", "bet", "withdraw", "demo", "marketing")
GATES = "{ me { gates { " + " ".join(f"{name} {_GATE}" for name in _NAMES) + " } } }"


async def gates(api: Api, player: SignedInPlayer) -> dict[str, Any]:
    found: dict[str, Any] = (await api(GATES, by=player))["me"]["gates"]
    return found


async def closed(api: Api, player: SignedInPlayer) -> dict[str, list[str]]:
    """By gate, why it is closed; those that are open are left out. KYC is another test's."""
    shown = {
        name: [reason for reason in gate["reasons"] if not reason.startswith("KYC")]
        for name, gate in (await gates(api, player)).items()
    }
    return {name: reasons for name, reasons in shown.items() if reasons}


async def exclusions(api: Api, player: SignedInPlayer) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await api(EXCLUSIONS, by=player))["me"]["exclusions"]
    return found


async def back(api: Api, player: SignedInPlayer) -> SignedInPlayer:
    """The same player, signed in anew at the time of ``api``."""
    opened = (await api(LOGIN, sign_in(player.email)))["login"]
    assert opened["__typename"] == "LoginSuccess", opened
    return replace(player, tokens=replace(player.tokens, access_token=opened["tokens"]["accessToken"]))


async def under(platform: Platform, player: SignedInPlayer, jurisdiction: str) -> SignedInPlayer:
    """Moved to the rules of another place, the fast way."""
    version = platform.profiles.present[jurisdiction].version
    for table, column in (("players", "id"), ("player_gates", "player_id")):
        await platform.pool.execute(
            f"update {table} set jurisdiction = $2, profile_version = $3 where {column} = $1",
            player.id,
            jurisdiction,
            version,
        )
    return player
