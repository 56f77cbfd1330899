"""The server: one page, websockets and, where those fail, polling; on one port, in the app's loop."""

from __future__ import annotations

import asyncio
import errno
from collections import Counter
from contextlib import suppress
from hashlib import sha256
from html import escape
from importlib.resources import files
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

from aiohttp import WSCloseCode, WSMsgType, web

from spacequiz.language import say
from spacequiz.phones.door import HERE, PORT, PORTS_TRIED, draw_qr, list_addresses, make_url
from spacequiz.phones.hub import Hub
from spacequiz.phones.page_words import list_words, write_words
from spacequiz.phones.wire import MESSAGE_BYTES
from spacequiz.quizmaster.room import RoomError, RoomGuest, RoomWish

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from spacequiz.phones.hub import Line
    from spacequiz.quizmaster.night import NightMaster

LINES_AN_ADDRESS = 8
"""A school's phones may share one address: the command line can raise it."""
LINES = 500
HEARTBEAT_SECONDS = 20.0
FIRST_SECONDS = 10.0
"""So long whoever connects may take to ask for something, and then to say hello."""
SEND_SECONDS = 10.0
POLL_SECONDS = 12.0
"""So long a phone that polls may be silent before it is taken to sleep."""
POLL_WAIT_SECONDS = 0.25
"""So long a poll waits for what its messages lead to."""
MOST_MESSAGES = 8
"""How many messages a poll may carry."""
TYPES = {"html": "text/html", "js": "text/javascript", "css": "text/css"}
SHIPPED = ("page.js", "page.css")
PAGE = {f"/{name}": name for name in (*SHIPPED, "words.js")}


