"""A room in tests: an evening with its phones on 127.0.0.1, and phones made of aiohttp's client."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Self

import aiohttp

from spacequiz.game.kinds import Kind
from spacequiz.packs.library import open_bank
from spacequiz.phones.server import PhoneRoom
from spacequiz.quizmaster import Quizmaster
from spacequiz.quizmaster.night import NightMaster
from spacequiz.quizmaster.night_draw import LobbySetup, NightTeam
from spacequiz.quizmaster.room import RoomWish
from spacequiz.save import Save

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from builders import Clock
    from spacequiz.paths import Places

TEAMS = (NightTeam("Ann", 0, 0, 0), NightTeam("Bob", 1, 1, 8))
ALONE = LobbySetup(teams=TEAMS, phones="alone", rounds=1, questions=3, kinds="choices")
BESIDE = LobbySetup(teams=TEAMS, phones="beside", rounds=1, questions=3, kinds="choices")
PATIENCE = 5.0
"""Seconds after which a test gives up on what does not come."""


class Hall:
    """Hold an evening and its room."""

    def __init__(self, master: NightMaster, room: PhoneRoom, clock: Clock) -> None:
        self.master = master
        self.room = room
        self.clock = clock
        self.http = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        self.phones: list[Phone] = []

    @property
    def base(self) -> str:
        return self.room.url.lower().rpartition("/")[0]

    @property
    def names(self) -> list[str]:
        return [team.team.name for team in self.master.view.teams]

    @property
    def response(self) -> dict[str, tuple[str, ...]]:
        """Return what each team has locked in, by name."""
        state = self.master.match.state
        locked = state.require_asking().locked
        return {state.team(team).name: lock.response for team, lock in locked.items()}

    async def connect(self, **headers: str) -> Phone:
        """Return a phone that has a socket and has said nothing."""
        given = {"Origin": self.base} | headers
        phone = Phone(self, await self.http.ws_connect(f"{self.base}/ws", headers=given))
        self.phones.append(phone)
        return phone

    async def join(self, name: str, **more: str) -> Phone:
        """Return a phone that sits."""
        phone = await self.connect()
        await phone.hello()
        await phone.say(do="join", name=name, room=self.room.code, **more)
        phone.token = (await phone.hear("seat"))["token"]
        await phone.hear("now")
        return phone

    async def play(self) -> None:
        """Go on to the first question."""
        for _ in range(2):
            self.clock.advance(1)
            self.master.moves.go_on()

    async def until(self, true: Callable[[], object]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not true():
                await asyncio.sleep(0.005)


class Phone:
    """Say and hear what a page does; what was heard adds up to what it shows."""

    def __init__(self, hall: Hall, ws: aiohttp.ClientWebSocketResponse) -> None:
        self.hall = hall
        self.ws = ws
        self.token = ""
        self.all: dict[str, Any] = {}
        self.own: dict[str, Any] = {}
        self.clock: dict[str, Any] = {}
        self.heard: list[str] = []
        self._said = 0

    async def say(self, **message: object) -> None:
        await self.ws.send_str(json.dumps(message))

    async def hello(self) -> None:
        await self.say(do="hello", token=self.token, room=self.hall.room.code, lang="en")

    async def hear(self, kind: str, **fields: object) -> dict[str, Any]:
        """Return the next message of a kind with such fields; those before it are taken in."""
        async with asyncio.timeout(PATIENCE):
            while True:
                got = await self.ws.receive()
                assert got.type is aiohttp.WSMsgType.TEXT, (kind, got, self.heard[-3:])
                self.heard.append(got.data)
                message: dict[str, Any] = json.loads(got.data)
                self.all = message.get("all", self.all)
                self.own = message.get("own", self.own)
                self.clock = message.get("clock", self.clock)
                if message["t"] == kind and fields.items() <= message.items():
                    return message

    async def see(self, **fields: object) -> Self:
        """Wait until what all see has such fields."""
        while not fields.items() <= self.all.items():
            await self.hear("now")
        return self

    async def answer(self, give: object, **more: object) -> dict[str, Any]:
        """Answer the question and return the acknowledgement."""
        self._said += 1
        number = self.all["number"]
        await self.say(**{"do": "answer", "id": self._said, "n": number, "give": give} | more)
        return await self.hear("ack", id=self._said)

    async def closed(self) -> str:
        """Wait until the connection is closed, and return what was heard last."""
        async with asyncio.timeout(PATIENCE):
            while True:
                got = await self.ws.receive()
                if got.type is not aiohttp.WSMsgType.TEXT:
                    return self.heard[-1] if self.heard else ""
                self.heard.append(got.data)


@asynccontextmanager
async def open_hall(
    places: Places, clock: Clock, lobby: LobbySetup = ALONE, *, resume: bool = False, **wish: Any
) -> AsyncIterator[Hall]:
    """Open a room for a new evening, or for the one that was left."""
    bank = open_bank(places)
    bank.refresh()
    save = Save.open(places, clock)
    kinds = tuple(Kind)
    host = Quizmaster(bank, save, save.player("Host"), clock=clock, kinds=kinds)
    master = NightMaster(bank, save, host.player, host.editions, clock)
    if resume:
        master.resume()
    else:
        master.start(lobby)
    wishes: dict[str, Any] = {"address": "127.0.0.1", "per_address": 600}
    room = PhoneRoom(master, RoomWish(**wishes | wish))
    await room.open()
    ticking = asyncio.create_task(_tick(master))
    hall = Hall(master, room, clock)
    try:
        yield hall
    finally:
        ticking.cancel()
        await asyncio.gather(ticking, return_exceptions=True)
        for phone in hall.phones:
            await phone.ws.close()
        await hall.http.close()
        await room.close()
        save.close()


async def _tick(master: NightMaster) -> None:
    while True:
        master.tick()
        await asyncio.sleep(0.01)
