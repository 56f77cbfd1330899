"""The game in a real terminal: start, signals, resizing, mouse, crash, and the way out."""

from __future__ import annotations

import re
import signal
import sqlite3
import sys
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from builders import run
from spacequiz.paths import find_places

from .packs import describe_plain, write_plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .terminal import Terminal

if sys.platform == "win32":
    pytest.skip("there are no ptys on Windows", allow_module_level=True)

from .terminal import Terminal

RESTORED = ("\x1b[?1049l", "\x1b[?25h", "\x1b[?1000l", "\x1b[?1003l", "\x1b[?2004l")
"""The alternate screen left, the cursor shown, mouse and bracketed paste off."""
ASKS = {question["id"]: question["ask"] for question in describe_plain()}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return the plain pack as a file of the player."""
    return write_plain(tmp_path / "mine")


@contextmanager
def open_terminal(
    *arguments: str, size: tuple[int, int] = (80, 24), **env: str
) -> Iterator[Terminal]:
    terminal = Terminal(["-m", "spacequiz", *arguments], size=size, **env)
    try:
        yield terminal
    finally:
        terminal.close()


def play(pack: Path, *arguments: str) -> list[str]:
    return ["play", "--pack", str(pack), "--player", "Ann", "--seed", "fixed", *arguments]


def read_saved() -> list[tuple[str, str]]:
    """Return question and verdict of every answer in the save file."""
    with closing(sqlite3.connect(find_places().save)) as connection:
        query = """SELECT asked.address, answer.verdict FROM answer
            JOIN asked USING (game, position) ORDER BY answer.game, answer.position"""
        found: list[tuple[str, str]] = connection.execute(query).fetchall()
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return found


def assert_restored(terminal: Terminal) -> None:
    """The terminal is as it was before the game."""
    output = terminal.output.decode("utf-8", "replace")
    assert output.count("\x1b[?1049h") == output.count("\x1b[?1049l") == 1
    after = output[output.rindex("\x1b[?1049h") :]
    for sequence in RESTORED:
        assert sequence in after, repr(sequence)
    for on, off in (("\x1b[?1003h", "\x1b[?1003l"), ("\x1b[?25l", "\x1b[?25h")):
        assert output.rindex(off) > output.rindex(on)
    assert terminal.modes == terminal.before


def test_the_game_opens_at_home_and_two_enters_lead_to_a_question() -> None:
    with open_terminal() as terminal:
        terminal.see("Play", "Quit", "the reason behind every answer")
        terminal.send("\r")
        terminal.see("A new game", "questions fit")
        terminal.send("\r")
        terminal.see("1 of 10", "0 pts", "help")
        terminal.send("\x11")
        assert terminal.wait() == 0
        assert_restored(terminal)


def test_keys_answer_and_quit_leaves_the_terminal_as_it_was(pack: Path) -> None:
    with open_terminal(*play(pack, "--kind", "choice")) as terminal:
        terminal.see("1 of 2", "confirm")
        terminal.send("\x1b[B\r")
        terminal.see("your answer", "enter next")
        terminal.send("\r")
        terminal.see("2 of 2", "confirm")
        terminal.send("2")
        terminal.see("your answer")
        terminal.send("\r")
        terminal.see("accuracy")
        terminal.press_until("\x1b", "Quit")
        terminal.send("q")
        assert terminal.wait() == 0
        assert_restored(terminal)
    assert len(read_saved()) == 2


def test_a_click_in_the_terminal_picks_an_answer(pack: Path) -> None:
    with open_terminal(*play(pack, "--kind", "choice")) as terminal:
        terminal.see("1 of 2", "confirm")
        option = "Neptune" if ASKS["largest"] in terminal.text else "Pluto"
        terminal.click(option)
        terminal.see("Not quite", "your answer", f"Not {option}, for a reason.", "enter next")
        terminal.click("next")
        terminal.see("2 of 2", "confirm")
    assert [verdict for _, verdict in read_saved()] == ["wrong"]


def test_a_typed_answer_may_be_pasted(pack: Path) -> None:
    with open_terminal(*play(pack, "--kind", "number", "-n", "1")) as terminal:
        terminal.see("1 of 1", "Type a number")
        answer = "8" if ASKS["count"] in terminal.text else "1969"
        terminal.send(f"\x1b[200~{answer}\n\x1b[201~")
        terminal.see(f" {answer}")
        terminal.send("\r")
        terminal.see("your answer")


SIGNALS = {"SIGTERM": 143, "SIGHUP": 129, "SIGINT": 130, "SIGQUIT": 131}


@pytest.mark.parametrize("name", [*SIGNALS, "ctrl-c"])
def test_a_signal_in_mid_question_loses_nothing(pack: Path, name: str) -> None:
    with open_terminal(*play(pack, "--kind", "typed")) as terminal:
        terminal.see("1 of 2", "Type your answer")
        first = next(key for key, ask in ASKS.items() if ask in terminal.text)
        terminal.send("Pluto\r")
        terminal.see("Not quite", "enter next")
        terminal.send("\r")
        terminal.see("2 of 2", "Type your answer")
        second = next(key for key, ask in ASKS.items() if ask in terminal.text)
        terminal.send("Mercu")
        terminal.see("Mercu")
        if name == "ctrl-c":
            terminal.send("\x03")
        else:
            terminal.kill(signal.Signals[name])
        assert terminal.wait() == SIGNALS.get(name, 130)
        assert_restored(terminal)
    assert read_saved() == [(f"planets/{first}", "wrong")]
    with _open_home_with(pack) as terminal:
        terminal.see("Continue")
        terminal.send("c")
        terminal.see(ASKS[second])


def test_a_game_that_was_left_goes_on_at_once() -> None:
    with open_terminal("play", "--kind", "choice", "-n", "2") as terminal:
        terminal.see("1 of 2", "confirm")
        terminal.send("1")
        terminal.see("your answer")
        terminal.send("\x11")
        assert terminal.wait() == 0
    with open_terminal("play", "--continue") as terminal:
        terminal.see("2 of 2", "confirm")


def test_a_window_that_is_closed_ends_the_game(pack: Path) -> None:
    for _ in range(5):
        with open_terminal(*play(pack, "--kind", "typed")) as terminal:
            terminal.see("1 of 2", "Type your answer")
            terminal.send("\x1b")
            terminal.see("Paused")
            terminal.send("h")
            assert terminal.hang_up() == SIGNALS["SIGHUP"]


@contextmanager
def _open_home_with(pack: Path) -> Iterator[Terminal]:
    """Open home as Ann, with the pack among the player's own."""
    own = find_places().packs
    own.mkdir(parents=True, exist_ok=True)
    (own / pack.name).write_bytes(pack.read_bytes())
    with open_terminal(LOGNAME="Ann") as terminal:
        yield terminal


