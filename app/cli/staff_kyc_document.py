"""``croupier staff kyc-document``: staff look at a picture that a player handed in."""

import argparse
import asyncio
import getpass
import os
from pathlib import Path
from uuid import UUID

from app.adapters.postgres.migrate import migrate
from app.cli.database import database
from app.cli.terminal import CannotContinue, say
from app.composition import open_platform
from app.dispatch import Dispatcher
from app.settings import Settings
from app.wiring.kyc.documents import wire_kyc_documents
from app.wiring.kyc.parts import KycParts
from domain.kyc import FindKycDocuments, UnknownKycDocument, ViewedKycDocument, ViewKycDocument
from domain.shared import Dispatch, InvalidInput, PlayerId, TryAgainLater


def configure(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--of", type=UUID, metavar="PLAYER", help="list what this player handed in")
    which.add_argument("--id", type=UUID, help="the document to look at, as --of shows it")
    parser.add_argument("--out", type=Path, help="with --id: a new file for the picture, a JPEG")
    parser.add_argument("--reason", help="with --id: why it is looked at; for the record")
    parser.add_argument("--by", default=getpass.getuser(), help="who looks; default: whoever is logged in here")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Every look is on record before the picture is written."""
    if arguments.id is not None and not (arguments.out and arguments.reason):
        raise CannotContinue("With --id, say --out and --reason.")
    with database(settings, "looking at documents") as url:
        return asyncio.run(_run(arguments, settings, url))


async def _run(arguments: argparse.Namespace, settings: Settings, url: str) -> int:
    await migrate(url)
    async with open_platform(settings, url) as platform:
        dispatch = Dispatcher(platform.sessions, wire_kyc_documents(KycParts(platform)))
        if arguments.of is not None:
            await _list(dispatch, PlayerId(arguments.of))
        else:
            await _view(dispatch, arguments)
    return 0


async def _list(dispatch: Dispatch, player_id: PlayerId) -> None:
    found = (await dispatch(FindKycDocuments((player_id,)))).get(player_id, ())
    if not found:
        say("Nothing was handed in.")
    for view in found:
        document = view.document
        kind = f"{document.type.value} {document.side.value}"
        reasons = " ".join(document.review_reasons) or "nothing differs"
        print(f"{document.id}  {document.uploaded_at:%Y-%m-%d %H:%M} UTC  {kind}  {view.status.value}  {reasons}")


async def _view(dispatch: Dispatch, arguments: argparse.Namespace) -> None:
    try:
        viewed = await dispatch(ViewKycDocument(arguments.id, arguments.reason, arguments.by))
    except UnknownKycDocument:
        raise CannotContinue("There is no such document, or it was destroyed.") from None
    except TryAgainLater:
        raise CannotContinue("The storage of documents is away.") from None
    except InvalidInput as invalid:
        problem = invalid.fields[0]
        raise CannotContinue(f"--{problem.path.replace('staff', 'by')}: {problem.code}") from None
    _write(arguments.out, viewed.picture)
    for line in _lines(viewed):
        print(line)


def _write(path: Path, picture: bytes) -> None:
    """Private, and never over something that is there."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(picture)
    except OSError as error:
        raise CannotContinue(f"{path}: {error.strerror}.") from None


def _lines(viewed: ViewedKycDocument) -> list[str]:
    document = viewed.document
    return [
        f"player {document.player_id}  {document.type.value} {document.side.value}",
        *(f"    {line}" for line in document.mrz),
        *(f"    {reason}" for reason in document.review_reasons),
    ]
