"""Printed sheets: one page of HTML for each version of a test, and the key to all of them.

What is on a sheet is found here; how it looks is said by the templates beside this file.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from random import Random
from string import ascii_letters, ascii_uppercase, digits
from typing import TYPE_CHECKING, NamedTuple, Protocol
from unicodedata import combining, east_asian_width

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from spacequiz.game.kinds import Difficulty, Way
from spacequiz.game.kinds.choices import TrueFalse
from spacequiz.game.kinds.figures import format_number
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Typed
from spacequiz.game.question import Citation, arrange_options, grade

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacequiz.game.question import Question

__all__ = ["KEY", "MOST_VERSIONS", "Layout", "Sheet", "SheetHeading", "make_sheets"]

MOST_VERSIONS = len(ascii_uppercase)
KEY = "key"
_HERE = Path(__file__).parent
_CODE_LENGTH = 4
_FOOTER_LENGTH = 60


class Sheet(NamedTuple):
    """Hold a file to print."""

    name: str
    """The letter of the version, or `key`."""
    data: bytes


class SheetHeading(Protocol):
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


def make_sheets(
    heading: SheetHeading,
    questions: Sequence[Question],
    *,
    pictures: Mapping[str, str] | None = None,
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
        pictures: Those of questions and options that have one, as `data:` links by their names.
        versions: How many versions to make, at most `MOST_VERSIONS`.
        seed: Shuffles questions and options.
        layout: How the sheets look.
    """
    layout = layout or Layout()
    words = find_words(heading.language)
    made = [
        _make_version(letter, questions, f"{seed}/{letter}", words, layout, pictures or {})
        for letter in ascii_uppercase[:versions]
    ]
    press = _Press(heading, words, layout, several=versions > 1)
    return (*map(press.print_version, made), press.print_key(made))


# -- what is on a sheet --------------------------------------------------------------------------


@dataclass(frozen=True)
class PrintedQuestion:
    """Hold a question as one version of a test asks it, and the answer as its key tells it."""

    question: Question
    shown: tuple[str, ...]
    """What can be chosen, in the order of this version."""
    words: dict[str, str]
    large: bool
    pictures: Mapping[str, str]
    """What can be shown, as `data:` links by the names of the pictures."""

    @property
    def kind(self) -> str:
        """Return how it is answered."""
        return self.question.kind

    @property
    def picture(self) -> str:
        """Return its picture as a `data:` link; nothing where there is none."""
        own = self.question.picture
        return self.pictures.get(own.file, "") if own else ""

    @property
    def options(self) -> list[tuple[str, str, str]]:
        """Return the text of each option, its picture as a link, and what that shows."""
        own = dict(self.question.pictured)
        found = []
        for text in self.shown:
            picture = own.get(text)
            link = self.pictures.get(picture.file, "") if picture else ""
            told = picture.tell_beside(text) if picture and not link else text
            found.append((told, link, picture.alt if picture else ""))
        return found

    @property
    def ask(self) -> str:
        """Return what is asked; where the picture is missing, what it would show."""
        return self.question.ask if self.picture else self.question.told

    @property
    def alt(self) -> str:
        """Return what the picture shows."""
        return self.question.picture.alt if self.question.picture else ""

    @property
    def explain(self) -> str:
        """Return why the answer is right."""
        return self.question.explain

    @property
    def citation(self) -> Citation | None:
        """Return where that is written."""
        return self.question.citation

    @property
    def unit(self) -> str:
        """Return what a number is measured in."""
        return self.question.body.unit

    @property
    def lefts(self) -> tuple[str, ...]:
        """Return what partners are to be found for."""
        return self.question.body.lefts

    @property
    def columns(self) -> str:
        """Return the style of as many columns as the options fit into."""
        short, medium = (5, 16) if self.large else (13, 32)
        longest = max((_measure(text) for text, _, _ in self.options), default=0)
        if longest <= short and len(self.shown) != 2:
            return " four" if len(self.shown) % 4 == 0 else " three"
        return " two" if longest <= medium else ""

    @property
    def answer(self) -> str:
        """Return the right answer as this version's letters, numbers or words tell it."""
        body, shown = self.question.body, self.shown
        if isinstance(body, TrueFalse):
            return self.lines[0]
        match body.way:
            case Way.PICK | Way.PICK_MANY:
                return ", ".join(name_option(n) for n, t in enumerate(shown) if t in body.right)
            case Way.ARRANGE:
                return " ".join(str(body.right.index(text) + 1) for text in shown)
            case Way.PAIR:
                return " ".join(name_option(shown.index(right)) for right in body.right)
            case Way.TYPE:
                return self.lines[0]

    @property
    def lines(self) -> list[str]:
        """Return the right answer without letters, a line each, ready for HTML."""
        if isinstance(self.question.body, TrueFalse):
            return [self.words["true" if self.question.body.answer else "false"]]
        return [isolate(line) for line in _tell_in_words(self.question)]

    @property
    def also(self) -> tuple[str, ...]:
        """Return what is right beside the answer that is shown."""
        body = self.question.body
        return tuple(dict.fromkeys((*body.key, *body.accept))) if isinstance(body, Typed) else ()


