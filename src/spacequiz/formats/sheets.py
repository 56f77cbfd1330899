"""Printed sheets: one page of HTML for each version of a test, and the key to all of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from html import escape
from random import Random
from string import ascii_uppercase
from typing import TYPE_CHECKING, NamedTuple, Protocol

from spacequiz.formats.sheet_items import Press, isolate, tell_in_words
from spacequiz.formats.sheet_style import make_style
from spacequiz.formats.sheet_words import Words, find_direction, find_words
from spacequiz.game.question import Choice, Difficulty, Several, TrueFalse, Typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacequiz.game.question import Question

MOST_VERSIONS = len(ascii_uppercase)
KEY = "key"
_CODE_LENGTH = 4
# Nothing but the style in the file itself: not even a hostile text could load or run anything.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


class Heading(Protocol):
    """Know what a pack says about itself."""

    @property
    def title(self) -> str:
        """Return the pack's title."""

    @property
    def language(self) -> str:
        """Return the pack's language."""

    @property
    def authors(self) -> tuple[str, ...]:
        """Return who wrote it."""

    @property
    def license(self) -> str:
        """Return the short name of its license."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Say how sheets are printed."""

    large: bool = False
    """For readers who need large print."""
    bubbles: bool = False
    """With circles to fill in."""
    explanations: bool = False
    """With explanations in the key."""


class Sheet(NamedTuple):
    """Hold a file to print."""

    name: str
    """The letter of the version, or `key`."""
    data: bytes


@dataclass(frozen=True, slots=True)
class _Version:
    """Hold one version: its questions in their order, and how they are printed."""

    letter: str
    questions: tuple[Question, ...]
    press: Press

    @property
    def code(self) -> str:
        """Return a few letters that tell whether a sheet and a key belong together."""
        told = [f"{q.address} {self.press.tell_answer(q)}" for q in self.questions]
        digest = hashlib.sha256("\n".join(told).encode("utf-8", "replace"))
        return digest.hexdigest()[:_CODE_LENGTH].upper()


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
    return (*sheets, Sheet(KEY, _make_key(heading, made, words, layout)))


def _make_version(
    letter: str, questions: Sequence[Question], seed: str, words: Words, layout: Layout
) -> _Version:
    order = sorted(questions, key=lambda q: q.address)
    Random(f"sheet/{seed}").shuffle(order)
    levels = list(Difficulty)
    order.sort(key=lambda q: levels.index(q.difficulty))
    return _Version(letter, tuple(order), Press(words, seed, layout.large, layout.bubbles))


def _make_sheet(heading: Heading, version: _Version, layout: Layout, *, several: bool) -> bytes:
    words = version.press.words
    name = f"{version.letter} · {version.code}" if several else version.code
    printed = [version.press.print_question(q, n) for n, q in enumerate(version.questions, start=1)]
    label = f"{words.version} <b>{version.letter}</b> · {version.code}" if several else version.code
    body = (
        f'<header><div class="head"><h1>{isolate(heading.title)}</h1>'
        f'<p class="version label">{label}</p></div>{_print_fields(words, len(printed))}'
        f"{_print_hint(version, layout)}</header>\n<main>\n{''.join(printed)}</main>\n"
        f"{_print_end(heading, words)}"
    )
    return _make_page(heading, f"{heading.title} · {name}", body, layout, key=False)


def _print_fields(words: Words, points: int) -> str:
    fields = (("wide", words.name, ""), ("middle", words.date, ""), ("", words.score, points))
    printed = "".join(
        f'<p class="field {size}"><span class="label">{word}</span><i></i>'
        f"{f'<span>/ {after}</span>' if after else ''}</p>"
        for size, word, after in fields
    )
    return f'<div class="fields">{printed}</div>'


def _print_hint(version: _Version, layout: Layout) -> str:
    marked = any(isinstance(q.body, Choice | Several | TrueFalse) for q in version.questions)
    words = version.press.words
    hint = (words.fill if layout.bubbles else words.circle) if marked else ""
    return f'<p class="hint label">{hint}</p>'


