"""An evening with phones in real browsers beside keys on the keyboard, from the code to the podium."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from builders import find_right
from phones.browser import CHROMIUM, open_browser
from spacequiz.game.night.state import NightPhase
from spacequiz.phones.server import PhoneRoom
from spacequiz.quizmaster.night_draw import LobbySetup, NightTeam
from spacequiz.quizmaster.room import RoomError, RoomWish
from spacequiz.tui.night.crowd import SHOWN, thin

from .night import open_lobby
from .packs import write_many

if TYPE_CHECKING:
    from pathlib import Path

    from phones.browser import Page

    from .night import Night
    from .stage import Stage

TEAMS = (NightTeam("Ann", 0, 0, 0), NightTeam("Bob", 1, 1, 8))
BESIDE = LobbySetup(teams=TEAMS, phones="beside", rounds=1, questions=3, kinds="choices")
WIDTHS = (320, 390, 768)


def let_in(night: Night) -> None:
    night.player.app._make_room = lambda master: PhoneRoom(
        master, RoomWish("127.0.0.1", per_address=20)
    )


async def enter(night: Night) -> PhoneRoom:
    """Start the evening, and wait until phones can come."""
    let_in(night)
    await night.player.press("f2")
    await night.player.until(lambda: night.player.screen == "NightRoomScreen", "the room")
    room = night.player.app.room
    assert isinstance(room, PhoneRoom)
    return room


async def join(page: Page, name: str) -> None:
    """Join with a team of one's own."""
    await page.until("door")
    await page.run(
        "(t => { t.value = ''; t.dispatchEvent(new Event('change')) })(document.getElementById('team'))"
    )
    await page.type("#teamName", f"Team {name}")
    await page.join(name)
    await page.see(f"You are in, {name}!")


async def fits(page: Page) -> None:
    """No width and no language makes the page wider than the phone."""
    for width in WIDTHS:
        await page.resize(width)
        for _ in range(2):
            await page.tap("#language")
            assert await page.run("document.documentElement.scrollWidth") <= width
    await page.resize(390)


def place(night: Night, *, right: bool) -> str:
    question, shown = night.master.match.question, night.view.question
    assert question is not None
    assert shown is not None
    assert shown.card is not None
    options = shown.card.options
    at = options.index(find_right(question)[0])
    return f"#option{at if right else (at + 1) % len(options)}"


@pytest.mark.skipif(not CHROMIUM, reason="no chromium here")
async def test_from_the_code_to_the_podium(stage: Stage, tmp_path: Path) -> None:
    write_many(stage.places.bundled, 12)
    # A browser and its pages take seconds; everything about them is tried in one evening.
    async with (
        open_browser(tmp_path / "browser") as browser,
        open_lobby(stage, lobby=BESIDE) as night,
    ):
        room = await enter(night)
        una, udo, ida, kai = [
            await browser.open(room.url + hash_) for hash_ in ("", "", "#poll", "")
        ]
        await fits(una)
        # Nobody lands in the first team by not looking.
        await una.tap("#join")
        await una.until("document.querySelector('[role=alert]').innerText == 'Choose your team'")
        for page, name in ((una, "Una"), (udo, "Udo"), (ida, "Ida"), (kai, "Kai")):
            await join(page, name)
        await night.player.see("4 phones are in")
        await night.player.press("k", "down", "down", "down", "enter")
        await kai.see("The host has let you go. You can join again.")
        await night.player.press("enter")
        await night.player.until(lambda: night.phase() is NightPhase.BETWEEN, "the beginning")
        await night.go()
        assert night.phase() is NightPhase.ANSWERING
        first = night.view.question
        assert first is not None
        assert first.card is not None
        # One answers and is reloaded, one polls, one falls asleep, two are at the keyboard.
        await una.see(first.card.ask)
        await una.tap(place(night, right=True))
        await una.see("Saved.")
        await una.ask("Page.reload")
        await una.until(
            f"document.querySelector('{place(night, right=True)}').ariaPressed == 'true'"
        )
        await fits(una)
        await ida.tap(place(night, right=False))
        await ida.see("Saved.")
        await udo.until("seen.all.phase == 'answering'")
        await udo.run("wire.drop()")
        await night.answer("1", right=True)
        await night.answer("2", right=False)
        assert night.phase() is NightPhase.ANSWERING
        await udo.run("document.dispatchEvent(new Event('visibilitychange'))")
        await udo.tap(place(night, right=True))
        for page, verdict in ((una, "Right!"), (ida, "Not quite"), (udo, "Right!")):
            await page.see(verdict)
        assert [team.score for team in night.view.teams[:4]] == [1000, 0, 1000, 1000]
        # One comes late, and the room is closed and opened again in the middle of a question.
        await night.go()
        lea = await browser.open(room.url)
        await lea.until("door")
        await join_late(lea)
        await una.tap(place(night, right=False))
        await una.see("Saved.")
        await room.close()
        await una.see("The host has closed the room.")
        await room.open()
        await una.until("document.getElementById('notice').hidden")
        await una.until(
            f"document.querySelector('{place(night, right=False)}').ariaPressed == 'true'"
        )
        await night.player.press("ctrl+r")
        await una.see("Not quite")
        await night.go()
        await lea.tap(place(night, right=True))
        await lea.see("Saved.")
        await night.player.press("ctrl+r")
        for _ in range(3):
            await night.go()
        await night.player.until(lambda: night.player.screen == "NightPodiumScreen", "the podium")
        for page in (una, udo, ida, lea):
            await page.see("That was it!")
        await una.see("To read again")
        assert browser.faults == []
        told = json.dumps(room.hub.counts)
        assert '"stored"' in told
        await night.player.press("escape")
        await night.player.until(lambda: not room.is_open, "the room's end")


