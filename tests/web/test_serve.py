"""The game in a real browser: played to its end, one save file a visitor, no stranger let in."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import shutil
import socket
import subprocess
import sys
from contextlib import asynccontextmanager, contextmanager, suppress
from itertools import count
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pyte
import pytest

from spacequiz.paths import find_places
from tui.packs import write_plain

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from spacequiz.paths import Places

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
PATIENCE_SECONDS = 60
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--remote-debugging-port=0"),
)


@contextmanager
def serve(home: Path) -> Iterator[str]:
    """Serve the game, and return where."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "spacequiz", "serve", "--port", str(port)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "SPACEQUIZ_HOME": str(home)},
    )
    assert server.stdout
    assert server.stdout.readline() == f"The game is at http://127.0.0.1:{port}\n"
    yield f"127.0.0.1:{port}"
    server.terminate()
    assert server.wait(30) == 0


@pytest.fixture
def address(warm_home: Path) -> Iterator[str]:
    """Serve the game to one test."""
    with serve(warm_home) as where:
        yield where


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the game to all that only knock."""
    with serve(tmp_path_factory.mktemp("home")) as where:
        yield where


class Page:
    """Hold a page of a browser, and the terminal that is drawn in it."""

    def __init__(self, wire: aiohttp.ClientWebSocketResponse) -> None:
        self._wire = wire
        self._numbers = count(1)
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self.asked: list[str] = []
        """The addresses of all that the page loaded."""
        self.screen = pyte.Screen(1, 1)
        self._stream = pyte.ByteStream(self.screen)
        self._drawn = asyncio.Event()

    async def listen(self) -> None:
        """Take in what the browser tells."""
        async for message in self._wire:
            told = json.loads(message.data)
            if "id" in told:
                self._answers.pop(told["id"]).set_result(told.get("result"))
            elif told["method"] == "Network.requestWillBeSent":
                self.asked.append(told["params"]["request"]["url"])
            elif told["method"] == "Network.webSocketCreated":
                size = parse_qs(urlsplit(told["params"]["url"]).query)
                self.screen.resize(int(size["height"][0]), int(size["width"][0]))
            elif told["method"] == "Network.webSocketFrameReceived":
                frame = told["params"]["response"]
                if frame["opcode"] == 2:
                    self._stream.feed(base64.b64decode(frame["payloadData"]))
                    self._drawn.set()

    async def ask(self, method: str, **parameters: Any) -> Any:
        """Let the browser do something, and return what it answers."""
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        await self._wire.send_json({"id": number, "method": method, "params": parameters})
        return await asyncio.wait_for(answer, PATIENCE_SECONDS)

    async def press(self, key: str) -> None:
        """Press a key as a hand does."""
        code, text = {"Enter": (13, "\r"), "F3": (114, "")}.get(key, (ord(key[0].upper()), key))
        what = {"key": key, "code": key, "windowsVirtualKeyCode": code, "text": text}
        await self.ask("Input.dispatchKeyEvent", type="keyDown", **what)
        await self.ask("Input.dispatchKeyEvent", type="keyUp", **what)

    async def see(self, *texts: str) -> str:
        """Wait until one of the texts is on the screen, and return which."""
        end = asyncio.get_running_loop().time() + PATIENCE_SECONDS
        while True:
            shown = "\n".join(self.screen.display)
            for text in texts:
                if text in shown:
                    return text
            left = end - asyncio.get_running_loop().time()
            assert left > 0, f"none of {texts}:\n{shown}"
            self._drawn.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._drawn.wait(), left)


@asynccontextmanager
async def open_page(folder: Path, url: str) -> AsyncIterator[Page]:
    """Open a page in a browser of its own."""
    assert CHROMIUM
    browser = subprocess.Popen(
        [CHROMIUM, *FLAGS, f"--user-data-dir={folder}", "--window-size=900,600", "about:blank"],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert browser.stderr
        while "DevTools listening on" not in (line := browser.stderr.readline()):
            assert line, "the browser did not start"
        debugger = line.split("//")[1].split("/")[0]
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://{debugger}/json") as told:
                (target, *_) = [t for t in await told.json() if t["type"] == "page"]
            async with session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0) as wire:
                page = Page(wire)
                listening = asyncio.create_task(page.listen())
                await page.ask("Network.enable")
                await page.ask("Page.enable")
                await page.ask("Emulation.setFocusEmulationEnabled", enabled=True)
                await page.ask("Page.navigate", url=url)
                yield page
                listening.cancel()
    finally:
        browser.terminate()
        browser.communicate(timeout=30)


def read_scores(home: Path) -> list[dict[str, Any]]:
    """Return the games that were finished in a home."""
    done = subprocess.run(
        [sys.executable, "-m", "spacequiz", "scores", "--json"],
        env={**os.environ, "SPACEQUIZ_HOME": str(home)},
        capture_output=True,
        timeout=60,
        check=True,
    )
    scores: list[dict[str, Any]] = json.loads(done.stdout)
    return scores


@pytest.mark.skipif(not CHROMIUM, reason="no chromium here")
async def test_a_game_is_played_to_its_end_in_a_browser(
    places: Places, address: str, tmp_path: Path
) -> None:
    write_plain(places.packs)
    async with open_page(tmp_path / "browser", f"http://{address}/") as page:
        await page.see("the reason behind every answer")
        await page.press("p")
        await page.see("❯ Start")
        await page.press("Enter")
        for number in range(1, 11):
            await page.see(f"{number} of 10")
            await page.press("F3" if await page.see("s skip", "f3 skip") == "f3 skip" else "s")
            await page.see("enter next", "enter results")
            await page.press("Enter")
        await page.see("0 of 10")
        assert page.asked
        assert all(urlsplit(url).netloc in (address, "") for url in page.asked)
        page.screen.reset()
        await page.ask("Page.reload")
        await page.see("❯ Play")
    # Who comes back is the same visitor.
    (home,) = (find_places().save.parent / "visitors").iterdir()
    assert [game["questions"] for game in read_scores(home)] == [10]
    # What is installed here can be played there.
    assert list((home / "packs").iterdir())
    assert not find_places().save.exists()


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {}, 200),
        ("/", {"Host": "evil.example"}, 403),
        ("/", {"Origin": "http://evil.example"}, 403),
        ("/ws", {}, 403),
        ("/ws", {"Cookie": "spacequiz=../../../etc"}, 403),
        ("/ws", {"Cookie": "spacequiz=" + "a" * 32, "Origin": "http://evil.example"}, 403),
        ("/?fontsize=99999999999999999999", {}, 200),
    ],
)
async def test_no_foreign_page_gets_in(
    serving: str, path: str, headers: dict[str, str], status: int
) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://{serving}{path}", headers=headers) as answer,
    ):
        assert answer.status == status
        if status == 200:
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert "HttpOnly" in answer.headers["Set-Cookie"]
            assert "SameSite=Strict" in answer.headers["Set-Cookie"]


def test_a_port_that_is_taken_is_told_of() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "spacequiz", "serve", "--port", port],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert "The game cannot be served there" in done.stderr
    assert "Choose another --port" in done.stderr
