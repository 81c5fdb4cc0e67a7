"""``croupier staff complaints``: what players hold against us, by the clock."""

import argparse
import asyncio
import getpass
import json
from collections.abc import Sequence
from uuid import UUID

from app.adapters.postgres.migrate import migrate
from app.cli.database import database
from app.cli.terminal import CannotContinue, say
from app.composition import open_platform
from app.dispatch import Dispatcher
from app.settings import Settings
from app.wiring.complaints import wire_complaints
from domain.complaints import (
    AnswerComplaint,
    ComplaintClosed,
    ComplaintId,
    ComplaintRecord,
    ComplaintView,
    ExportComplaints,
    ListWaitingComplaints,
    SettleComplaint,
    UnknownComplaint,
    ViewComplaint,
)
from domain.shared import Dispatch, InvalidInput


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="action", required=True)
    actions.add_parser("list", help="those that wait for us, oldest first, with their clock")
    view = actions.add_parser("view", help="read one; the first look acknowledges it")
    answer = actions.add_parser("answer", help="write to its player, who is told by e-mail")
    answer.add_argument("--text", required=True, help="for the player to read")
    close = actions.add_parser("close", help="close it; its player is told by e-mail")
    export = actions.add_parser("export", help="print one, or all, as JSON with thread, clock and log")
    for action in (view, answer, close, export):
        optional = {"nargs": "?"} if action is export else {}
        action.add_argument("complaint", type=UUID, help="its id, as `list` shows it", **optional)  # type: ignore[arg-type]
        action.add_argument("--reason", required=True, help="why; for the record")
        action.add_argument("--by", default=getpass.getuser(), help="who; default: whoever is logged in here")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Each look, answer, closing and export is in the complaint's log."""
    with database(settings, "handling complaints") as url:
        return asyncio.run(_run(arguments, settings, url))


async def _run(arguments: argparse.Namespace, settings: Settings, url: str) -> int:
    await migrate(url)
    async with open_platform(settings, url) as platform:
        dispatch = Dispatcher(platform.sessions, wire_complaints(platform))
        try:
            await _do(dispatch, arguments)
        except UnknownComplaint:
            raise CannotContinue("There is no such complaint.") from None
        except ComplaintClosed:
            raise CannotContinue("It is closed already.") from None
        except InvalidInput as invalid:
            raise CannotContinue(f"--{invalid.fields[0].path}: {invalid.fields[0].code}") from None
    return 0


async def _do(dispatch: Dispatch, arguments: argparse.Namespace) -> None:
    if arguments.action == "list":
        await _list(dispatch)
    elif arguments.action == "export":
        await _export(dispatch, arguments)
    elif arguments.action == "view":
        _show(await dispatch(ViewComplaint(ComplaintId(arguments.complaint), arguments.by, arguments.reason)))
    elif arguments.action == "answer":
        complaint_id = ComplaintId(arguments.complaint)
        request = AnswerComplaint(complaint_id, arguments.text, arguments.by, arguments.reason)
        print(_line(await dispatch(request)))
    else:
        settled = SettleComplaint(ComplaintId(arguments.complaint), arguments.by, arguments.reason)
        print(_line(await dispatch(settled)))


async def _list(dispatch: Dispatch) -> None:
    last: ComplaintId | None = None
    while found := await dispatch(ListWaitingComplaints(last)):
        for view in found:
            print(_line(view))
        last = found[-1].complaint.id
    if last is None:
        say("Nothing waits.")


async def _export(dispatch: Dispatch, arguments: argparse.Namespace) -> None:
    by, reason = arguments.by, arguments.reason
    if arguments.complaint is not None:
        one = await dispatch(ExportComplaints(by, reason, ComplaintId(arguments.complaint)))
        print(json.dumps([_record(each) for each in one], indent=2, ensure_ascii=False))
        return
    records: list[dict[str, object]] = []
    batch: Sequence[ComplaintRecord] = await dispatch(ExportComplaints(by, reason))
    while batch:
        records += [_record(each) for each in batch]
        batch = await dispatch(ExportComplaints(by, reason, after=batch[-1].view.complaint.id))
    print(json.dumps(records, indent=2, ensure_ascii=False))


def _show(view: ComplaintView) -> None:
    print(_line(view))
    print(f"    {view.complaint.subject}")
    for message in view.complaint.messages:
        print(f"{message.written_at:%Y-%m-%d %H:%M} UTC  {message.author.value}")
        for line in message.text.splitlines():
            print(f"    {line}")


def _line(view: ComplaintView) -> str:
    complaint = view.complaint
    due = complaint.acknowledge_by if complaint.acknowledged_at is None else complaint.answer_by
    late = ", OVERDUE" if complaint.overdue(view.now) else ""
    return (
        f"{complaint.id}  player {complaint.player_id}  {complaint.category.value}  {complaint.state(view.now).value}, "
        f"due {due:%Y-%m-%d %H:%M} UTC{late}"
    )


def _record(record: ComplaintRecord) -> dict[str, object]:
    complaint, now = record.view.complaint, record.view.now
    clock = ("opened_at", "acknowledge_by", "answer_by", "acknowledged_at", "answered_at", "closed_at")
    moments = {name: getattr(complaint, name) for name in clock}
    return {
        "id": str(complaint.id),
        "player": str(complaint.player_id),
        "category": complaint.category.value,
        "subject": complaint.subject,
        "state": complaint.state(now).value,
        "overdue": complaint.overdue(now),
        "clock": {name: None if at is None else at.isoformat() for name, at in moments.items()},
        "thread": [
            {"at": each.written_at.isoformat(), "author": each.author.value, "text": each.text}
            for each in complaint.messages
        ],
        "log": [
            {"at": each.at.isoformat(), "step": each.step.value, "by": each.by, "reason": each.reason}
            for each in record.log
        ],
    }
