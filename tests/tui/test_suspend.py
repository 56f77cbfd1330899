"""Going back to the shell in mid-game: by ctrl+z, by a signal, and for a while in the background."""

from __future__ import annotations

import os
import shlex
import signal
import sqlite3
import sys
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from spacequiz.game.records import Setup
from spacequiz.paths import find_places
from spacequiz.tui.screens.base import GameScreen

from .packs import write_plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from builders import Clock

    from .stage import Stage
    from .terminal import Terminal

if sys.platform == "win32":
    pytest.skip("there is no job control on Windows", allow_module_level=True)

from .terminal import Terminal

SHELL = ("-c", "import os; os.execvp('sh', ['sh', '-i'])")
PROMPT = "ready> "


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return the plain pack as a file of the player."""
    return write_plain(tmp_path / "mine")


@contextmanager
def open_shell() -> Iterator[Terminal]:
    terminal = Terminal(SHELL, PS1=PROMPT, ENV="")
    try:
        terminal.see(PROMPT.strip())
        yield terminal
    finally:
        terminal.close()


def start(terminal: Terminal, *arguments: str, launcher: str = "") -> None:
    """Type a command in the shell."""
    words = [sys.executable, "-m", "spacequiz", *arguments]
    terminal.send(f"{launcher} {shlex.join(words)}".strip() + "\r")


def play(pack: Path) -> tuple[str, ...]:
    return ("play", "--pack", str(pack), "--player", "Ann", "--seed", "fixed", "--kind", "choice")


def see_question(terminal: Terminal) -> str:
    """Return the first question as it stands there, without anything of the shell."""
    terminal.see("1 of 2", "confirm", "help")
    terminal.miss(PROMPT.strip())
    return terminal.text


def see_shell(terminal: Terminal) -> None:
    """The shell has the terminal, in the state it was in before the game."""
    terminal.see("Stopped", PROMPT.strip())
    output = terminal.output
    assert output.rindex(b"\x1b[?1049l") > output.rindex(b"\x1b[?1049h")
    assert output.rindex(b"\x1b[?25h") > output.rindex(b"\x1b[?25l")
    assert output.rindex(b"\x1b[?1003l") > output.rindex(b"\x1b[?1003h")
    assert terminal.modes == terminal.before


@pytest.mark.parametrize("launcher", ["", "sh -c 'exec \"$@\"' sh", "sh -c '\"$@\"; exit $?' sh"])
def test_ctrl_z_goes_to_the_shell_and_fg_comes_back_to_the_question(
    pack: Path, launcher: str
) -> None:
    with open_shell() as terminal:
        start(terminal, *play(pack), launcher=launcher)
        shown = see_question(terminal)
        for _ in range(2):
            terminal.send("\x1a")
            see_shell(terminal)
            terminal.send("fg\r")
            terminal.until(lambda: terminal.text == shown, "the question")
        terminal.send("1")
        terminal.see("your answer")
        terminal.send("\x11")
        terminal.until(lambda: terminal.modes == terminal.before, "the old state")


def test_the_time_in_the_shell_does_not_count(pack: Path) -> None:
    began = time.monotonic()
    with open_shell() as terminal:
        start(terminal, *play(pack))
        terminal.see("1 of 2", "confirm")
        terminal.send("\x1a")
        see_shell(terminal)
        stopped = time.monotonic()
        terminal.read_for(2 * (stopped - began))
        terminal.send("fg\r")
        away = time.monotonic() - stopped
        terminal.miss("Stopped")
        terminal.send("1")
        terminal.see("your answer")
    with closing(sqlite3.connect(find_places().save)) as connection:
        ((seconds,),) = connection.execute("SELECT seconds FROM answer").fetchall()
    assert seconds < time.monotonic() - began - away


def hear_shell(terminal: Terminal, since: int) -> None:
    """The shell says that the game is stopped, and asks for a command.

    What the game was writing as it was stopped may cover this on the screen.
    """
    terminal.until(
        lambda: PROMPT.encode() in terminal.output[since:].partition(b"Stopped")[2], "the shell"
    )


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
def test_a_signal_stops_the_game_too(pack: Path, number: signal.Signals) -> None:
    with open_shell() as terminal:
        start(terminal, *play(pack))
        shown = see_question(terminal)
        for _ in range(2):
            since = len(terminal.output)
            os.killpg(terminal.foreground, number)
            if number == signal.SIGTSTP:
                see_shell(terminal)
            else:
                hear_shell(terminal, since)
            # The shell may have a terminal that makes no newline of what the enter key sends.
            terminal.send("fg\n")
            terminal.until(lambda: terminal.text == shown, "the question")
        terminal.send("1")
        terminal.see("your answer")
        terminal.send("\x11")
        terminal.until(lambda: terminal.modes == terminal.before, "the old state")


def test_a_game_in_the_background_waits_for_the_terminal(pack: Path) -> None:
    with open_shell() as terminal:
        start(terminal, *play(pack))
        shown = see_question(terminal)
        terminal.send("\x1a")
        see_shell(terminal)
        terminal.send("bg\r")
        terminal.send("echo $((111 * 111))\r")
        terminal.see("12321")
        terminal.send("fg\r")
        terminal.until(lambda: terminal.text == shown, "the question")
        terminal.send("1")
        terminal.see("your answer")
        terminal.send("\x11")
        terminal.until(lambda: terminal.modes == terminal.before, "the old state")


def test_ctrl_z_stops_a_quiz_night_too(pack: Path) -> None:
    with open_shell() as terminal:
        start(terminal, "night", "--pack", str(pack), "--teams", "Ann,Bob")
        terminal.see("Start")
        terminal.send("\x1bOQ")
        terminal.see("enter go on")
        terminal.send("\x1a")
        see_shell(terminal)
        terminal.send("fg\r")
        terminal.until(lambda: "Stopped" not in terminal.text, "the stage")
        terminal.send("\x11")
        terminal.until(lambda: terminal.modes == terminal.before, "the old state")


def test_without_a_shell_the_game_goes_on(pack: Path) -> None:
    terminal = Terminal(["-m", "spacequiz", *play(pack)])
    try:
        terminal.see("1 of 2", "confirm")
        terminal.send("\x1a1")
        terminal.see("your answer")
        terminal.send("\x11")
        assert terminal.wait() == 0
        assert terminal.modes == terminal.before
    finally:
        terminal.close()


async def test_a_timer_stands_still_meanwhile(stage: Stage, clock: Clock) -> None:
    async with stage.open(Setup(mode="sprint", seed="fixed")) as player:
        screen, quizmaster = player.app.screen, player.app.quizmaster
        assert isinstance(screen, GameScreen)
        clock.advance(20)
        before = quizmaster.remaining
        screen.stop_clock()
        clock.advance(1000)
        screen.start_clock()
        assert quizmaster.remaining == before
