"""The game in a browser: a server that gives each visitor a game and a save file of their own."""

from __future__ import annotations

import asyncio
import hashlib
import re
import secrets
import shlex
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from subprocess import list2cmdline
from typing import TYPE_CHECKING, ClassVar

import aiohttp_jinja2
from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server

from spacequiz.language import say, spoken

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

__all__ = ["GameServer"]

_COOKIE = "spacequiz"
_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{}'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; font-src 'self' data:; connect-src 'self'; form-action 'self';"
    " frame-ancestors 'none'; base-uri 'none'"
)
"""Nothing is loaded from anywhere else, and no page holds the game in a frame."""
_YEAR = 365 * 24 * 3600
_SIZES = range(8, 49)
_CELLS = range(1, 1000)


class _Visit(AppService):
    """Run one visitor's game, in their own home."""

    home: Path

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        return super()._build_environment(width, height) | {"SPACEQUIZ_HOME": str(self.home)}


class GameServer(Server):
    """Serve the game to browsers, without a word to anybody else.

    A cookie tells visitors apart: whoever comes back finds their games again. Other web pages
    cannot reach the game, since a request must name the host that it was made for.

    Args:
        homes: The folder in which each visitor's home lies.
        packs: The folder of packs that every visitor gets a copy of.
        host: The address that is listened at.
        port: The port.
        most: How many may play at once.
        tell: Prints a line for whoever runs the server.
    """

    PROGRAM: ClassVar = [sys.executable, "-m", "spacequiz"]

    def __init__(
        self,
        homes: Path,
        packs: Path,
        host: str,
        port: int,
        *,
        most: int,
        tell: Callable[[str], None],
    ) -> None:
        join = list2cmdline if sys.platform == "win32" else shlex.join
        super().__init__(
            join(self.PROGRAM), host, port, title="spacequiz", templates_path=Path(__file__).parent
        )
        self._homes = homes
        self._packs = packs
        self._most = most
        self._tell = tell
        self._playing = 0

    def initialize_logging(self) -> None:
        """Leave the log as it is: what visitors type is nobody's business."""

    async def on_startup(self, app: web.Application) -> None:
        """Say where the game is."""
        where = say("The game is at {address}", address=self.public_url)
        self._tell("\n".join((where, say("Press ctrl+c to stop."))))

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._guard)
        return app

    @web.middleware
    async def _guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Refuse what another page asks for, or what comes by a name that is not this machine's."""
        origin = request.headers.get("Origin")
        if origin is not None and origin.split("://")[-1] != request.host:
            raise web.HTTPForbidden(text=say("This is no page of the game."))
        name = request.host.rpartition(":")[0] if ":" in request.host else request.host
        if not _is_address(name) and name != self.host:
            raise web.HTTPForbidden(text=say("The game is not known by this name."))
        return await handler(request)

    async def handle_index(self, request: web.Request) -> web.StreamResponse:
        """Give the page, and a visitor who is new a name that only their browser knows."""
        nonce = secrets.token_urlsafe(16)
        context = {
            "title": self.title,
            "language": spoken(),
            "opening": say("The game is on its way…"),
            "ended": say("The game has ended. Everything you answered is kept."),
            "again": say("Go on"),
            "websocket": f"{'wss' if request.secure else 'ws'}://{request.host}/ws",
            "font_size": _read_number(request.query.get("fontsize"), _SIZES, 16),
            "nonce": nonce,
        }
        page = aiohttp_jinja2.render_template("app_index.html", request, context)
        page.headers["Cache-Control"] = "no-store"
        page.headers["Referrer-Policy"] = "no-referrer"
        page.headers["Content-Security-Policy"] = _POLICY.format(nonce)
        if not _find_visitor(request):
            page.set_cookie(
                _COOKIE, secrets.token_urlsafe(24), max_age=_YEAR, httponly=True, samesite="Strict"
            )
        return page

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Play with one visitor until one of both has enough."""
        visitor = _find_visitor(request)
        if not visitor:
            raise web.HTTPForbidden(text=say("Open the page first; it needs a cookie."))
        if self._playing >= self._most:
            raise web.HTTPServiceUnavailable(text=say("All places are taken."))
        socket = web.WebSocketResponse(heartbeat=15)
        await socket.prepare(request)

        async def close() -> None:
            await socket.close()

        visit = _Visit(
            self.command,
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=close,
            download_manager=self.download_manager,
        )
        visit.home = self._homes / visitor
        self._playing += 1
        try:
            await asyncio.to_thread(self._give_packs, visit.home)
            width = _read_number(request.query.get("width"), _CELLS, 80)
            height = _read_number(request.query.get("height"), _CELLS, 24)
            await visit.start(width, height)
            # What is not of the protocol ends the visit, as a closed window does.
            with suppress(ValueError, KeyError, TypeError, IndexError, AssertionError):
                await self._process_messages(socket, visit)
        finally:
            self._playing -= 1
            await visit.stop()
            await socket.close()
        return socket

    def _give_packs(self, home: Path) -> None:
        """Copy what is installed: whatever visitors do to their packs, the others keep theirs."""
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self._packs.is_dir():
            shutil.copytree(self._packs, home / "packs", dirs_exist_ok=True)


def _find_visitor(request: web.Request) -> str:
    """Return the name of a visitor's home; empty for one who is new."""
    token = request.cookies.get(_COOKIE, "")
    if not re.fullmatch(r"[\w-]{32}", token, re.ASCII):
        return ""
    # Whoever can list the folders cannot play as their owners.
    return hashlib.sha256(token.encode()).hexdigest()[:32]


def _read_number(text: str | None, allowed: range, default: int) -> int:
    number = (
        int(text) if text and text.isascii() and text.isdecimal() and len(text) < 5 else default
    )
    return number if number in allowed else default


def _is_address(name: str) -> bool:
    """Return whether a host is named by its number, or as this machine, as no foreign page can."""
    import ipaddress

    if name == "localhost":
        return True
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
