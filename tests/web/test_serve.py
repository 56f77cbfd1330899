"""The game in a real browser: played to its end, one save file a visitor, no stranger let in."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import socket
import subprocess
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pyte
import pytest

from phones.browser import CHROMIUM, open_browser
from spacequiz.paths import find_places
from tui.packs import write_plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spacequiz.paths import Places

PATIENCE_SECONDS = 60


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


class Terminal:
    """Draw what a page is sent, and note what it loads."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        """The addresses of all that the page loaded."""
        self.screen = pyte.Screen(1, 1)
        self._stream = pyte.ByteStream(self.screen)
        self._drawn = asyncio.Event()

    def hear(self, event: str, told: dict[str, Any]) -> None:
        """Take in what the browser tells."""
        if event == "Network.requestWillBeSent":
            self.asked.append(told["request"]["url"])
        elif event == "Network.webSocketCreated":
            size = parse_qs(urlsplit(told["url"]).query)
            self.screen.resize(int(size["height"][0]), int(size["width"][0]))
        elif event == "Network.webSocketFrameReceived" and told["response"]["opcode"] == 2:
            self._stream.feed(base64.b64decode(told["response"]["payloadData"]))
            self._drawn.set()

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
    terminal = Terminal()
    async with open_browser(tmp_path / "browser") as browser:
        page = await browser.open(f"http://{address}/", 900, 600, terminal.hear)
        await page.ask("Emulation.setFocusEmulationEnabled", enabled=True)
        await terminal.see("the reason behind every answer")
        await page.press("p")
        await terminal.see("❯ Start")
        await page.press("Enter")
        for number in range(1, 11):
            await terminal.see(f"{number} of 10")
            typed = await terminal.see("s skip", "f3 skip") == "f3 skip"
            await page.press("F3" if typed else "s")
            await terminal.see("enter next", "enter results")
            await page.press("Enter")
        await terminal.see("0 of 10")
        assert terminal.asked
        assert all(urlsplit(url).netloc in (address, "") for url in terminal.asked)
        terminal.screen.reset()
        await page.ask("Page.reload")
        await terminal.see("❯ Play")
        assert browser.faults == []
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
