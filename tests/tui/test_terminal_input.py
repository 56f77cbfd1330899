"""What a terminal may send: keys that are written oddly, stray bytes, and sequences cut short."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from random import Random
from typing import TYPE_CHECKING

import pytest

from spacequiz.paths import find_places

from .packs import write_plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .terminal import Terminal

if sys.platform == "win32":
    pytest.skip("there are no ptys on Windows", allow_module_level=True)

from .terminal import Terminal

BROKEN = """
import sys
from spacequiz.tui.driver import GameDriver

def process_message(self, message):
    raise ValueError("boom")

GameDriver.process_message = process_message
from spacequiz.cli import main
sys.argv[0] = "spacequiz"
main()
"""
WELL_KNOWN = (b"\x11", b"\x03", b"\x1a")
"""Keys that leave the game or stop it, which no rubbish may hold."""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return the plain pack as a file of the player."""
    return write_plain(tmp_path / "mine")


@contextmanager
def open_game(pack: Path, *arguments: str, script: str = "") -> Iterator[Terminal]:
    """Play a pack in a terminal, or let a script do so."""
    start = ["-c", script] if script else ["-m", "spacequiz"]
    play = ("play", "--pack", str(pack), "--player", "Ann", "--seed", "fixed", *arguments)
    terminal = Terminal([*start, *play])
    try:
        terminal.see("1 of ", "help")
        yield terminal
    finally:
        terminal.close()


def assert_leaves_well(terminal: Terminal) -> None:
    """The game still takes its keys, and leaves the terminal as it was."""
    terminal.send("\x11")
    assert terminal.wait() == 0, terminal.text
    assert terminal.modes == terminal.before
    assert b"Traceback" not in terminal.output


@pytest.mark.parametrize("key", ["\x1b[49;1:1u", "\x1b[49;1:2u", "\x1b[49:33;1:1;49u"])
def test_a_key_with_its_event_is_the_key(pack: Path, key: str) -> None:
    with open_game(pack, "--kind", "choice") as terminal:
        terminal.send(key)
        terminal.see("your answer")
        assert_leaves_well(terminal)


STRAY = (
    "\x1b[49;1:3u",
    "\x1b[99999999999;1u",
    "\x1b[1:1:1;:::;1:1u",
    "\x1b[?1;2c",
    "\x1b[>0;10;1c",
    "\x1b[1;1;1;1;1z",
    "\x1bOb",
)


def test_what_stands_for_no_key_does_nothing(pack: Path) -> None:
    with open_game(pack, "--kind", "choice") as terminal:
        terminal.send("".join(STRAY))
        terminal.send("?")
        terminal.see("esc closes")
        terminal.send("?")
        terminal.miss("esc closes")
        assert "1 of 2" in terminal.text
        assert "your answer" not in terminal.text
        assert_leaves_well(terminal)


@pytest.mark.parametrize("seed", range(3))
def test_no_rubbish_ends_the_game(pack: Path, seed: int) -> None:
    chance = Random(seed)
    with open_game(pack, "--kind", "typed") as terminal:
        for _ in range(40):
            terminal.send_bytes(_make_rubbish(chance))
            terminal.read()
        terminal.read_for(0.5)
        assert terminal.process.poll() is None, terminal.output[-2000:]
        assert_leaves_well(terminal)


def _make_rubbish(chance: Random) -> bytes:
    """Return bytes as a broken line or a strange terminal might send them."""
    digits = "".join(chance.choices("0123456789;:<?>$ ", k=chance.randrange(12)))
    end = chance.choice("uuu~ABHPRSMmtycz[O")
    rubbish = chance.choice((f"\x1b[{digits}{end}", f"\x1b[{digits}", f"\x1bO{end}")).encode()
    if chance.random() < 0.5:
        rubbish += chance.randbytes(chance.randrange(8))
    for key in WELL_KNOWN:
        rubbish = rubbish.replace(key, b"")
    return rubbish


def test_a_mistake_in_reading_the_keyboard_is_reported(pack: Path) -> None:
    with open_game(pack, script=BROKEN) as terminal:
        terminal.send("x")
        assert terminal.wait() == 1
        assert terminal.modes == terminal.before
        told = terminal.output.decode("utf-8", "replace").split("\x1b[?1049l")[-1]
        assert "spacequiz stopped because of a mistake of its own." in told
        assert "Traceback" not in told
    (report,) = find_places().logs.iterdir()
    assert "ValueError: boom" in report.read_text("utf-8")


@pytest.mark.parametrize(
    ("hint", "answer"), [("р", "и"), ("H", "é"), ("h", "\x1b[233;;233u"), ("η", "２"), ("י", "נ")]
)
def test_other_keyboards_give_hints_and_answers(pack: Path, hint: str, answer: str) -> None:
    with open_game(pack, "--kind", "choice") as terminal:
        second = re.search(r" 2 (\w+)", terminal.text)
        assert second is not None
        terminal.send(hint)
        terminal.see("Hint")
        terminal.send(answer)
        terminal.see("your answer", "next")
        (chosen,) = [line for line in terminal.text.splitlines() if "your answer" in line]
        assert f" 2 {second[1]} " in chosen
        assert_leaves_well(terminal)


def test_a_text_is_typed_as_it_stands(pack: Path) -> None:
    with open_game(pack, "--kind", "typed") as terminal:
        terminal.send("Ыé&ABרש")
        terminal.see("Ыé&AB")
        assert "your answer" not in terminal.text
        assert_leaves_well(terminal)
