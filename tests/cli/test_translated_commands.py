"""The commands in another language: their help, and what they say, without an English word left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
import pytest

from accents import Accented, find_plain_words
from builders import describe_choice, make_runner, write_pack
from spacequiz import language
from spacequiz.cli import spacequiz
from spacequiz.cli.translated import translate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SAME = {
    *("spacequiz", "play", "textual", "python", "sqlite", "Million", "Miles", "Away", "The", "sky"),
    *("id", "title", "explain", "choice", "medium", "en", "General", "Science"),
}
"""Names, and what stands in packs."""
CLICK = {"Usage", "Options", "Commands", "Show", "this", "message", "and", "exit", "default"}
"""What click takes from a catalogue of its own, which is none here."""


@pytest.fixture(autouse=True)
def _accented(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_catalogue", Accented())


def list_commands(command: click.Command, path: str = "spacequiz") -> Iterator[tuple[str, str]]:
    """Yield each command with its help."""
    context = click.Context(command, info_name=path)
    yield path, command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from list_commands(translate(found), f"{path} {name}")


def test_the_help_of_every_command_is_translated() -> None:
    found = {}
    names = {word for path, _ in list_commands(spacequiz) for word in path.split()}
    for path, told in list_commands(translate(spacequiz)):
        # What is typed: options, their values and their names.
        told = re.sub(
            r"-{1,2}[a-z0-9-]+|\[[^\]]*\]|\b[A-Z,.|]{2,}\b|[a-z-]+(?:\|[a-z-]+)+", " ", told
        )
        words = {w for w in find_plain_words(told) if not w.isupper()} - CLICK - names
        if words:
            found[path] = words
    assert found == {}


@pytest.mark.parametrize(
    "arguments",
    [
        *("packs", "packs show the-sky.yaml", "packs show none", "packs search zzz", "packs flags"),
        *(
            "check the-sky.yaml",
            "check bad.yaml",
            "scores",
            "players",
            "doctor",
            "report ./the-sky.yaml",
        ),
        *(
            "history export x.txt",
            "new the-sky.yaml",
            "packs remove none",
        ),
        *("packs add none.zip", "play --pack ./the-sky.yaml --plain"),
    ],
)
def test_what_a_command_says_is_translated(
    arguments: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    question = describe_choice("a", ask="5?", answer="7", wrong=["8", "9"], hint="1", explain="5")
    write_pack(tmp_path, [question], name="sky")
    (tmp_path / "bad.yaml").write_text("spacequiz: 1\nid: b d\nquestions: []\n", "utf-8")
    done = make_runner().invoke(translate(spacequiz), arguments.split())
    told = f"{done.stdout}\n{done.stderr}\n{done.exception or ''}"
    assert find_plain_words(told) - SAME == set()


def test_a_complaint_about_a_number_names_its_type() -> None:
    play = spacequiz.get_command(click.Context(spacequiz), "play")
    assert play is not None
    translated = translate(play)
    number = next(param for param in translated.params if param.name == "number")
    assert find_plain_words(number.type.name) == set()
    assert "INTEGER RANGE" in translated.get_help(click.Context(translated))
