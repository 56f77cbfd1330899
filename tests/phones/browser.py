"""A real browser in tests: headless Chromium, driven over its DevTools protocol."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import shutil
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
PATIENCE = 20.0
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0"),
    *("--no-first-run", "--disable-extensions", "--disable-background-networking"),
    *("--disable-dev-shm-usage", "--disable-component-update", "--mute-audio"),
    # Pages that are not in front are to go on as if each were on a phone of its own.
    *("--disable-background-timer-throttling", "--disable-renderer-backgrounding"),
    "--disable-backgrounding-occluded-windows",
)


class Browser:
    """Hold the browser; each page has storage of its own, as on a phone of its own."""

    def __init__(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        self._ws = ws
        self._number = 0
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.faults: list[str] = []
        """What went wrong in pages: exceptions, and what their policy refused."""
        self._ears: dict[str, Callable[[str, dict[str, Any]], None]] = {}
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for message in self._ws:
            got = json.loads(message.data)
            future = self._waiting.pop(got.get("id", 0), None)
            if future is not None and not future.done():
                future.set_result(got)
            method, told = got.get("method"), got.get("params", {})
            if hear := self._ears.get(got.get("sessionId", "")):
                hear(method, told)
            if method == "Runtime.exceptionThrown":
                self.faults.append(json.dumps(told["exceptionDetails"])[:500])
            if method == "Log.entryAdded" and told["entry"]["source"] in ("security", "javascript"):
                self.faults.append(told["entry"]["text"])

    async def ask(self, method: str, session: str = "", **params: Any) -> dict[str, Any]:
        self._number += 1
        future = asyncio.get_running_loop().create_future()
        self._waiting[self._number] = future
        message = {"id": self._number, "method": method, "params": params}
        await self._ws.send_json(message | ({"sessionId": session} if session else {}))
        async with asyncio.timeout(PATIENCE):
            got = await future
        assert "error" not in got, got
        return dict(got["result"])

    async def open(
        self,
        url: str,
        width: int = 390,
        height: int = 800,
        hear: Callable[[str, dict[str, Any]], None] | None = None,
    ) -> Page:
        """Open a page in a window of this size, and let `hear` know of what happens in it."""
        context = (await self.ask("Target.createBrowserContext"))["browserContextId"]
        target = (
            await self.ask("Target.createTarget", url="about:blank", browserContextId=context)
        )["targetId"]
        session = (await self.ask("Target.attachToTarget", targetId=target, flatten=True))[
            "sessionId"
        ]
        page = Page(self, session)
        if hear is not None:
            self._ears[session] = hear
        for domain in ("Page", "Runtime", "Log", "Network"):
            await page.ask(f"{domain}.enable")
        await page.resize(width, height)
        await page.ask("Page.navigate", url=url)
        return page

    async def close(self) -> None:
        self._reader.cancel()
        await asyncio.gather(self._reader, return_exceptions=True)


class Page:
    """Read and touch a page as somebody with a phone does."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser = browser
        self._session = session

    async def ask(self, method: str, **params: Any) -> dict[str, Any]:
        return await self._browser.ask(method, self._session, **params)

    async def run(self, script: str) -> Any:
        """Return what a script comes to in the page."""
        got = await self.ask(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in got, (script, got)
        return got["result"].get("value")

    async def until(self, script: str) -> Any:
        """Wait until an expression comes to something true, and return it."""
        # Before the page is there it has no names at all.
        script = f"(() => {{ try {{ return {script} }} catch (error) {{ return null }} }})()"
        try:
            async with asyncio.timeout(PATIENCE):
                while not (found := await self.run(script)):
                    await asyncio.sleep(0.03)
        except TimeoutError:
            raise AssertionError(f"{script} never came true on: {await self.text()}") from None
        return found

    async def text(self) -> str:
        return str(await self.run("document.body.innerText"))

    async def see(self, text: str) -> None:
        """Wait until a text stands on the page."""
        await self.until(f"document.body.innerText.includes({json.dumps(text)})")

    async def tap(self, selector: str) -> None:
        """Touch the middle of what a selector finds, once it is there and open."""
        found = json.dumps(selector)
        await self.until(f"(e => e && !e.disabled)(document.querySelector({found}))")
        await self.run(f"document.querySelector({found}).scrollIntoView({{block: 'center'}})")
        box = await self.run(
            f"(r => [r.x + r.width / 2, r.y + r.height / 2])"
            f"(document.querySelector({found}).getBoundingClientRect())"
        )
        point = {"x": box[0], "y": box[1], "button": "left", "clickCount": 1}
        await self.ask("Input.dispatchMouseEvent", type="mousePressed", **point)
        await self.ask("Input.dispatchMouseEvent", type="mouseReleased", **point)

    async def press(self, key: str) -> None:
        """Press a key as a hand does."""
        code, text = {"Enter": (13, "\r"), "F3": (114, "")}.get(key, (ord(key[0].upper()), key))
        what = {"key": key, "code": key, "windowsVirtualKeyCode": code, "text": text}
        await self.ask("Input.dispatchKeyEvent", type="keyDown", **what)
        await self.ask("Input.dispatchKeyEvent", type="keyUp", **what)

    async def type(self, selector: str, text: str) -> None:
        """Put a text into a field in place of what stands there."""
        await self.tap(selector)
        await self.run(f"document.querySelector({json.dumps(selector)}).select()")
        await self.ask("Input.insertText", text=text)

    async def join(self, name: str) -> None:
        """Join as a guest does."""
        await self.type("#name", name)
        await self.tap("#join")
        await self.until("seen.own !== null")

    async def resize(self, width: int, height: int = 800) -> None:
        await self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=True,
        )

    async def scheme(self, *, dark: bool) -> None:
        value = "dark" if dark else "light"
        await self.ask(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": value}],
        )

    async def picture(self, path: Path) -> None:
        got = await self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(got["data"]))


@asynccontextmanager
async def open_browser(profile: Path) -> AsyncIterator[Browser]:
    """Start the browser, and end it."""
    assert CHROMIUM is not None
    process = await asyncio.create_subprocess_exec(
        *(CHROMIUM, *FLAGS, f"--user-data-dir={profile}", "about:blank"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stderr is not None
        async with asyncio.timeout(60):
            while not (found := re.search(rb"ws://\S+", line := await process.stderr.readline())):
                assert line, "the browser did not start"
        drain = asyncio.create_task(process.stderr.read())
        async with aiohttp.ClientSession() as http:
            ws = await http.ws_connect(found[0].decode(), max_msg_size=0)
            browser = Browser(ws)
            yield browser
            await browser.close()
            await ws.close()
        drain.cancel()
    finally:
        process.kill()
        await process.wait()
