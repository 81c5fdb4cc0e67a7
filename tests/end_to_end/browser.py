"""A real Chromium, driven over the DevTools protocol."""

import asyncio
import itertools
import json
import os
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import websockets

from tests.end_to_end.page import Page, PageFailed, PageLeft

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")

PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
DESKTOP = {"width": 1280, "height": 800, "deviceScaleFactor": 1, "mobile": False}


def chromium_program() -> str | None:
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


class Browser:
    """One connection; every page answers on its own flattened session."""

    def __init__(self, connection: websockets.ClientConnection) -> None:
        self._connection = connection
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._pages: dict[str, Page] = {}

    async def listen(self) -> None:
        async for text in self._connection:
            message = json.loads(text)
            if "id" in message:
                answer = self._answers.pop(message["id"])
                if not answer.done():
                    answer.set_result(message)
            elif page := self._pages.get(message.get("sessionId", "")):
                page.heard(message["method"], message["params"])
                if message["method"] == "Target.attachedToTarget":
                    session = message["params"]["sessionId"]
                    page.frames.append(self._pages.setdefault(session, Page(self, session)))

    async def call(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._answers[number] = asyncio.get_running_loop().create_future()
        message: dict[str, Any] = {"id": number, "method": method, "params": parameters}
        if session is not None:
            message["sessionId"] = session
        await self._connection.send(json.dumps(message))
        answer = await asyncio.wait_for(self._answers[number], 30)
        if "error" in answer:
            raise PageLeft(f"{method}: {answer['error']['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    async def new_context(self) -> str:
        """Cookies and storage of its own, as another person's browser."""
        created: str = (await self.call("Target.createBrowserContext"))["browserContextId"]
        return created

    async def open(self, url: str, context: str, screen: dict[str, Any] | None = None) -> Page:
        target = await self.call("Target.createTarget", url="about:blank", browserContextId=context)
        attached = await self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        page = self._pages[attached["sessionId"]] = Page(self, attached["sessionId"])
        for domain in ("Page", "Runtime", "Log"):
            await page.call(f"{domain}.enable")
        await page.call("Target.setAutoAttach", autoAttach=True, waitForDebuggerOnStart=False, flatten=True)
        await page.call("Emulation.setDeviceMetricsOverride", **(screen or DESKTOP))
        await page.go(url)
        return page


@asynccontextmanager
async def chromium(profile: Path) -> AsyncGenerator[Browser, None]:
    """A headless Chromium of one's own, gone afterwards."""
    program = chromium_program()
    assert program is not None
    process = await asyncio.create_subprocess_exec(
        program,
        *(
            "--headless=new",
            "--remote-debugging-port=0",
            f"--user-data-dir={profile}",
            "--no-first-run",
            "--lang=en-GB",
        ),
        *("--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-sync"),
        *(("--no-sandbox",) if os.geteuid() == 0 else ()),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        port, path = await _address(profile / "DevToolsActivePort", process)
        async with websockets.connect(f"ws://127.0.0.1:{port}{path}", max_size=None) as connection:
            browser = Browser(connection)
            listening = asyncio.create_task(browser.listen())
            try:
                yield browser
            finally:
                listening.cancel()
                await asyncio.wait({listening})
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _address(file: Path, process: asyncio.subprocess.Process) -> tuple[str, str]:
    async with asyncio.timeout(30):
        while process.returncode is None:
            lines = await asyncio.to_thread(_lines, file)
            if len(lines) == 2:
                return lines[0], lines[1]
            await asyncio.sleep(0.05)
    raise PageFailed("chromium did not start")


def _lines(file: Path) -> list[str]:
    return file.read_text().splitlines() if file.exists() else []
