"""``croupier staff kyc``: who players are, looked at and decided by people."""

import argparse
import asyncio
import getpass
from datetime import UTC, date, datetime, time
from uuid import UUID

from app.adapters.postgres.migrate import migrate
from app.cli.database import database
from app.cli.terminal import CannotContinue, say
from app.composition import open_platform
from app.dispatch import Dispatcher
from app.settings import Settings
from app.wiring.kyc import wire_kyc
from domain.jurisdiction import KycLevel
from domain.kyc import LEVELS, KycCase, ListKycQueue, Rejection, ReviewKyc, UnknownKycCase, ViewedKyc, ViewKyc
from domain.shared import Dispatch, InvalidInput, PlayerId


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="action", required=True)
    actions.add_parser("queue", help="levels that wait for staff, the oldest first")
    view = actions.add_parser("view", help="a player's levels and checks; that you looked is kept")
    approve = actions.add_parser("approve", help="a level is verified: its gates open")
    reject = actions.add_parser("reject", help="a level is not, or no longer, verified: its gates close")
    for decide in (view, approve, reject):
        decide.add_argument("player", type=UUID, help="the player's id, as `queue` shows it")
        if decide is not view:
            decide.add_argument("level", choices=[level.name for level in LEVELS])
        decide.add_argument("--reason", required=True, help="why; for the record")
        decide.add_argument("--by", default=getpass.getuser(), help="who does it; default: whoever is logged in here")
    approve.add_argument("--until", type=date.fromisoformat, help="the last day of the document that it stands on")
    reject.add_argument("--final", action="store_true", help="the player may not try again")
    reject.add_argument("--label", action="append", default=[], help="a stable code for the player's client")
    reject.add_argument("--comment", default="", help="for the player to read")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Everything but the queue's ids is kept with who, when and why; players are told of decisions at once."""
    with database(settings, "looking at who players are") as url:
        return asyncio.run(_run(arguments, settings, url))


async def _run(arguments: argparse.Namespace, settings: Settings, url: str) -> int:
    await migrate(url)
    async with open_platform(settings, url) as platform:
        dispatch = Dispatcher(platform.sessions, wire_kyc(platform))
        try:
            await _do(dispatch, arguments)
        except UnknownKycCase:
            raise CannotContinue("There is no such player.") from None
        except InvalidInput as invalid:
            problem = invalid.fields[0]
            names = {"staff": "by", "expiresAt": "until"}
            raise CannotContinue(f"--{names.get(problem.path, problem.path)}: {problem.code}") from None
    return 0


async def _do(dispatch: Dispatch, arguments: argparse.Namespace) -> None:
    if arguments.action == "queue":
        waiting = await dispatch(ListKycQueue())
        if not waiting:
            say("Nothing waits.")
        for case in waiting:
            print(_line(case))
        return
    player_id = PlayerId(arguments.player)
    if arguments.action == "view":
        _show(await dispatch(ViewKyc(player_id, arguments.reason, arguments.by)))
        return
    level = KycLevel[arguments.level]
    approve = arguments.action == "approve"
    file = await dispatch(
        ReviewKyc(
            player_id=player_id,
            level=level,
            rejection=None if approve else Rejection.FINAL if arguments.final else Rejection.RETRY,
            reason=arguments.reason,
            staff=arguments.by,
            labels=() if approve else tuple(arguments.label),
            comment="" if approve else arguments.comment,
            expires_at=_end_of(arguments.until) if approve and arguments.until else None,
        )
    )
    print(_line(file.case(level)))


def _show(viewed: ViewedKyc) -> None:
    for level in LEVELS:
        print(_line(viewed.file.case(level)))
    for requirement in viewed.file.requirements:
        print(f"    {requirement.reason}: {requirement.level.name} by {requirement.due_at:%Y-%m-%d %H:%M} UTC")
    for check in viewed.checks:
        verdict = check.verdict
        said = " ".join((verdict.answer.value, *verdict.labels))
        print(f"    {verdict.created_at:%Y-%m-%d %H:%M} UTC  {check.vendor} {check.external_id}: {said}")
        for comment in (verdict.comment, verdict.private_comment):
            if comment:
                print(f"        {comment}")


def _line(case: KycCase) -> str:
    line = f"{case.player_id}  {case.level.name}  {case.status.value}"
    if case.rejection is not None:
        line += f" ({case.rejection.value})"
    if case.submitted_at is not None:
        line += f"  submitted {case.submitted_at:%Y-%m-%d %H:%M} UTC"
    if case.judged_by:
        line += f"  by {case.judged_by}"
    if case.expires_at is not None:
        line += f"  until {case.expires_at:%Y-%m-%d %H:%M} UTC"
    return line


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, UTC).replace(microsecond=0)
