"""Browsing: the questions of a pack in the order in which they are written, and a search in them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacequiz.game.question import Question
    from spacequiz.packs.bank import Bank


class Entry(NamedTuple):
    """List one question."""

    address: str
    ask: str
    category: str
    text: str
    """All that a search looks at, without case and accents."""


def list_entries(bank: Bank, pack: str) -> tuple[Entry, ...]:
    """Return the questions of a pack as they are written."""
    return tuple(_make_entry(question) for question in bank.questions(bank.list_written(pack)))


def search(entries: Sequence[Entry], words: str) -> tuple[Entry, ...]:
    """Return the entries in which all words are found, in the order of the entries."""
    wanted = _fold(words).split()
    return tuple(entry for entry in entries if all(word in entry.text for word in wanted))


def _make_entry(question: Question) -> Entry:
    texts = [question.id, question.ask, question.category, question.explain, *question.tags]
    for part in question.body.list_texts():
        texts += part
    return Entry(question.address, question.ask, question.category, _fold("\n".join(texts)))


_MARKS = re.compile("[\\u0300-\\u036f]")


def _fold(text: str) -> str:
    folded = text.casefold()
    return folded if folded.isascii() else _MARKS.sub("", unicodedata.normalize("NFD", folded))
