"""``croupier staff exclusions request, requests, view, exclude, decline``: third parties who ask for an exclusion."""

import argparse
import getpass
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from uuid import UUID

from app.cli.staff_erase import find_player
from app.cli.terminal import CannotContinue, say
from app.platform import Platform
from domain.responsible_gaming import (
    DeclineExclusionRequest,
    ExcludeOnRequest,
    ExclusionRequestId,
    ListExclusionRequests,
    LongerExclusionInForce,
    RecordExclusionRequest,
    Relation,
    ViewExclusionRequest,
)
from domain.shared import Dispatch

Act = Callable[[Dispatch, Platform, argparse.Namespace], Awaitable[None]]


def configure(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    record = actions.add_parser("request", help="write down that somebody asks for a player's exclusion")
    record.add_argument("--player", required=True, help="the player's id, or e-mail address")
    record.add_argument("--relation", required=True, choices=[each.value for each in Relation], help="to the player")
    record.add_argument("--asked-by", required=True, help="who asks; kept sealed, and never shown to the player")
    record.add_argument("--contact", default="", help="how they can be reached; kept sealed")
    record.add_argument("--asked-at", type=_moment, help="when they asked, as 2026-11-20T14:30 in UTC; default: now")
    actions.add_parser("requests", help="requests of others that wait for a decision, oldest first")
    view = actions.add_parser("view", help="who asks, and why; each look is kept")
    exclude = actions.add_parser("exclude", help="exclude the player on this request, at once")
    length = exclude.add_mutually_exclusive_group(required=True)
    length.add_argument("--months", type=int, help="a length that the player's rules offer")
    length.add_argument("--for-good", action="store_true", help="without an end")
    decline = actions.add_parser("decline", help="leave everything as it is")
    for action in (view, exclude, decline):
        action.add_argument("request", type=UUID, help="its id, as `requests` shows it")
    for action in (record, view, exclude, decline):
        action.add_argument("--reason", required=True, help="why; for the record")
        action.add_argument("--by", default=getpass.getuser(), help="who of staff; default: whoever is logged in here")


async def _record(dispatch: Dispatch, platform: Platform, arguments: argparse.Namespace) -> None:
    player_id, relation = await find_player(platform, arguments.player), Relation(arguments.relation)
    said = (arguments.asked_by, arguments.contact, arguments.reason)
    recorded = await dispatch(RecordExclusionRequest(player_id, relation, *said, arguments.by, arguments.asked_at))
    print(f"{recorded.id}  player {player_id}  waits for a decision")


async def _list(dispatch: Dispatch, platform: Platform, arguments: argparse.Namespace) -> None:
    del platform, arguments
    waiting = await dispatch(ListExclusionRequests())
    if not waiting:
        say("Nothing waits.")
    for each in waiting:
        asked = f"asked {each.asked_at:%Y-%m-%d %H:%M} UTC"
        print(f"{each.id}  player {each.player_id}  {each.relation.value:<12}  {asked}")


async def _view(dispatch: Dispatch, platform: Platform, arguments: argparse.Namespace) -> None:
    del platform
    found = await dispatch(ViewExclusionRequest(_request(arguments), arguments.reason, arguments.by))
    print(f"{found.id}  player {found.player_id}  asked {found.asked_at:%Y-%m-%d %H:%M} UTC")
    print(f"{found.relation.value}: {found.asked_by}{f', {found.contact}' if found.contact else ''}")
    for line in found.reason.splitlines():
        print(f"    {line}")
    if found.decided_at is not None:
        decision = "declined" if found.exclusion_id is None else f"exclusion {found.exclusion_id}"
        print(f"decided {found.decided_at:%Y-%m-%d %H:%M} UTC: {decision}")


async def _exclude(dispatch: Dispatch, platform: Platform, arguments: argparse.Namespace) -> None:
    del platform
    try:
        begun = await dispatch(ExcludeOnRequest(_request(arguments), arguments.months, arguments.reason, arguments.by))
    except LongerExclusionInForce:
        raise CannotContinue("An exclusion of ours that holds at least as long is in force already.") from None
    until = "for good" if begun.ends_at is None else f"until {begun.ends_at:%Y-%m-%d %H:%M} UTC at least"
    print(f"{begun.id}  player {begun.player_id}  excluded {until}")


async def _decline(dispatch: Dispatch, platform: Platform, arguments: argparse.Namespace) -> None:
    del platform
    declined = await dispatch(DeclineExclusionRequest(_request(arguments), arguments.reason, arguments.by))
    print(f"{declined.id}  player {declined.player_id}  declined")


ACTS: Mapping[str, Act] = {
    "request": _record,
    "requests": _list,
    "view": _view,
    "exclude": _exclude,
    "decline": _decline,
}


def _request(arguments: argparse.Namespace) -> ExclusionRequestId:
    return ExclusionRequestId(arguments.request)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
