"""``croupier staff exclusions``: who asks to come back before the time, and who asks that somebody be excluded."""

import argparse
import asyncio
import getpass
from datetime import timedelta
from uuid import UUID

from app.adapters.postgres.migrate import migrate
from app.cli import staff_exclusion_requests
from app.cli.database import database
from app.cli.terminal import CannotContinue, say
from app.composition import open_platform
from app.dispatch import Dispatcher
from app.platform import Platform
from app.settings import Settings
from app.wiring.identity.parts import IdentityParts
from app.wiring.identity.sign_in import wire_sign_in
from app.wiring.responsible_gaming.exclusion_requests import wire_exclusion_requests
from app.wiring.responsible_gaming.exclusions import wire_exclusions
from domain.identity import FindPlayers
from domain.responsible_gaming import AnswerExclusionEnd, Exclusion, ExclusionId, ListExclusionEnds, NothingToAnswer
from domain.shared import Dispatch, InvalidInput


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="action", required=True)
    actions.add_parser("list", help="requests to end an exclusion early, oldest first, with their last day")
    answer = actions.add_parser("answer", help="let it end after the waiting time, or not")
    answer.add_argument("exclusion", type=UUID, help="its id, as `list` shows it")
    decision = answer.add_mutually_exclusive_group(required=True)
    decision.add_argument("--grant", action="store_true", help="it ends after the waiting time")
    decision.add_argument("--refuse", action="store_true", help="it goes on")
    answer.add_argument("--reason", required=True, help="why; for the record")
    answer.add_argument("--by", default=getpass.getuser(), help="who decides; default: whoever is logged in here")
    staff_exclusion_requests.configure(actions)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Each answer is in the log of the exclusion or the request; of an exclusion the player is told at once."""
    with database(settings, "handling exclusions") as url:
        return asyncio.run(_run(arguments, settings, url))


async def _run(arguments: argparse.Namespace, settings: Settings, url: str) -> int:
    await migrate(url)
    async with open_platform(settings, url) as platform:
        wiring = {
            **wire_exclusions(platform),
            **wire_exclusion_requests(platform),
            **wire_sign_in(IdentityParts(platform)),
        }
        act = {"list": _list, "answer": _answer, **staff_exclusion_requests.ACTS}[arguments.action]
        try:
            await act(Dispatcher(platform.sessions, wiring), platform, arguments)
        except NothingToAnswer:
            raise CannotContinue("There is no such request, or it is answered already.") from None
        except InvalidInput as invalid:
            problem = invalid.fields[0]
            raise CannotContinue(f"--{problem.path.replace('staff', 'by').replace('_', '-')}: {problem.code}") from None
    return 0


async def _list(dispatch: Dispatch, platform: Platform, arguments: argparse.Namespace) -> None:
    del arguments
    waiting = await dispatch(ListExclusionEnds())
    if not waiting:
        say("Nothing waits.")
    players = await dispatch(FindPlayers(tuple({each.player_id for each in waiting})))
    for exclusion in waiting:
        player = players[exclusion.player_id].player
        rules = platform.profiles.of(player.jurisdiction, player.profile_version).exclusions
        assert exclusion.end_requested_at is not None
        due = exclusion.end_requested_at + timedelta(days=rules.answer_days)
        print(f"{_line(exclusion)}, answer by {due:%Y-%m-%d %H:%M} UTC")
        for line in exclusion.end_reason.splitlines():
            print(f"    {line}")


async def _answer(dispatch: Dispatch, platform: Platform, arguments: argparse.Namespace) -> None:
    del platform
    request = AnswerExclusionEnd(ExclusionId(arguments.exclusion), arguments.grant, arguments.reason, arguments.by)
    answered = await dispatch(request)
    ends = "goes on" if answered.opens_at is None else f"ends {answered.opens_at:%Y-%m-%d %H:%M} UTC"
    print(f"{_line(answered)}, {ends}")


def _line(exclusion: Exclusion) -> str:
    until = "for good" if exclusion.ends_at is None else f"until {exclusion.ends_at:%Y-%m-%d %H:%M} UTC"
    line = f"{exclusion.id}  player {exclusion.player_id}  {until}"
    return (
        line if exclusion.end_requested_at is None else f"{line}, asked {exclusion.end_requested_at:%Y-%m-%d %H:%M} UTC"
    )