def test_signals_at_home_and_at_the_verdict_leave_the_terminal_as_it_was(pack: Path) -> None:
    with open_terminal() as terminal:
        terminal.see("Quit")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait() == 143
        assert_restored(terminal)
    with open_terminal(*play(pack, "--kind", "choice")) as terminal:
        terminal.see("1 of 2", "confirm")
        terminal.send("1")
        terminal.see("your answer")
        terminal.kill(signal.SIGHUP)
        assert terminal.wait() == 129
        assert_restored(terminal)
    assert len(read_saved()) == 1


def test_the_terminal_may_change_its_size_in_mid_question(pack: Path) -> None:
    with open_terminal(*play(pack, "--kind", "typed")) as terminal:
        terminal.see("1 of 2", "Type your answer")
        terminal.send("Satur")
        terminal.see("Satur")
        terminal.resize(20, 5)
        terminal.see("More room")
        terminal.resize(120, 40)
        terminal.see("Satur", "earth", "orbit")
        terminal.miss("More room")
        terminal.send("n")
        terminal.see("Saturn")
        terminal.resize(80, 24)
        terminal.send("\r")
        terminal.see("your answer")


def test_a_dumb_terminal_is_told_of_the_plain_game() -> None:
    with open_terminal(TERM="dumb") as terminal:
        assert terminal.wait() == 2
        assert "spacequiz play --plain" in terminal.output.decode()
        assert "\x1b" not in terminal.output.decode()
        assert terminal.modes == terminal.before


def test_without_a_terminal_the_plain_game_is_named() -> None:
    result = run()
    assert result.returncode == 2
    assert b"spacequiz play --plain" in result.stderr


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)], ids="{0[0]}x{0[1]}".format)
def test_ascii_draws_nothing_else(pack: Path, size: tuple[int, int]) -> None:
    long = "The Planets and all that goes around them, as far as it was counted in this year's book"
    pack.write_text(pack.read_text().replace("The Planets", long))
    with open_terminal(*play(pack, "--ascii"), size=size) as terminal:
        for number in range(1, 4):
            terminal.see(f"{number} of 10", "confirm")
            assert terminal.text.isascii(), terminal.text
            terminal.send("\x1bOR")
            terminal.see("Skipped" if size[1] > 12 else "enter next")
            assert terminal.text.isascii(), terminal.text
            terminal.send("\r")
        terminal.see("4 of 10", "confirm")
        terminal.send("\x10")
        terminal.see("Search for commands")
        assert terminal.text.isascii(), terminal.text
        terminal.send("\x1b")
        terminal.miss("Search for commands")
        terminal.send("\x1bOP")
        terminal.see("esc closes")
        assert terminal.text.isascii(), terminal.text
        terminal.send("\r")
        terminal.miss("esc closes")
        terminal.send("\x1b")
        terminal.see("Paused")
        assert terminal.text.isascii(), terminal.text


