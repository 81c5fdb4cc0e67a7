"""``croupier staff limits``: what staff set for a player; the stricter of theirs and the player's own holds."""

import argparse
import asyncio
import getpass
from collections.abc import Awaitable, Callable

from app.adapters.postgres.migrate import migrate
from app.cli.database import database
from app.cli.staff_erase import find_player
from app.cli.terminal import CannotContinue, say
from app.composition import open_platform, wire
from app.dispatch import Dispatcher
from app.settings import Settings
from domain.responsible_gaming import (
    PERIODIC,
    FindLimits,
    ImposeLimit,
    LiftLimit,
    LimitKey,
    LimitKind,
    LimitPeriod,
    LimitView,
    UnknownLimit,
)
from domain.shared import Dispatch, InvalidInput, Money, PlayerId, decimal_string


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="action", required=True)
    for action, text in (
        ("set", "set a limit, or change one of staff's; it holds at once, through exclusions and whatever the status"),
        ("remove", "take one of staff's limits back; the player's own stays"),
        ("list", "every limit that holds for a player, with what is used of it"),
    ):
        each = actions.add_parser(action, help=text, description=text)
        each.add_argument("--player", required=True, help="the player's id, or e-mail address")
        if action != "list":
            each.add_argument("--kind", required=True, choices=[kind.value for kind in LimitKind])
            each.add_argument(
                "--period", choices=[period.value for period in LimitPeriod], help="for DEPOSIT, LOSS, WAGER"
            )
            each.add_argument("--reason", required=True, help="kept for good: it must not name the person")
            each.add_argument("--by", default=getpass.getuser(), help="who decides; default: whoever is logged in here")
        if action == "set":
            much = each.add_mutually_exclusive_group(required=True)
            much.add_argument("--euro", help='an amount: "250.00"')
            much.add_argument("--minutes", type=int, help="for SESSION_TIME")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Each change is in the log of limits, with who and why, and the player's open pages hear of it."""
    with database(settings, "setting limits") as url:
        return asyncio.run(_run(arguments, settings, url))


async def _run(arguments: argparse.Namespace, settings: Settings, url: str) -> int:
    await migrate(url)
    async with open_platform(settings, url) as platform:
        player_id = await find_player(platform, arguments.player)
        act = {"set": _set, "remove": _remove, "list": _list}[arguments.action]
        await _explained(act, Dispatcher(platform.sessions, wire(platform)), player_id, arguments)
    return 0


Act = Callable[[Dispatch, PlayerId, argparse.Namespace], Awaitable[None]]


async def _explained(act: Act, dispatch: Dispatch, player_id: PlayerId, arguments: argparse.Namespace) -> None:
    try:
        await act(dispatch, player_id, arguments)
    except InvalidInput as invalid:
        problem = invalid.fields[0]
        raise CannotContinue(f"--{problem.path.partition('.')[0]}: {problem.code}") from None
    except UnknownLimit:
        raise CannotContinue("Staff have set no such limit.") from None


async def _set(dispatch: Dispatch, player_id: PlayerId, arguments: argparse.Namespace) -> None:
    key, timed = _key(arguments), arguments.kind == LimitKind.SESSION_TIME.value
    if timed != (arguments.minutes is not None):
        raise CannotContinue("SESSION_TIME takes --minutes, every other kind --euro.")
    if timed and arguments.minutes < 1:
        raise CannotContinue("--minutes: at least 1.")
    value = arguments.minutes * 60 if timed else Money.parse(arguments.euro, "EUR", "euro").minor
    await dispatch(ImposeLimit(player_id, key, value, arguments.reason, arguments.by))
    await _list(dispatch, player_id, arguments)


async def _remove(dispatch: Dispatch, player_id: PlayerId, arguments: argparse.Namespace) -> None:
    await dispatch(LiftLimit(player_id, _key(arguments), arguments.reason, arguments.by))
    await _list(dispatch, player_id, arguments)


async def _list(dispatch: Dispatch, player_id: PlayerId, arguments: argparse.Namespace) -> None:
    del arguments
    found = (await dispatch(FindLimits(player_id))).limits
    if not found:
        say("No limit holds.")
    for view in found:
        print(_line(view))


def _key(arguments: argparse.Namespace) -> LimitKey:
    kind = LimitKind(arguments.kind)
    if (kind in PERIODIC) != (arguments.period is not None):
        raise CannotContinue("DEPOSIT, LOSS and WAGER take --period, the other kinds take none.")
    return kind, LimitPeriod(arguments.period) if arguments.period else None


def _line(view: LimitView) -> str:
    def shown(value: int) -> str:
        return f"{value // 60} minutes" if view.kind is LimitKind.SESSION_TIME else f"{decimal_string(value, 2)} EUR"

    line = f"{view.owner.value:<8}  {view.kind.value:<12}  {view.period.value if view.period else '':<5}  "
    line += shown(view.amount.value)
    if view.used is not None:
        line += f", used {shown(view.used)}"
    if view.offer is not None:
        looser = shown(view.offer.amount.value) if view.offer.amount else "none"
        line += f"; asked for {looser}, to be confirmed from {view.offer.confirm_from:%Y-%m-%d %H:%M} UTC"
    return line
