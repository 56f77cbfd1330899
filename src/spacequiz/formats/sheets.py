"""Printed sheets: one page of HTML for each version of a test, and the key to all of them."""

from __future__ import annotations

from random import Random
from string import ascii_uppercase
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.formats.sheet_items import Press, isolate
from spacequiz.formats.sheet_key import KEY, make_key
from spacequiz.formats.sheet_page import Heading, Layout, Version, make_page, print_credit
from spacequiz.formats.sheet_words import Words, find_words
from spacequiz.game.kinds import Difficulty
from spacequiz.game.question import Choice, Several, TrueFalse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacequiz.game.question import Question

__all__ = ["KEY", "MOST_VERSIONS", "Heading", "Layout", "Sheet", "make_sheets"]

MOST_VERSIONS = len(ascii_uppercase)


class Sheet(NamedTuple):
    """Hold a file to print."""

    name: str
    """The letter of the version, or `key`."""
    data: bytes


def make_sheets(
    heading: Heading,
    questions: Sequence[Question],
    *,
    versions: int = 1,
    seed: str = "",
    layout: Layout | None = None,
) -> tuple[Sheet, ...]:
    """Return a sheet for each version, and the key last; the same arguments give the same bytes.

    Easy questions come first in every version, so that no version is harder to begin with. Within
    a difficulty each version has an order of its own, and so have the options.

    Args:
        heading: What the pack says about itself.
        questions: What is asked.
        versions: How many versions to make, at most `MOST_VERSIONS`.
        seed: Shuffles questions and options.
        layout: How the sheets look.
    """
    layout = layout or Layout()
    words = find_words(heading.language)
    made = [
        _make_version(letter, questions, f"{seed}/{letter}", words, layout)
        for letter in ascii_uppercase[:versions]
    ]
    several = versions > 1
    sheets = [Sheet(v.letter, _make_sheet(heading, v, layout, several=several)) for v in made]
    return (*sheets, Sheet(KEY, make_key(heading, made, words, layout)))


def _make_version(
    letter: str, questions: Sequence[Question], seed: str, words: Words, layout: Layout
) -> Version:
    order = sorted(questions, key=lambda q: q.address)
    Random(f"sheet/{seed}").shuffle(order)
    levels = list(Difficulty)
    order.sort(key=lambda q: levels.index(q.difficulty))
    return Version(letter, tuple(order), Press(words, seed, layout.large, layout.bubbles))


def _make_sheet(heading: Heading, version: Version, layout: Layout, *, several: bool) -> bytes:
    words = version.press.words
    name = f"{version.letter} · {version.code}" if several else version.code
    printed = [version.press.print_question(q, n) for n, q in enumerate(version.questions, start=1)]
    label = f"{words.version} <b>{version.letter}</b> · {version.code}" if several else version.code
    body = (
        f'<header><div class="head"><h1>{isolate(heading.title)}</h1>'
        f'<p class="version label">{label}</p></div>{_print_fields(words, len(printed))}'
        f"{_print_hint(heading, version, layout)}</header>\n"
        f"<main>\n{''.join(printed)}</main>\n"
    )
    return make_page(heading, name, body, layout, key=False)


def _print_fields(words: Words, points: int) -> str:
    fields = (("wide", words.name, ""), ("middle", words.date, ""), ("", words.score, points))
    printed = "".join(
        f'<p class="field {size}"><span class="label">{word}</span><i></i>'
        f"{f'<span>/ {after}</span>' if after else ''}</p>"
        for size, word, after in fields
    )
    return f'<div class="fields">{printed}</div>'


def _print_hint(heading: Heading, version: Version, layout: Layout) -> str:
    marked = any(isinstance(q.body, Choice | Several | TrueFalse) for q in version.questions)
    words = version.press.words
    hint = (words.fill if layout.bubbles else words.circle) if marked else ""
    told = f'<p class="label">{hint}</p>' if hint else ""
    return f'<div class="hint">{told}{print_credit(heading, words)}</div>'
