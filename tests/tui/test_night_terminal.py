"""Quiz night in a real terminal: each format from the lobby to the podium, and a kill in between."""

from __future__ import annotations

import re
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from builders import Clock
from spacequiz.paths import find_places
from spacequiz.quizmaster.night import LOBBY_SETTING
from spacequiz.quizmaster.night_draw import LobbySetup, pack_setup
from spacequiz.save import Save

from .night import write_categories
from .packs import write_many

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from .terminal import Terminal

if sys.platform == "win32":
    pytest.skip("there are no ptys on Windows", allow_module_level=True)

from .terminal import Terminal

START = "\x1bOQ"
"""What f2 sends."""
KEYS = {"Ann": "1qaz", "Bob": "9ol."}
LETTERS = "ABCD"


@contextmanager
def open_night(pack: Path, form: str, *, size: tuple[int, int] = (60, 20)) -> Iterator[Terminal]:
    arguments = ("night", "--pack", str(pack), "--teams", "Ann,Bob", "--format", form)
    terminal = Terminal(["-m", "spacequiz", *arguments], size=size)
    try:
        yield terminal
    finally:
        terminal.close()


def remember(lobby: LobbySetup) -> None:
    """Leave a set-up as last evening's."""
    save = Save.open(find_places(), Clock())
    save.set_setting(None, LOBBY_SETTING, pack_setup(lobby))
    save.close()


def find_key(terminal: Terminal, team: str) -> str:
    """Return the key of the right answer, which is the one that says so."""
    found = re.search(r"([A-D])   right \d+", terminal.text)
    assert found is not None, terminal.text
    return KEYS[team][LETTERS.index(found[1])]


def press_until(terminal: Terminal, press: Callable[[], None], text: str) -> None:
    """Press until it is taken: not at once, where it may be meant for the scene before."""
    for _ in range(50):
        if text in terminal.text:
            break
        press()
        terminal.read_for(0.2)
    terminal.see(text)


def go_on(terminal: Terminal, text: str) -> None:
    """Press enter until a text is there."""
    press_until(terminal, lambda: terminal.send("\r"), text)


def end_evening(terminal: Terminal) -> None:
    """Press f10, and choose the podium."""
    terminal.send("\x1b[21~")
    terminal.see("End the evening")
    terminal.send("\x1b[B\r")
    terminal.see("x share")


def answer(terminal: Terminal, team: str, *, right: bool) -> None:
    key = find_key(terminal, team)
    terminal.send(key if right else next(k for k in KEYS[team] if k != key))


@pytest.mark.usefixtures("warm_home")
def test_rounds_in_a_terminal_survive_a_kill(tmp_path: Path) -> None:
    remember(LobbySetup(rounds=1, questions=3))
    pack = write_many(tmp_path / "mine", 6)
    with open_night(pack, "rounds") as terminal:
        terminal.see("Start", "Ann", "Bob")
        terminal.send(START)
        terminal.see("enter starts it")
        go_on(terminal, "question 1 of 3")
        answer(terminal, "Ann", right=True)
        terminal.see("✓ in")
        terminal.kill(signal.SIGKILL)
        terminal.wait()
    with open_night(pack, "rounds") as terminal:
        terminal.see("Continue", "Ann 0, Bob 0")
        terminal.send("\r")
        terminal.see("question 1 of 3", "✓ in")
        answer(terminal, "Bob", right=True)
        terminal.see("+1,000", "That is how it is")
        for number in (2, 3):
            go_on(terminal, f"question {number} of 3")
            answer(terminal, "Ann", right=True)
            answer(terminal, "Bob", right=False)
            terminal.see("+1,000", "That is how it is")
        go_on(terminal, "enter: the podium")
        go_on(terminal, "x share")
        terminal.see("3,000", "1,000", "Longest streak: Ann, 3 in a row")


@pytest.mark.usefixtures("warm_home")
def test_a_board_in_a_terminal_is_played_by_mouse_and_keys(tmp_path: Path) -> None:
    with open_night(write_categories(tmp_path / "mine"), "board") as terminal:
        terminal.see("2 categories with 5 questions each")
        terminal.send(START)
        go_on(terminal, " picks")
        gained = []
        for _ in range(2):
            terminal.click("200")
            terminal.see("right ", " answers")
            (picker,) = re.findall("(Ann|Bob) answers", terminal.text)[:1]
            answer(terminal, picker, right=True)
            terminal.see("+200", "That is how it is")
            gained.append(picker)
            go_on(terminal, " picks")
        assert sorted(gained) == ["Ann", "Bob"]
        end_evening(terminal)
        terminal.see("won together", "200")


@pytest.mark.usefixtures("warm_home")
def test_buzzers_in_a_terminal_while_its_size_changes(tmp_path: Path) -> None:
    with open_night(write_many(tmp_path / "mine", 20), "buzzer") as terminal:
        terminal.see("15 questions")
        terminal.send(START)
        go_on(terminal, "question 1 of 15")
        terminal.see("Press your buzzer")
        terminal.send("llll")
        terminal.resize(100, 30)
        terminal.see("Bob answers")
        terminal.resize(60, 20)
        terminal.see("Bob answers", "right ")
        answer(terminal, "Bob", right=False)
        terminal.see("Who knows better?", "wrong")
        terminal.send("a")
        terminal.see("Ann answers")
        # Her buzzer may stand for the right answer too, and is none before it was left alone.
        terminal.read_for(1.8)
        answer(terminal, "Ann", right=True)
        terminal.see("+1,000")
        terminal.see("That is how it is")
        end_evening(terminal)
        terminal.see("1,000", "Ann")
