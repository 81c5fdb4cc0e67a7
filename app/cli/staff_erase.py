"""``croupier staff erase``: a person who has left asks to be forgotten."""

import argparse
import asyncio
import getpass
from uuid import UUID

from app.adapters.postgres.migrate import migrate
from app.cli.database import database
from app.cli.terminal import CannotContinue, say
from app.composition import open_platform, wire
from app.dispatch import Dispatcher
from app.platform import Platform
from app.settings import Settings
from app.wiring.identity.parts import IdentityParts
from domain.identity import EmailAddress, EraseAccount
from domain.shared import InvalidInput, NotAllowed, PlayerId

_WHY_NOT = {
    "NOT_CLOSED": "The account is not closed. Its player closes it first, or it stays.",
    "BALANCE_LEFT": "There is money of the player's in the account. It is paid out first.",
    "ERASED": "This account was erased before.",
}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--player", required=True, help="the player's id, or e-mail address")
    parser.add_argument("--reason", required=True, help="kept for good: it must not name the person")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """There is no way back: what is erased is in backups alone, until these are deleted too."""
    with database(settings, "erasing an account") as url:
        player_id = asyncio.run(_erase(settings, url, arguments.player, arguments.reason))
    say(f"{player_id} is erased. The books keep what was won and lost, under an id that leads to nobody.")
    return 0


async def _erase(settings: Settings, url: str, player: str, reason: str) -> PlayerId:
    await migrate(url)
    async with open_platform(settings, url) as platform:
        player_id = await find_player(platform, player)
        dispatch = Dispatcher(platform.sessions, wire(platform))
        try:
            await dispatch(EraseAccount(player_id, reason, f"staff {getpass.getuser()}"))
        except NotAllowed as refused:
            raise CannotContinue(_WHY_NOT[refused.reasons[0]]) from None
        return player_id


async def find_player(platform: Platform, named: str) -> PlayerId:
    async with platform.sessions() as session:
        players = IdentityParts(platform).players(session)
        try:
            found = PlayerId(UUID(named))
        except ValueError:
            try:
                player = await players.by_email(EmailAddress.parse(named))
            except InvalidInput:
                player = None
            found = player.id if player else PlayerId(UUID(int=0))
        if not await players.get((found,)):
            raise CannotContinue("Nobody has this id or e-mail address.")
        return found
