"""The game in other locales, on a real terminal: what it cannot show is never sent."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from builders import describe_choice, describe_typed, run, write_pack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform == "win32":
    pytest.skip("there are no ptys on Windows", allow_module_level=True)

from tui.terminal import Terminal

LATIN = {"LC_ALL": "de_DE.ISO-8859-1"}
ASCII_ONLY = [
    {"LC_ALL": "C"},
    {"LC_ALL": "POSIX"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    # Not installed: the locale is then C.
    LATIN,
    LATIN | {"PYTHONUTF8": "0"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "latin-1"},
]
QUESTION = describe_choice("a", ask="¿Dónde está “Łódź”, 東京 — ß…?", explain="Así es – naïve.")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_pack(tmp_path, [QUESTION], title="Ünïcode ✓")


@pytest.fixture
def latin(tmp_path: Path) -> dict[str, str]:
    """Return an environment where a Latin-1 locale is installed."""
    place = tmp_path / "locales" / LATIN["LC_ALL"]
    place.parent.mkdir()
    made = subprocess.run(
        ["localedef", "-i", "de_DE", "-f", "ISO-8859-1", str(place)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("no locale can be made here")
    return LATIN | {"LOCPATH": str(place.parent)}


@contextmanager
def open_terminal(*arguments: object, **env: str) -> Iterator[Terminal]:
    terminal = Terminal(["-m", "spacequiz", *map(str, arguments)], size=(80, 24), **env)
    try:
        yield terminal
    finally:
        terminal.close()


def play_to_the_end(terminal: Terminal) -> None:
    terminal.see("1 of 1", "confirm")
    terminal.send("1")
    terminal.see("your answer", "next")
    terminal.send("\r")
    terminal.see("accuracy")
    terminal.send("\x11")
    assert terminal.wait() == 0


@pytest.mark.parametrize("env", ASCII_ONLY, ids=str)
def test_where_only_ascii_is_sure_the_screen_is_drawn_in_it(
    pack: Path, env: dict[str, str]
) -> None:
    with open_terminal("play", "--pack", pack, **env) as terminal:
        terminal.see('?Donde esta "Lodz"', "-")
        play_to_the_end(terminal)
        assert terminal.output.isascii()
        assert b"\\u" not in terminal.output
        assert b"\\x" not in terminal.output


def test_home_and_the_quiz_night_are_drawn_in_ascii_too() -> None:
    for arguments in [(), ("night", "--teams", "Zoë,Łukasz")]:
        with open_terminal(*arguments, LC_ALL="C") as terminal:
            terminal.see("Quit" if not arguments else "Lukasz", "help")
            terminal.send("\x11")
            assert terminal.wait() == 0
            assert terminal.output.isascii()


def test_a_latin_terminal_keeps_the_letters_that_it_has(pack: Path, latin: dict[str, str]) -> None:
    with open_terminal("play", "--pack", pack, **latin) as terminal:
        terminal.until(lambda: b"next" in terminal.output or press(terminal), "a verdict")
        sent = terminal.output.decode("latin-1")
        assert '¿Dónde está "Lódz"' in sent
        assert b"\\u" not in terminal.output


def test_a_latin_terminal_types_its_letters(tmp_path: Path, latin: dict[str, str]) -> None:
    pack = write_pack(tmp_path, [describe_typed("drink", "café")], title="Drinks")
    with open_terminal("play", "--pack", pack, **latin) as terminal:
        terminal.until(lambda: b"confirm" in terminal.output, "the question")
        terminal.send_bytes(b"caf\xe9")
        terminal.until(lambda: b"\xe9" in terminal.output, "what was typed")
        terminal.send("\r")
        terminal.until(lambda: b"Right" in terminal.output, "the verdict")


def press(terminal: Terminal) -> bool:
    if b"confirm" in terminal.output:
        terminal.send("1")
    return False


@pytest.mark.parametrize("arguments", [("--ascii",), ("--ascii", "play"), ("--ascii", "night")])
def test_ascii_can_be_asked_for_before_every_screen(arguments: tuple[str, ...]) -> None:
    with open_terminal(*arguments) as terminal:
        terminal.see("help")
        drawn = terminal.text
        terminal.send("\x11")
        assert terminal.wait() == 0
    assert not set("❯●━╌▶█▀▄─·") & set(drawn)


@pytest.mark.parametrize("env", ASCII_ONLY, ids=str)
def test_a_plain_game_on_a_terminal_prints_what_it_can_show(
    pack: Path, env: dict[str, str]
) -> None:
    with open_terminal("play", "--plain", "--pack", pack, **env) as terminal:
        terminal.see('?Donde esta "Lodz"', "Your answer:")
        terminal.send("1\r\r")
        assert terminal.wait() == 0
        assert terminal.output.isascii()
        assert b"naive" in terminal.output


COMMANDS = (
    "--help",
    "packs",
    "packs show a-million-miles-away-es",
    "report a-million-miles-away-es",
    "scores",
    "doctor",
    "play --plain -n 1",
)


# The poorest two meet every command, the others those that print most.
POOREST = {"ascii", "cp437"}
TELLING = {"packs", "play --plain -n 1"}


@pytest.mark.parametrize(
    ("command", "encoding"),
    [
        pytest.param(
            command,
            encoding,
            marks=() if encoding in POOREST or command in TELLING else pytest.mark.soak,
        )
        for command in COMMANDS
        for encoding in ("ascii", "latin-1", "cp437", "koi8-r", "shift-jis")
    ],
)
def test_no_command_fails_at_a_character(warm_home: Path, command: str, encoding: str) -> None:
    done = run(*command.split(), env={"PYTHONIOENCODING": encoding})
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u" not in done.stdout
    done.stdout.decode(encoding)


def test_turkish_letters_change_no_command(pack: Path) -> None:
    for name in ("Istanbul", "ISPARTA", "izmir"):
        done = run(
            "play",
            "--plain",
            "--pack",
            pack,
            "--player",
            name,
            stdin="H\nI\nQ\n",
            env={"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
        )
        assert done.returncode == 0
        assert "The game stops here." in done.stdout.decode()


@pytest.mark.parametrize("term", ["linux"])
def test_a_console_gets_the_glyphs_that_its_font_has(pack: Path, term: str) -> None:
    with open_terminal("play", "--pack", pack, TERM=term) as terminal:
        terminal.see("¿Dónde está “Łódź”")
        play_to_the_end(terminal)
        assert not set("❯●━╌▶█▀▄─✗✦◆") & set(terminal.output.decode())


@pytest.mark.parametrize("term", ["linux", "screen", "xterm", "vt100"])
def test_with_few_colors_the_cursor_is_not_as_red_as_a_wrong_answer(pack: Path, term: str) -> None:
    with open_terminal("play", "--pack", pack, TERM=term) as terminal:
        terminal.see("1 of 1", "confirm")
        terminal.send("\x1b[B")
        terminal.until(lambda: " > " in terminal.text or "❯" in terminal.text, "the cursor")
        cursor = color_of(terminal, ">" if term == "linux" else "❯")
        terminal.send("\r")
        terminal.see("your answer")
        if "Not quite" in terminal.text:
            assert cursor != color_of(terminal, "Not quite")
        else:
            assert cursor != color_of(terminal, "Right")


def color_of(terminal: Terminal, text: str) -> tuple[str, bool]:
    x, y = terminal.where(text)
    character = terminal.screen.buffer[y - 1][x - 1]
    return character.fg, character.bold


@pytest.mark.parametrize("term", ["", "dumb", "unknown"])
@pytest.mark.parametrize("command", ["", "play", "night"])
def test_a_terminal_that_cannot_draw_is_told_of_plain_lines(command: str, term: str) -> None:
    with open_terminal(*command.split(), TERM=term) as terminal:
        assert terminal.wait() == 2
        said = terminal.output.decode()
    assert f"TERM is {term or 'not set'}." in said
    assert "spacequiz play --plain" in said
    assert "\x1b" not in said