class PhoneRoom:
    """Serve the phones of an evening.

    Args:
        master: Holds the evening.
        wish: Where to listen.
    """

    def __init__(self, master: NightMaster, wish: RoomWish | None = None) -> None:
        self._master = master
        self._wish = wish or RoomWish()
        self._addresses: tuple[str, ...] = ()
        self._address = self._wish.address
        self._port = self._wish.port or PORT
        self._runner: web.AppRunner | None = None
        self._sweeper: asyncio.Task[None] | None = None
        self._per_address = self._wish.per_address or LINES_AN_ADDRESS
        self._from: Counter[str] = Counter()
        self._polls: dict[str, _Poll] = {}
        self._asked: set[object] = set()
        self._silent: dict[Any, float] = {}
        self._files = _read_page()
        self.hub = Hub(master, lambda: asyncio.get_running_loop().time())

    # -- what the host sees ------------------------------------------------------------------

    @property
    def locked(self) -> bool:
        """Return whether nobody new is let in."""
        return self.hub.locked

    @locked.setter
    def locked(self, locked: bool) -> None:
        self.hub.locked = locked

    @property
    def asks_first(self) -> bool:
        """Return whether new guests wait until the host lets them in."""
        return self.hub.asks_first

    @asks_first.setter
    def asks_first(self, asks_first: bool) -> None:
        self.hub.asks_first = asks_first
        for guest in () if asks_first else self.waiting:
            self.hub.admit(guest.seat)

    @property
    def is_open(self) -> bool:
        """Return whether phones are listened to."""
        return self._runner is not None

    @property
    def url(self) -> str:
        """Return the address that phones go to, in capitals."""
        return make_url(self._address, self._port, self.code)

    @property
    def code(self) -> str:
        """Return the four letters of the room."""
        return self.hub.code

    @property
    def only_here(self) -> bool:
        """Return whether the address is this machine's own, where no phone gets to."""
        return self._address == HERE

    @property
    def guests(self) -> tuple[RoomGuest, ...]:
        """Return who sits in the room, in the order of joining."""
        seats, hub = self.hub.state.seats.values(), self.hub
        return tuple(
            RoomGuest(seat.id, seat.name, seat.team, seat.id in hub.lines)
            for seat in seats
            if seat.id not in hub.kicked
        )

    @property
    def waiting(self) -> tuple[RoomGuest, ...]:
        """Return who waits to be let in, whoever came first before the others."""
        return tuple(RoomGuest(g.seat, g.name, g.team, here) for g, here in self.hub.list_waiting())

    def admit(self, seat: str) -> None:
        """Let somebody in who waits."""
        self.hub.admit(seat)

    def refuse(self, seat: str) -> None:
        """Turn somebody away who waits; they may ask again."""
        self.hub.refuse(seat)

    def draw_qr(self, quiet: int = 4) -> tuple[str, ...]:
        """Return the QR code of the address as lines of half blocks."""
        return draw_qr(self.url, quiet)

    def kick(self, seat: str) -> None:
        """Let somebody go; they may join again."""
        self.hub.kick(seat)

    # -- opening and closing -----------------------------------------------------------------

    async def open(self) -> None:
        """Listen on the first port that is free.

        Raises:
            RoomError: There is none, or the address is not this machine's.
        """
        if self.is_open:
            return
        self._addresses = (self._wish.address,) if self._wish.address else list_addresses()
        self._address = self._address or self._addresses[0]
        await self._listen()
        self.hub.start()
        self._sweeper = asyncio.create_task(self._sweep())

    async def close(self) -> None:
        """Listen no more, and tell the phones."""
        if self._sweeper is not None:
            self._sweeper.cancel()
            self._sweeper = None
        if self._runner is not None:
            runner, self._runner = self._runner, None
            self.hub.stop()
            self._polls.clear()
            await asyncio.sleep(0)
            await runner.cleanup()
            self._asked.clear()

    async def next_address(self) -> None:
        """Listen on another address of this machine."""
        now = self._addresses.index(self._address) if self._address in self._addresses else -1
        await self.close()
        self._address = self._addresses[(now + 1) % len(self._addresses)]
        await self.open()

    async def _listen(self) -> None:
        app = web.Application(middlewares=[self._guard], client_max_size=8 * MESSAGE_BYTES)
        app.router.add_get("/ws", self._socket)
        app.router.add_post("/say", self._poll)
        app.router.add_get(r"/picture/{number:\d{1,6}}", self._show_picture)
        app.router.add_get(r"/picture/{number:\d{1,6}}/{option:\d}", self._show_picture)
        app.router.add_get("/{name:.*}", self._page)
        app.on_response_prepare.append(self._mark)
        runner = web.AppRunner(
            app,
            handle_signals=False,
            access_log=None,
            shutdown_timeout=1.0,
            handler_cancellation=True,
        )
        await runner.setup()
        first = self._port
        for port in (*range(first, first + PORTS_TRIED), 0):
            try:
                site = web.TCPSite(runner, self._address, port, backlog=512)
                await site.start()
            except OSError as error:
                if error.errno not in (errno.EADDRINUSE, errno.EACCES) or port == 0:
                    await runner.cleanup()
                    raise RoomError(
                        say(
                            "Phones cannot be let in: {address} cannot be listened on.",
                            address=self._address,
                        ),
                        hint=say("Is this machine on a network? Name its address with --address."),
                    ) from error
                continue
            self._port = runner.addresses[0][1]
            self._runner = runner
            return

    async def _sweep(self) -> None:
        """Let go of whoever is silent."""
        while True:
            await asyncio.sleep(1.0)
            self.hub.sweep()
            now = asyncio.get_running_loop().time()
            for name, poll in [*self._polls.items()]:
                if poll.line.closing or now - poll.at > POLL_SECONDS:
                    self._forget(name)
            self._drop_silent(now)

    def _drop_silent(self, now: float) -> None:
        """Close connections that never asked for anything."""
        server = self._runner.server if self._runner else None
        here = set(server.connections) if server else set()
        self._asked &= here
        self._silent = {c: self._silent.get(c, now) for c in here - self._asked}
        for connection, since in self._silent.items():
            if now - since > FIRST_SECONDS:
                connection.force_close()
                if connection.transport is not None:
                    connection.transport.abort()

    # -- at the door -------------------------------------------------------------------------

    @property
    def _hosts(self) -> tuple[str, ...]:
        names = (self._address, "localhost") if self.only_here else (self._address,)
        return tuple(f"{name}:{self._port}" for name in names)

    @web.middleware
    async def _guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Refuse who came by another name: a page elsewhere may have sent the browser here."""
        self._asked.add(request.protocol)
        if request.headers.get("Host", "").lower() not in self._hosts:
            return web.Response(status=421, text=say("This is another place."))
        if request.path != "/ws" and request.method == "GET":
            return await handler(request)
        origin = request.headers.get("Origin", "").lower()
        if origin not in {f"http://{host}" for host in self._hosts}:
            return web.Response(status=403, text=say("This is for the quiz's own page."))
        return await handler(request)

    async def _mark(self, request: web.Request, response: web.StreamResponse) -> None:
        """Put on every answer what keeps the page to itself."""
        host = request.headers.get("Host", "").lower()
        host = host if host in self._hosts else ""
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            f"connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'"
        )
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-cache"
        response.headers["Server"] = "spacequiz"

    async def _page(self, request: web.Request) -> web.Response:
        """Serve the page, whatever room its address names: the page asks where that is wrong."""
        path = request.path.lower()
        name = PAGE.get(path, "index.html" if path.count("/") == 1 and len(path) < 9 else "")
        if not name:
            return web.Response(status=404, text=say("There is nothing here."))
        body, tag = self._files[name]
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        kind = TYPES[name.rpartition(".")[2]]
        return web.Response(body=body, content_type=kind, charset="utf-8", headers={"ETag": tag})

    async def _show_picture(self, request: web.Request) -> web.Response:
        """Serve a picture of the question that is asked, by numbers: no name tells of it."""
        number, option = request.match_info["number"], request.match_info.get("option", -1)
        opened = self.hub.open_picture(int(number), int(option))
        if opened is None:
            return web.Response(status=404, text=say("There is nothing here."))
        return web.Response(body=opened.data, content_type=opened.shape.form)

    def _has_room(self, remote: str) -> bool:
        return self._from.total() < LINES and self._from[remote] < self._per_address

    # -- websockets --------------------------------------------------------------------------

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        remote = request.remote or ""
        if not self._has_room(remote):
            return web.Response(status=503, text=say("Too many phones come from one address."))
        self._from[remote] += 1
        try:
            return await self._converse(request)
        finally:
            self._from[remote] -= 1
            self._from += Counter()

    async def _converse(self, request: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse(
            heartbeat=HEARTBEAT_SECONDS,
            max_msg_size=MESSAGE_BYTES,
            compress=False,
            timeout=1.0,
            writer_limit=1 << 15,
        )
        await ws.prepare(request)
        wake = asyncio.Event()
        line = self.hub.connect(wake.set)
        writer = asyncio.create_task(_write(ws, line, wake))
        try:
            async with asyncio.timeout(FIRST_SECONDS):
                first = await ws.receive()
            if first.type is WSMsgType.TEXT:
                self.hub.hear(line, first.data)
                async for message in ws:
                    if message.type is not WSMsgType.TEXT:
                        line.end("nonsense")
                        break
                    self.hub.hear(line, message.data)
                    if line.closing:
                        break
        except TimeoutError:
            line.end("silent")
        finally:
            self.hub.disconnect(line)
            if not line.closing:
                writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
            await ws.close()
        return ws

    # -- polling -----------------------------------------------------------------------------

    async def _poll(self, request: web.Request) -> web.Response:
        """Take what a phone says without a websocket, and answer with all that waits for it."""
        try:
            said = await request.json()
            name, messages = said["line"], said["say"]
            if not isinstance(name, str) or not isinstance(messages, list):
                raise TypeError
            texts = [str(text) for text in messages][:MOST_MESSAGES]
        except (ValueError, TypeError, LookupError, RecursionError):
            return web.Response(status=400, text=say("That is no message."))
        poll = self._polls.get(name)
        if poll is None:
            remote = request.remote or ""
            if not self._has_room(remote):
                return web.Response(status=503, text=say("Too many phones come from one address."))
            name, wake = token_urlsafe(18), asyncio.Event()
            poll = _Poll(self.hub.connect(wake.set), wake, remote)
            self._from[remote] += 1
            self._polls[name] = poll
        poll.at = asyncio.get_running_loop().time()
        poll.wake.clear()
        for text in texts:
            self.hub.hear(poll.line, text)
        if texts:
            await poll.wait()
        found = poll.line.take()
        closing = poll.line.closing
        if closing:
            self._forget(name)
        body = '{"line":' + f'"{name}","end":{str(bool(closing)).lower()},"say":[' + ",".join(found)
        return web.Response(text=body + "]}", content_type="application/json")

    def _forget(self, name: str) -> None:
        poll = self._polls.pop(name, None)
        if poll is not None:
            self._from[poll.remote] -= 1
            self._from += Counter()
            self.hub.disconnect(poll.line)


class _Poll:
    """Hold the line of a phone that polls."""

    def __init__(self, line: Line, wake: asyncio.Event, remote: str) -> None:
        self.line = line
        self.remote = remote
        self.at = 0.0
        self.wake = wake

    async def wait(self) -> None:
        """Wait a moment for what comes of what was said."""
        with suppress(TimeoutError):
            async with asyncio.timeout(POLL_WAIT_SECONDS):
                await self.wake.wait()


async def _write(ws: web.WebSocketResponse, line: Line, wake: asyncio.Event) -> None:
    """Send what waits for a phone, until it is closed or takes nothing any more."""
    try:
        while True:
            await wake.wait()
            wake.clear()
            for text in line.take():
                async with asyncio.timeout(SEND_SECONDS):
                    await ws.send_str(text)
            if line.closing:
                await ws.close(code=WSCloseCode.GOING_AWAY, message=line.closing.encode())
                return
    except (TimeoutError, ConnectionError, RuntimeError):
        line.closing = line.closing or "slow"
        await ws.close()


def _read_page() -> dict[str, tuple[bytes, str]]:
    """Return the page's files with their tags; what it says is in the language of the host first."""
    folder = files("spacequiz.phones") / "page"
    texts = {name: (folder / name).read_text("utf-8") for name in ("index.html", *SHIPPED)}
    script = " · ".join(words["script"] for words in list_words().values())
    texts["index.html"] = texts["index.html"].replace("{script}", escape(script))
    texts["words.js"] = write_words()
    bodies = {name: text.encode() for name, text in texts.items()}
    return {name: (body, f'"{sha256(body).hexdigest()[:16]}"') for name, body in bodies.items()}