def _tell_in_words(question: Question) -> list[str]:
    body = question.body
    if isinstance(body, Number):
        text = format_number(body.answer, question.language)
        if body.tolerance:
            text += f" ± {format_number(body.tolerance, question.language)}"
        return [f"{text} {body.unit}".rstrip()]
    if body.way is Way.ARRANGE:
        return [f"{n}. {text}" for n, text in enumerate(body.right, start=1)]
    return list(grade(question, ()).answer)


@dataclass(frozen=True)
class Version:
    """Hold one version of a test: its questions in their order."""

    letter: str
    items: tuple[PrintedQuestion, ...]

    @property
    def has_options(self) -> bool:
        """Return whether anything is to be marked."""
        return any(i.kind in ("choice", "several", "true-false") for i in self.items)

    @cached_property
    def code(self) -> str:
        """Return a few letters that tell whether a sheet and a key belong together."""
        told = "\n".join(f"{item.question.address} {item.answer}" for item in self.items)
        digest = hashlib.sha256(told.encode("utf-8", "replace"))
        return digest.hexdigest()[:_CODE_LENGTH].upper()


def _make_version(
    letter: str,
    questions: Sequence[Question],
    seed: str,
    words: dict[str, str],
    layout: Layout,
    pictures: Mapping[str, str],
) -> Version:
    order = sorted(questions, key=lambda q: q.address)
    Random(f"sheet/{seed}").shuffle(order)
    levels = list(Difficulty)
    order.sort(key=lambda q: levels.index(q.difficulty))
    items = (
        PrintedQuestion(q, arrange_options(q, seed), words, layout.large, pictures) for q in order
    )
    return Version(letter, tuple(items))


def name_option(place: int) -> str:
    """Return the letter of an option; after Z come AA, AB and so on."""
    more, letter = divmod(place, len(ascii_uppercase))
    return (name_option(more - 1) if more else "") + ascii_uppercase[letter]


def _measure(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text if not combining(c))


# -- how it is printed ---------------------------------------------------------------------------


@dataclass(frozen=True)
class _Press:
    """Print the versions of one test."""

    heading: SheetHeading
    words: dict[str, str]
    layout: Layout
    several: bool

    def print_version(self, version: Version) -> Sheet:
        name = f"{version.letter} · {version.code}" if self.several else version.code
        return self._print("sheet.html", version.letter, name, version=version)

    def print_key(self, versions: Sequence[Version]) -> Sheet:
        places: dict[str, list[str]] = {}
        for version in versions:
            letter = f"{version.letter} " if self.several else ""
            for number, item in enumerate(version.items, start=1):
                places.setdefault(item.question.address, []).append(f"{letter}{number}")
        # The grid holds an answer a question: what else is right is told below it.
        told = [
            (item, " · ".join(places[item.question.address]))
            for item in versions[0].items
            if self.layout.explanations or item.also
        ]
        name = KEY if isinstance(self.words["key"], Markup) else self.words["key"]
        rows = list(zip(*(v.items for v in versions), strict=True))
        return self._print("key.html", KEY, name, versions=versions, rows=rows, told=told)

    def _print(self, template: str, letter: str, name: str, **what: object) -> Sheet:
        heading = self.heading
        title = heading.title
        if len(title) > _FOOTER_LENGTH:
            title = f"{title[:_FOOTER_LENGTH].rstrip()}…"
        page = (
            _open_templates()
            .get_template(template)
            .render(
                heading=heading,
                direction=find_direction(heading.language),
                words=self.words,
                layout=self.layout,
                several=self.several,
                is_key=letter == KEY,
                name=name,
                footer=f"{title} · {name}",
                **what,
            )
        )
        # A lone surrogate is no text; it can only come from a question made in memory.
        return Sheet(letter, page.encode("utf-8", "replace"))


@cache
def _open_templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined
    )
    templates.filters |= {"isolate": isolate, "letter": name_option, "css": _quote}
    return templates


def isolate(text: str) -> Markup:
    """Return a text for HTML, apart from the direction of the text around it."""
    return Markup("<bdi>{}</bdi>").format(text)


def _quote(text: str) -> Markup:
    """Return a text for a CSS string: all but letters and digits is written by its number."""
    plain = {*ascii_letters, *digits, " "}
    return Markup("".join(c if c in plain else f"\\{ord(c):X} " for c in text))  # noqa: S704


# -- in which language ---------------------------------------------------------------------------

_RIGHT_TO_LEFT = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "syr", "ug", "ur", "yi")
)


@cache
def _read_words() -> dict[str, dict[str, str]]:
    return tomllib.loads((_HERE / "words.toml").read_text("utf-8"))


def find_words(language: str) -> dict[str, str]:
    """Return the words of a language.

    Where English stands in, each is marked as English, so that it reads well from right to left
    and aloud.
    """
    known = _read_words()
    base = language.lower().replace("_", "-").partition("-")[0]
    mark = Markup('<span lang="en" dir="ltr">{}</span>')
    return known.get(base) or {name: mark.format(word) for name, word in known["en"].items()}


def find_direction(language: str) -> str:
    """Return `rtl` for what is written from right to left, else `ltr`."""
    parts = language.lower().replace("_", "-").split("-")
    arabic = {"arab", "hebr", "thaa", "syrc", "nkoo", "adlm"}.intersection(parts[1:])
    latin = "latn" in parts[1:] or "cyrl" in parts[1:]
    return "rtl" if arabic or (parts[0] in _RIGHT_TO_LEFT and not latin) else "ltr"
