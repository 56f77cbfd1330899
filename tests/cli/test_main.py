"""`spacequiz` itself: versions, help and unknown commands."""

from __future__ import annotations

import platform
import pty
import re
import sqlite3
import subprocess
import sys
from importlib.metadata import version
from os import close, read
from typing import TYPE_CHECKING

import click
import pytest

from builders import make_runner, run
from spacequiz import __version__
from spacequiz.cli import spacequiz

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def test_version_prints_what_the_game_stands_on() -> None:
    done = run("--version")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines() == [
        f"spacequiz {__version__}",
        f"Python {platform.python_version()}",
        f"Textual {version('textual')}",
        f"SQLite {sqlite3.sqlite_version}",
    ]
    assert version("spacequiz") == __version__


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_lists_commands_and_shows_examples(option: str) -> None:
    done = run(option)
    text = done.stdout.decode()
    assert done.returncode == 0
    for command in ("play", "packs", "check", "scores", "doctor"):
        assert re.search(rf"^  {command} +[A-Z].+\.$", text, re.MULTILINE)
    assert "Examples:\n" in text
    assert "spacequiz play --plain " in text


def list_commands() -> list[str]:
    text = run("--help").stdout.decode()
    listed = text.partition("Commands:\n")[2].partition("\n\n")[0]
    return re.findall(r"^  ([a-z]\S*)", listed, re.MULTILINE)


def test_every_command_has_help_of_its_own() -> None:
    commands = list_commands()
    assert len(commands) >= 5
    for command in commands:
        done = run(command, "--help")
        assert (done.returncode, done.stderr) == (0, b""), command
        assert done.stdout.decode().startswith(f"Usage: spacequiz {command} ")


def test_help_on_play_shows_examples() -> None:
    text = run("play", "--help").stdout.decode()
    assert "  Examples:\n    spacequiz play " in text
    for option in ("--pack", "--mode", "-n, --number", "--seed", "--player", "--plain", "--ascii"):
        assert f"  {option} " in text


@pytest.mark.parametrize("word", ["plya", "--bogus"])
def test_what_there_is_not_is_wrong_use_and_named(word: str) -> None:
    done = run(word)
    assert (done.returncode, done.stdout) == (2, b"")
    assert word in done.stderr.decode()
    assert "Try 'spacequiz -" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_a_slip_in_a_command_is_answered_with_the_likely_one(tmp_path: Path) -> None:
    assert "Did you mean 'check'?" in run("chekc").stderr.decode()
    assert "Did you mean" not in run("xyzzy").stderr.decode()
    pack = tmp_path / "my pack.yaml"
    pack.touch()
    assert f'spacequiz play --pack "{pack}"' in run(str(pack)).stderr.decode()


def test_a_dumb_terminal_gets_no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "spacequiz"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        timeout=60,
        check=False,
    )
    close(theirs)
    said = read(ours, 10_000).decode()
    close(ours)
    assert done.returncode == 2
    assert "TERM is dumb" in said
    assert "spacequiz play --plain" in said
    assert "\x1b" not in said


def test_nothing_is_written_to_disk_by_asking_for_help(tmp_path: object) -> None:
    from spacequiz.paths import find_places

    run("--help")
    run("--version")
    run("play", "--help")
    assert not find_places().save.parent.exists()


def walk_commands(group: click.Group, names: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*names, name)
        if isinstance(command, click.Group):
            yield from walk_commands(command, (*names, name))


@pytest.mark.parametrize("names", walk_commands(spacequiz), ids=" ".join)
def test_every_command_has_an_example_that_names_it(names: tuple[str, ...]) -> None:
    result = make_runner().invoke(spacequiz, [*names, "--help"])
    assert result.exit_code == 0
    _, word, examples = result.output.partition("Example")
    assert word
    assert f"spacequiz {' '.join(names)}" in examples
    assert max(map(len, examples.splitlines())) <= 80
    # In the list of commands, no explanation is cut.
    assert "..." not in result.output.partition("Commands:")[2]


def test_values_that_are_missing_are_listed_without_escapes() -> None:
    said = run("completion").stderr.decode()
    assert "\n  bash,\n  zsh,\n  fish" in said
