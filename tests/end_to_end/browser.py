"""A real Chromium, driven over the DevTools protocol."""

import asyncio
import base64
import itertools
import json
import os
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import websockets

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")

PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
DESKTOP = {"width": 1280, "height": 800, "deviceScaleFactor": 1, "mobile": False}


def chromium_program() -> str | None:
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


class PageFailed(AssertionError):
    """The page threw, or did not come to what was waited for."""


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

    async def call(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._answers[number] = asyncio.get_running_loop().create_future()
        message: dict[str, Any] = {"id": number, "method": method, "params": parameters}
        if session is not None:
            message["sessionId"] = session
        await self._connection.send(json.dumps(message))
        answer = await asyncio.wait_for(self._answers[number], 30)
        if "error" in answer:
            raise PageFailed(f"{method}: {answer['error']['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    async def new_context(self) -> str:
        """Cookies and storage of its own, as another person's browser."""
        created: str = (await self.call("Target.createBrowserContext"))["browserContextId"]
        return created

    async def open(self, url: str, context: str, screen: dict[str, Any] | None = None) -> "Page":
        target = await self.call("Target.createTarget", url="about:blank", browserContextId=context)
        attached = await self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        page = self._pages[attached["sessionId"]] = Page(self, attached["sessionId"])
        for domain in ("Page", "Runtime", "Log"):
            await page.call(f"{domain}.enable")
        await page.call("Emulation.setDeviceMetricsOverride", **(screen or DESKTOP))
        await page.go(url)
        return page


class Page:
    def __init__(self, browser: Browser, session: str) -> None:
        self._browser = browser
        self._session = session
        self.complaints: list[str] = []
        """What the console and the policy of content complained about."""

    def heard(self, method: str, facts: dict[str, Any]) -> None:
        if method == "Runtime.exceptionThrown":
            self.complaints.append(facts["exceptionDetails"].get("exception", {}).get("description", "thrown"))
        elif method == "Log.entryAdded" and facts["entry"]["level"] == "error":
            self.complaints.append(f"{facts['entry']['text']} {facts['entry'].get('url', '')}")

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        return await self._browser.call(method, self._session, **parameters)

    async def go(self, url: str) -> None:
        await self.call("Page.navigate", url=url)
        await self.until(f"location.href.startsWith({json.dumps(url)}) && document.readyState === 'complete'")

    async def value(self, script: str) -> Any:
        """What an expression comes to; promises are awaited."""
        answer = await self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise PageFailed(answer["exceptionDetails"].get("exception", {}).get("description", script))
        return answer["result"].get("value")

    async def until(self, script: str, seconds: float = 20) -> Any:
        """The first truthy value of an expression; navigation on the way is fine."""
        try:
            async with asyncio.timeout(seconds):
                while True:
                    try:
                        if found := await self.value(script):
                            return found
                    except PageFailed as failed:
                        if "context" not in str(failed) and "null" not in str(failed):
                            raise
                    await asyncio.sleep(0.05)
        except TimeoutError:
            shown = await self.value("document.body.innerText")
            raise PageFailed(f"not within {seconds} s: {script}\n{self.complaints}\n{shown}") from None

    async def click(self, selector: str) -> None:
        """A real press of the mouse on the middle of the element."""
        place = await self.until(
            "(() => { const it = document.querySelector(" + json.dumps(selector) + ");"
            " if (!it || it.disabled || !it.checkVisibility()) return null; it.scrollIntoView({block: 'center'});"
            " const box = it.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            await self.call("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="left", clickCount=1)

    async def fill(self, selector: str, text: str) -> None:
        await self.until(f"!!document.querySelector({json.dumps(selector)})")
        await self.value(
            "(() => { const it = document.querySelector("
            + json.dumps(selector)
            + "); it.focus(); it.value = "
            + json.dumps(text)
            + "; it.dispatchEvent(new Event('input', {bubbles: true})); })()"
        )

    async def press(self, key: str) -> None:
        for kind in ("keyDown", "keyUp"):
            await self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key)

    async def text(self, selector: str) -> str:
        return str(await self.value(f"document.querySelector({json.dumps(selector)})?.textContent ?? ''"))

    async def picture(self, path: Path) -> None:
        await self.call("Page.bringToFront")  # a page in the background is not painted, and never answers
        shot = base64.b64decode((await self.call("Page.captureScreenshot"))["data"])
        await asyncio.to_thread(path.write_bytes, shot)


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
