"""What the program says: messages with values, and counted things."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

import pytest

from spacequiz.errors import name_reason
from spacequiz.language import say, say_count, say_list, say_options, spoken
from unsaid import find_unsaid

if TYPE_CHECKING:
    from pathlib import Path

ROOMS = ("cli packs quizmaster words plain web", "formats", "save", "phones")
"""The rooms of the package that say all that a user reads through `language.say`.

Those that stand together hand sentences to one another, and are searched as one.
"""
NAMES = frozenset(("Open Trivia Database",))
"""What is called the same in every language."""


def test_a_message_without_values_keeps_its_braces() -> None:
    assert say("Write {name} there") == "Write {name} there"


def test_values_are_filled_in_and_are_no_templates_themselves() -> None:
    assert say("{one} and {other}", one="{other}", other="b") == "{other} and b"


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 packs in x"), (1, "1 pack in x"), (2, "2 packs in x"), (12_345, "12,345 packs in x")],
)
def test_counted_things_take_the_form_of_their_number(number: int, said: str) -> None:
    assert (
        say_count(number, "{count} pack in {place}", "{count} packs in {place}", place="x") == said
    )


@pytest.mark.parametrize(
    ("names", "listed"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "{c}"], "a, b and {c}")],
)
def test_names_are_listed_as_in_a_sentence(names: list[str], listed: str) -> None:
    assert say_list(names) == listed
    assert say_options(names) == listed.replace(" and ", " or ")


def test_without_a_catalogue_english_is_spoken() -> None:
    assert spoken() == "en"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has words of its own")
@pytest.mark.parametrize("code", [errno.EACCES, errno.ENOENT, errno.EROFS, errno.ELOOP])
def test_what_the_system_refuses_is_told_as_the_end_of_a_sentence(code: int) -> None:
    assert name_reason(OSError(code, os.strerror(code))) == os.strerror(code).lower()


def test_a_reason_of_our_own_stays_and_none_is_unknown() -> None:
    assert name_reason(OSError(errno.EACCES, "it is Sunday")) == "it is sunday"
    assert name_reason(OSError()) == "unknown reason"


@pytest.mark.parametrize("rooms", ROOMS)
def test_no_sentence_reaches_a_user_as_it_is_written(rooms: str) -> None:
    assert [each for each in find_unsaid(rooms.split()) if each.text not in NAMES] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('raise UsageError("No such pack.", hint="Name another.")', "Name another. No such pack."),
        ("message = f'{name} is no pack'\nraise UsageError(message)", "{} is no pack"),
        ("count = '1 pack' if n == 1 else f'{n} packs'\nclick.echo(count)", "{} packs"),
        (
            "def tell():\n    yield 'All is well.'\nfor line in tell(): click.echo(line)",
            "All is well.",
        ),
        ("def end(text): click.echo(text)\nend('It is over.')", "It is over."),
        ("MANY = {'a': 'Far too many'}\nclick.echo(MANY.get('a', ''))", "Far too many"),
        ("rows = [('the key', 'The words')]\nfor a, b in rows: click.echo(b)", "The words"),
        ('click.echo(say("{what} is wrong", what="the file"))', "the file"),
        ('click.echo(say("All is well."))', ""),
        ('click.echo(f"  spacequiz check {path}")', ""),
        ('click.echo(f"{path}:{line}: {code}")', ""),
        ('raise ValueError("a field is missing")', ""),
    ],
)
def test_sentences_are_followed_to_where_they_are_written(
    tmp_path: Path, source: str, found: str
) -> None:
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "file.py").write_text(source, "utf-8")
    assert " ".join(each.text for each in find_unsaid(["room"], tmp_path)) == found