def _print_end(heading: Heading, words: Words) -> str:
    """Return what a license asks for: the title, who wrote it, and the license."""
    if not heading.authors and not heading.license:
        return ""
    told = f"{words.from_pack} {isolate(heading.title)}"
    if heading.authors:
        told += f", {words.by} {isolate(', '.join(heading.authors))}"
    if heading.license:
        told += f", {isolate(heading.license)}"
    return f'<footer class="end label"><p>{told}</p></footer>\n'


def _make_key(
    heading: Heading, versions: Sequence[_Version], words: Words, layout: Layout
) -> bytes:
    told = versions[0].questions if layout.explanations else _find_written(versions[0].questions)
    body = (
        f'<header><div class="head"><h1>{isolate(heading.title)}</h1>'
        f'<p class="version label"><b>{words.key}</b></p></div></header>\n'
        f"{_print_grid(versions, words)}{_print_answers(told, versions, words, layout)}"
        f"{_print_end(heading, words)}"
    )
    name = KEY if "<" in words.key else words.key
    return _make_page(heading, f"{heading.title} · {name}", body, layout, key=True)


def _print_grid(versions: Sequence[_Version], words: Words) -> str:
    heads = "".join(f'<th scope="col"><b>{v.letter}</b> · {v.code}</th>' for v in versions)
    rows = []
    for number, row in enumerate(zip(*(v.questions for v in versions), strict=True), start=1):
        cells = "".join(
            f"<td>{version.press.tell_answer(question)}</td>"
            for version, question in zip(versions, row, strict=True)
        )
        rows.append(f'<tr><th scope="row" class="place">{number}</th>{cells}</tr>\n')
    head = f'<tr><th scope="col" class="place">{words.question}</th>{heads}</tr>'
    return f"<table><thead>{head}</thead>\n<tbody>\n{''.join(rows)}</tbody></table>\n"


def _find_written(questions: Iterable[Question]) -> list[Question]:
    """Return the questions with more right answers than fit into the grid."""
    return [q for q in questions if isinstance(q.body, Typed) and q.body.accept]


def _print_answers(
    questions: Sequence[Question], versions: Sequence[_Version], words: Words, layout: Layout
) -> str:
    places = {
        (version.letter, q.address): number
        for version in versions
        for number, q in enumerate(version.questions, start=1)
    }
    printed = []
    for question in questions:
        where = " · ".join(f"{v.letter} {places[v.letter, question.address]}" for v in versions)
        printed.append(
            f'<section class="answer"><p class="label">{where}</p>'
            f"<p>{isolate(question.ask)}</p>{_print_answer(question, words)}"
            f"{_print_explanation(question) if layout.explanations else ''}</section>\n"
        )
    return f"<h2>{words.answers}</h2>\n{''.join(printed)}" if printed else ""


def _print_answer(question: Question, words: Words) -> str:
    lines = tell_in_words(question, words)
    # The words for true and false are HTML already.
    plain = lines if isinstance(question.body, TrueFalse) else map(isolate, lines)
    answer = f'<p class="right">{"<br>".join(plain)}</p>'
    if isinstance(question.body, Typed) and question.body.accept:
        answer += f'<p class="label">{words.also}: {isolate(", ".join(question.body.accept))}</p>'
    return answer


def _print_explanation(question: Question) -> str:
    told = f"<p>{isolate(question.explain)}</p>" if question.explain else ""
    cited = question.citation
    if cited:
        places = ", ".join(map(str, cited.paragraphs))
        told += f'<p class="label">{isolate(cited.title)}{f" ¶ {places}" if places else ""}</p>'
    return told


def _make_page(heading: Heading, title: str, body: str, layout: Layout, *, key: bool) -> bytes:
    language, direction = escape(heading.language), find_direction(heading.language)
    page = (
        f'<!DOCTYPE html>\n<html lang="{language}" dir="{direction}">\n<head>\n'
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n"
        f"<style>{make_style(title, large=layout.large, key=key)}</style>\n</head>\n"
        f"<body>\n{body}</body>\n</html>\n"
    )
    # A lone surrogate is no text; it can only come from a question made in memory.
    return page.encode("utf-8", "replace")
