"""The operations that the tests of limits and reality checks send."""

from typing import Any

from tests.graphql_api.identity.conftest import Api
from tests.running import SignedInPlayer

LIMIT = """{ id kind period owner amount { amount currency } euroAmount { amount } duration since used { amount }
    remaining { amount } usedDuration resetsAt
    pending { removal amount { amount currency } euroAmount { amount } duration confirmFrom confirmUntil } }"""
PROMPT = "{ kind required kinds }"
CHECK = "{ interval dueAt minutesOnOffer mayBeOff }"
SUMMARY = "{ startedAt elapsed wagered { amount currency } won { amount } net { amount } }"


def _mutation(name: str, selection: str, refusals: str = "") -> str:
    title = name[0].upper() + name[1:]
    return f"""
mutation ($input: {title}Input!) {{ {name}(input: $input) {{
    __typename ... on UserError {{ code message }} ... on InvalidInput {{ fields {{ path code }} }}
    ... on NotAllowed {{ reasons }} ... on {title}Success {{ {selection} }} {refusals}
}} }}"""


SET = _mutation("setLimit", f"limit {LIMIT} limits {LIMIT}")
REMOVE = _mutation("removeLimit", f"limit {LIMIT}")
CONFIRM = _mutation("confirmLimitChange", f"limit {LIMIT} limits {LIMIT}", "... on TooEarlyToConfirm { confirmFrom }")
DECLINE = _mutation("declineLimits", f"prompts {PROMPT}", "... on LimitRequired { kinds }")
REVIEW = _mutation("acknowledgeLimitReview", f"prompts {PROMPT}")
SET_CHECK = _mutation("setRealityCheck", f"realityCheck {CHECK}")
ACKNOWLEDGE = _mutation("acknowledgeRealityCheck", f"sessionSummary {SUMMARY} realityCheck {CHECK}")
ALL = (SET, REMOVE, CONFIRM, DECLINE, REVIEW, SET_CHECK, ACKNOWLEDGE)
MINE = f"{{ me {{ limits {LIMIT} limitPrompts {PROMPT} realityCheck {CHECK} sessionSummary {SUMMARY} }} }}"


async def do(api: Api, document: str, by: SignedInPlayer | None = None, **given: Any) -> dict[str, Any]:
    """The result of a mutation with one input."""
    (result,) = (await api(document, {"input": given}, by=by)).values()
    assert isinstance(result, dict)
    return result


async def mine(api: Api, by: SignedInPlayer) -> dict[str, Any]:
    found: dict[str, Any] = (await api(MINE, by=by))["me"]
    return found


async def deposit_limit(
    api: Api, by: SignedInPlayer, amount: str, currency: str = "EUR", period: str = "DAY"
) -> dict[str, Any]:
    """What ``setLimit`` answers."""
    money = {"amount": amount, "currency": currency}
    return await do(api, SET, by, kind="DEPOSIT", period=period, amount=money)