@pytest.mark.parametrize("way", ["closed window", "SIGHUP", "SIGTERM", "SIGQUIT"])
def test_answers_in_memory_are_rescued_however_the_game_is_ended(
    pack: Path, tmp_path: Path, way: str
) -> None:
    with open_terminal(*play(pack, "--kind", "typed"), TMPDIR=str(tmp_path)) as terminal:
        terminal.see("1 of 2", "Type your answer")
        home = find_places().save.parent
        home.rename(home.with_name("away"))
        home.write_text("in the way of the folder")
        terminal.send("Pluto\r")
        terminal.see("Answers cannot be written now", "enter next")
        if way == "closed window":
            assert terminal.hang_up() == 129
        else:
            terminal.kill(getattr(signal, way))
            assert terminal.wait() == SIGNALS[way]
    (rescued,) = tmp_path.glob("spacequiz-rescued-*.db")
    with closing(sqlite3.connect(rescued)) as connection:
        assert connection.execute("SELECT COUNT(*) FROM answer").fetchone() == (1,)


CRASH = """
import sys
from spacequiz.tui.widgets.track import FlightTrack

def render(self):
    secret_answer = "the secret answer"
    raise RuntimeError("boom")

if len(sys.argv) > 1:
    FlightTrack.render = render
from spacequiz.cli import main
sys.argv[0] = "spacequiz"
main()
"""


def test_a_crash_says_so_in_two_lines_and_leaves_a_scrubbed_report(
    pack: Path, tmp_path: Path
) -> None:
    driver = tmp_path / "driver.py"
    driver.write_text(CRASH)
    terminal = Terminal([str(driver), *play(pack)])
    try:
        assert terminal.wait() == 1
        assert_restored(terminal)
        output = terminal.output.decode("utf-8", "replace")
    finally:
        terminal.close()
    told = list_told(output)
    assert len(told) == 2, told
    assert told[0].startswith("spacequiz stopped because of a mistake of its own.")
    (report,) = find_places().logs.iterdir()
    assert str(report) in told[1]
    assert "Traceback" not in output
    assert "boom" in report.read_text("utf-8")
    for text in (output, report.read_text("utf-8")):
        assert "the secret answer" not in text.replace('"the secret answer"', "")
        assert "Jupiter" not in text


BREAKS = """
import sys
from spacequiz.tui.screens.question import QuestionScreen
from spacequiz.tui.widgets.hanging import HangingText

def fail(*_):
    raise RuntimeError("boom")

HangingText.render = fail
QuestionScreen.action_go_on = fail
from spacequiz.cli import main
sys.argv[0] = "spacequiz"
main()
"""


def test_a_help_that_fails_costs_itself_and_a_question_that_fails_costs_no_answer(
    tmp_path: Path,
) -> None:
    pack = write_plain(find_places().packs)
    driver = tmp_path / "driver.py"
    driver.write_text(BREAKS)
    terminal = Terminal([str(driver), *play(pack, "--kind", "choice")])
    try:
        terminal.see("1 of 2", "confirm")
        terminal.send("?")
        terminal.see("This cannot be shown because of a", "1 of 2", "confirm")
        terminal.send("1")
        terminal.see("your answer", "enter next")
        terminal.send("\r")
        assert terminal.wait() == 1
        assert_restored(terminal)
        assert len(list_told(terminal.output.decode("utf-8", "replace"))) == 2
    finally:
        terminal.close()
    assert len(read_saved()) == 1
    done = run("play", "--plain", "--continue", "--player", "Ann", stdin="1\n")
    assert "2 of 2" in done.stdout.decode()
    assert len(read_saved()) == 2


def list_told(output: str) -> list[str]:
    """Return the lines that were printed once the screen was gone."""
    after = re.sub(r"\x1b[^a-zA-Z]*[a-zA-Z]", "", output.split("\x1b[?1049l")[-1])
    return [line.strip() for line in after.splitlines() if line.strip()]


def test_a_crash_while_packs_are_read_is_reported_from_where_it_came(tmp_path: Path) -> None:
    (tmp_path / "yaml.py").write_text('raise RuntimeError("boom")')
    with open_terminal(PYTHONPATH=str(tmp_path)) as terminal:
        assert terminal.wait() == 1
        assert_restored(terminal)
        assert len(list_told(terminal.output.decode("utf-8", "replace"))) == 2
    (report,) = find_places().logs.iterdir()
    assert "yaml.py" in report.read_text("utf-8")


def test_a_save_file_damaged_in_mid_game_is_replaced_and_the_game_goes_on(pack: Path) -> None:
    with open_terminal(*play(pack, "--kind", "choice")) as terminal:
        terminal.see("1 of 2", "confirm")
        find_places().save.write_bytes(b"\x00" * 40960)
        terminal.send("1")
        terminal.see("The save file was damaged", "just now is kept", "enter next")
        terminal.send("\r")
        terminal.see("2 of 2", "confirm")
        terminal.send("\x11")
        assert terminal.wait() == 0
        assert_restored(terminal)
    assert len(read_saved()) == 1
    assert not find_places().logs.exists()


def test_every_key_is_answered_soon_even_while_a_flood_of_them_comes(pack: Path) -> None:
    with open_terminal(*play(pack, "--kind", "choice")) as terminal:
        terminal.see("1 of 2", "confirm")
        terminal.send("\x1b[B" * 500 + "\x1b[A" * 500)
        began = time.monotonic()
        terminal.send("?")
        terminal.see("esc closes")
        assert time.monotonic() - began < 10
