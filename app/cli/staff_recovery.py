"""``croupier staff recovery``: players who have lost their second factor and every recovery code."""

import argparse
import asyncio
import getpass
from uuid import UUID

from app.adapters.postgres.migrate import migrate
from app.cli.database import database
from app.cli.terminal import CannotContinue, say
from app.composition import open_platform
from app.dispatch import Dispatcher
from app.settings import Settings
from app.wiring.identity.parts import IdentityParts
from app.wiring.identity.recovery import wire_recovery
from domain.identity import (
    FindRecoveryRequests,
    NothingToReview,
    RecoveryRequest,
    RecoveryRequestId,
    RecoveryState,
    ReviewRecovery,
)
from domain.shared import Dispatch, InvalidInput


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="action", required=True)
    actions.add_parser("list", help="requests that wait for a decision or for their time, oldest first")
    for action, text in (("approve", "take the second factor off, after the waiting time"), ("reject", "leave it on")):
        decide = actions.add_parser(action, help=text, description=text)
        decide.add_argument("request", type=UUID, help="its id, as `list` shows it")
        decide.add_argument("--reason", required=True, help="how the person was identified, or why not; for the record")
        decide.add_argument("--by", default=getpass.getuser(), help="who decides; default: whoever is logged in here")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Each decision is in the player's access log, and the player is told at once."""
    with database(settings, "reviewing recoveries") as url:
        return asyncio.run(_run(arguments, settings, url))


async def _run(arguments: argparse.Namespace, settings: Settings, url: str) -> int:
    await migrate(url)
    async with open_platform(settings, url) as platform:
        dispatch = Dispatcher(platform.sessions, wire_recovery(IdentityParts(platform)))
        if arguments.action == "list":
            await _list(dispatch)
        else:
            await _decide(dispatch, arguments)
    return 0


async def _list(dispatch: Dispatch) -> None:
    found = await dispatch(FindRecoveryRequests())
    if not found:
        say("Nothing waits.")
    for request in found:
        print(_line(request))
        for line in request.statement.splitlines():
            print(f"    {line}")


async def _decide(dispatch: Dispatch, arguments: argparse.Namespace) -> None:
    approve = arguments.action == "approve"
    try:
        decided = await dispatch(
            ReviewRecovery(RecoveryRequestId(arguments.request), approve, arguments.reason, arguments.by)
        )
    except NothingToReview:
        raise CannotContinue("There is no such request, or it is decided already.") from None
    except InvalidInput as invalid:
        problem = invalid.fields[0]
        raise CannotContinue(f"--{problem.path.replace('staff', 'by')}: {problem.code}") from None
    print(_line(decided))


def _line(request: RecoveryRequest) -> str:
    line = (
        f"{request.id}  player {request.player_id}  asked {request.asked_at:%Y-%m-%d %H:%M} UTC  {request.state.value}"
    )
    if request.state is RecoveryState.APPROVED:
        line += f", takes effect {request.due_at:%Y-%m-%d %H:%M} UTC"
    return line
