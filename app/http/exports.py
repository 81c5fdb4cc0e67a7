"""Where a link to a data export leads: the file, once."""

from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from app.adapters.export_links import PATH
from app.dispatch import Dispatcher
from app.personal_data.writer import ExportWriter
from app.platform import Platform
from app.wiring.identity.account import export_links, wire_account
from app.wiring.identity.parts import IdentityParts
from domain.identity import DataExportId, FetchDataExport, Fetching, Visit

_PRIVATE = {"Cache-Control": "no-store"}
_FILE = {**_PRIVATE, "Content-Disposition": 'attachment; filename="croupier-data.json"'}
POLL_SECONDS = 2


def export_routes(platform: Platform) -> list[BaseRoute]:
    dispatch = Dispatcher(platform.sessions, wire_account(IdentityParts(platform)))
    writer = ExportWriter(platform.pool, platform.identity.cipher, platform.clock)
    links = export_links(platform)

    async def export(request: Request) -> Response:
        """404: no link of ours, or over. 202: not written yet. 410: fetched before. 200: the file, never again."""
        if request.method != "GET":  # looking at a link must not use it up
            return PlainTextResponse("", 405, {**_PRIVATE, "Allow": "GET"})
        id_ = links.read(request.path_params["token"], platform.clock.now())
        if id_ is None:
            return PlainTextResponse("This link is not valid, or has expired.", 404, _PRIVATE)
        visit = Visit(request.client.host if request.client else "", request.headers.get("user-agent", ""))
        fetching = await dispatch(FetchDataExport(id_, visit))
        if fetching is Fetching.NOT_READY:
            return PlainTextResponse("Not there yet.", 202, {**_PRIVATE, "Retry-After": str(POLL_SECONDS)})
        if fetching is Fetching.GONE:
            return PlainTextResponse("This was fetched before, or is gone.", 410, _PRIVATE)
        return StreamingResponse(_file(writer, id_), headers=_FILE, media_type="application/json")

    return [Route(f"{PATH}/{{token}}", export, methods=["GET"])]


async def _file(writer: ExportWriter, id_: DataExportId) -> AsyncIterator[bytes]:
    async for piece in writer.read(id_):
        yield piece
