"""A rule about lists: a comma within quotation marks parts an entry that was meant as one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from spacequiz.game.question import Match, Typed
from spacequiz.packs.lint.item import Finding
from spacequiz.packs.tree import shorten
from spacequiz.text import is_parted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacequiz.packs.lint.item import Item

_KEYS = {"choice": "answer", "several": "answers", "order": "items"}


def check_parted(item: Item) -> Iterator[Finding]:
    """Find two entries of a list that hold the two halves of a quotation."""
    for key, texts in _list_entries(item):
        for index, (first, second) in enumerate(pairwise(texts)):
            if is_parted(first, second):
                message = f"{shorten(first)} and {shorten(second)} look like one entry"
                hint = "A comma parts entries; put all of an entry that has one in quotes."
                yield Finding((key, index, "text"), "parted-entry", message, hint)


def _list_entries(item: Item) -> Iterator[tuple[str, tuple[str, ...]]]:
    body = item.question.body
    if isinstance(body, Typed):
        yield "accept", body.accept
        yield "reject", body.reject
    elif isinstance(body, Match):
        yield "extra", body.extra
    else:
        yield _KEYS.get(item.question.kind, ""), item.keys
        yield "wrong", item.wrong


RULES = (check_parted,)