async def join_late(page: Page) -> None:
    await page.run(
        "(t => { t.value = ''; t.dispatchEvent(new Event('change')) })(document.getElementById('team'))"
    )
    await page.type("#teamName", "Team Lea")
    await page.join("Lea")
    await page.see("You play from the next question on.")


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_the_room_shows_the_way_in(stage: Stage, size: tuple[int, int]) -> None:
    write_many(stage.places.bundled, 12)
    async with open_lobby(stage, size=size, phones=True) as night:
        room = await enter(night)
        await night.player.see("█▀▀▀▀▀█", "No phones are in", "Plain http:")
        where = "".join(room.url.lower().split("/")[:3]).replace("http:", "")
        await night.player.until(lambda: where in night.player.text.replace("\n", ""), where)
        await night.player.press("enter")
        assert night.player.screen == "NightRoomScreen"
        await night.player.press("l")
        assert room.locked
        await night.player.press("w")
        await night.player.until(lambda: not room.is_open, "keys only")
        await night.player.see("Keys only")
        await night.player.press("escape")
        await night.player.until(lambda: night.player.app.room is None, "the room's end")


async def test_where_nobody_comes_the_room_says_what_to_try(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spacequiz.tui.night.room.ADVICE_AFTER", 0.5)
    monkeypatch.setattr("spacequiz.phones.server.HERE", "127.0.0.2")
    write_many(stage.places.bundled, 12)
    async with open_lobby(stage, phones=True) as night:
        await enter(night)
        await night.player.see("Nobody yet?", "keys (w)")


async def test_the_host_lets_guests_in_and_gives_them_time(stage: Stage) -> None:
    write_many(stage.places.bundled, 12)
    async with open_lobby(stage, phones=True) as night:
        room = await enter(night)
        player = night.player
        await player.press("a")
        await player.see("New guests wait until you let them in.")
        names = ("Una", "Udo", "Ida", "Kai")
        for name in names:
            line = room.hub.connect(lambda: None)
            room.hub.hear(line, json.dumps({"do": "join", "name": name, "room": room.code}))
        await player.see("At the door: Una", "y lets Una in, x does not; e lets all 4 in")
        await player.press("y")
        await player.see("1 phone is in", "y lets Udo in")
        await player.press("x")
        await player.see("y lets Ida in")
        await player.press("e")
        await player.see("3 phones are in", "New guests wait")
        await player.press("t", "enter", "down", "enter")
        await player.see("Una (half as much time again)")
        line = room.hub.connect(lambda: None)
        await player.press("enter")
        room.hub.hear(line, json.dumps({"do": "join", "name": "Eve", "room": room.code}))
        await night.notice()
        await player.see("Eve waits to be let in: ctrl+g")


async def test_without_what_serves_phones_the_lobby_says_so(stage: Stage) -> None:
    write_many(stage.places.bundled, 12)

    def fail(_: object) -> PhoneRoom:
        raise RoomError("Phones need three packages more.", hint="Install them: pip install x")

    async with open_lobby(stage, phones=True) as night:
        night.player.app._make_room = fail
        await night.player.press("f2")
        assert night.player.screen == "NightLobbyScreen"
        assert night.saved is None


async def test_of_a_crowd_the_stage_shows_the_best(stage: Stage) -> None:
    from spacequiz.quizmaster.night_moves import Guest

    write_many(stage.places.bundled, 12)
    async with open_lobby(stage, phones=True) as night:
        await enter(night)
        moves = night.master.moves
        moves.admit([Guest(f"seat{n}", f"Guest {n}") for n in range(60)])
        await night.player.press("enter")
        await night.go()
        await night.player.see("and 50 more · 0 of 60 have answered")
        assert len(thin(night.view).teams) == SHOWN
