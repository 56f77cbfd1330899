"""A page to print: what sheets and their key have in common."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Protocol

from spacequiz.formats.sheet_items import isolate
from spacequiz.formats.sheet_style import make_style
from spacequiz.formats.sheet_words import find_direction

if TYPE_CHECKING:
    from spacequiz.formats.sheet_items import Press
    from spacequiz.formats.sheet_words import Words
    from spacequiz.game.question import Question

_CODE_LENGTH = 4
_FOOTER_LENGTH = 60
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


@dataclass(frozen=True, slots=True)
class Version:
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


def print_credit(heading: Heading, words: Words) -> str:
    """Return what a license asks for: the title, who wrote it, and the license.

    It stands in the head: at the end it would often come alone on a page.
    """
    if not heading.authors and not heading.license:
        return ""
    told = f"{words.from_pack} {isolate(heading.title)}"
    if heading.authors:
        told += f", {words.by} {isolate(', '.join(heading.authors))}"
    if heading.license:
        told += f", {isolate(heading.license)}"
    return f'<p class="credit label">{told}</p>'


def make_page(heading: Heading, name: str, body: str, layout: Layout, *, key: bool) -> bytes:
    """Return a whole file of HTML.

    Args:
        heading: What the pack says about itself.
        name: What to call it in the title and at the foot of each page, as plain text.
        body: What is on the page, as HTML.
        layout: How it looks.
        key: Whether it is the key.
    """
    language, direction = escape(heading.language), find_direction(heading.language)
    title = heading.title
    footer = title if len(title) <= _FOOTER_LENGTH else f"{title[:_FOOTER_LENGTH].rstrip()}…"
    style = make_style(f"{footer} · {name}", large=layout.large, key=key)
    page = (
        f'<!DOCTYPE html>\n<html lang="{language}" dir="{direction}">\n<head>\n'
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)} · {escape(name)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n{body}</body>\n</html>\n"
    )
    # A lone surrogate is no text; it can only come from a question made in memory.
    return page.encode("utf-8", "replace")
