"""A page of a browser, as a person uses it: press, type, look."""

import asyncio
import base64
import json
from pathlib import Path
from typing import Any, Protocol


class PageFailed(AssertionError):
    """The page threw, or did not come to what was waited for."""


class PageLeft(PageFailed):
    """The protocol would not do it, mostly because the page was just being left for another one."""


class Caller(Protocol):
    async def call(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """A method of the DevTools protocol. Raises PageLeft."""
        ...


class Page:
    def __init__(self, browser: Caller, session: str) -> None:
        self._browser = browser
        self._session = session
        self.complaints: list[str] = []
        """What the console and the policy of content complained about."""
        self.frames: list[Page] = []
        """Frames of an opaque origin, which live in processes of their own; the newest last."""

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
                    except PageLeft:
                        pass
                    await asyncio.sleep(0.05)
        except TimeoutError:
            shown = await self.value("document.body.innerText")
            raise PageFailed(f"not within {seconds} s: {script}\n{self.complaints}\n{shown}") from None

    async def click(self, selector: str) -> None:
        """A real press of the mouse on the middle of the element."""
        await self.press_at(*await self.middle(selector))

    async def click_in(self, frame: "Page", selector: str) -> None:
        """The same on an element of a frame of this page."""
        across, down = await frame.middle(selector)
        box = (
            "(() => { const box = document.querySelector('iframe').getBoundingClientRect(); return [box.x, box.y]; })()"
        )
        left, top = await self.value(box)
        await self.press_at(left + across, top + down)

    async def middle(self, selector: str) -> tuple[float, float]:
        """Where the element stands, once it is there to be pressed."""
        across, down = await self.until(
            "(() => { const it = document.querySelector(" + json.dumps(selector) + ");"
            " if (!it || it.disabled || !it.checkVisibility()) return null; it.scrollIntoView({block: 'center'});"
            " const box = it.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        return across, down

    async def press_at(self, across: float, down: float) -> None:
        await self.come_forward()
        for kind in ("mousePressed", "mouseReleased"):
            await self.call("Input.dispatchMouseEvent", type=kind, x=across, y=down, button="left", clickCount=1)

    async def come_forward(self) -> None:
        """A page in the background is not painted: it never answers a press or a request for its picture."""
        await self.call("Page.bringToFront")
        await self.until("document.visibilityState === 'visible'")

    async def fill(self, selector: str, text: str) -> None:
        await self.until(f"!!document.querySelector({json.dumps(selector)})")
        await self.value(
            "(() => { const it = document.querySelector("
            + json.dumps(selector)
            + "); it.focus(); it.value = "
            + json.dumps(text)
            + "; it.dispatchEvent(new Event('input', {bubbles: true})); })()"
        )

    async def choose(self, selector: str, value: str) -> None:
        """An option of a list."""
        await self.fill(selector, value)
        await self.value(f"document.querySelector({json.dumps(selector)}).dispatchEvent(new Event('change'))")

    async def press(self, key: str) -> None:
        for kind in ("keyDown", "keyUp"):
            await self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key)

    async def text(self, selector: str) -> str:
        return str(await self.value(f"document.querySelector({json.dumps(selector)})?.textContent ?? ''"))

    async def picture(self, path: Path) -> None:
        await self.come_forward()
        shot = base64.b64decode((await self.call("Page.captureScreenshot"))["data"])
        await asyncio.to_thread(path.write_bytes, shot)
