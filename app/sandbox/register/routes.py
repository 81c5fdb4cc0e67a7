"""``/sandbox/register``: a national register of excluded people, on GAMSTOP's wire. Never in production.

It answers by the last name it is asked about: ``Excluded`` is in it, ``Returned`` was, and for ``Away`` it fails.
"""

import hmac
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

_REQUIRED = ("firstName", "lastName", "dateOfBirth", "email", "postcode")
_VERDICTS = {"excluded": "Y", "returned": "P"}


class SandboxRegister:
    def __init__(self, path: str, api_key: str) -> None:
        self._path = path
        self._api_key = api_key

    def routes(self) -> list[BaseRoute]:
        return [Route(self._path, self._ask, methods=["POST"])]

    async def _ask(self, request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get("x-api-key", "").encode(), self._api_key.encode()):
            return Response(status_code=403)
        form = await request.form()
        if any(not form.get(name) for name in _REQUIRED) or "mobile" not in form:
            return Response(status_code=400)
        name = str(form["lastName"]).strip().casefold()
        if name == "away":
            return Response(status_code=503)
        return Response(headers={"X-Exclusion": _VERDICTS.get(name, "N"), "X-Unique-Id": str(uuid4())})
