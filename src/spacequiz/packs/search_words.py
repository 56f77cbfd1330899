"""The words by which a question is found, whatever the language and however they are typed."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from spacequiz.game.kinds.sameness import fold_accents

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacequiz.game.question import Question


MOST_CHARACTERS = 200
"""Of what is typed; the rest finds nothing that this does not."""
MOST_WORDS = 12


def list_texts(question: Question) -> list[str]:
    """Return all texts of a question that a search looks at."""
    texts = [question.id, question.ask, question.category, question.explain, *question.tags]
    for part in question.body.list_texts():
        texts += part
    return texts


def split_wish(text: str) -> list[str]:
    """Return the beginnings of words that somebody looks for, each once."""
    return list(dict.fromkeys(split_words(text[:MOST_CHARACTERS])))[:MOST_WORDS]


def split_words(text: str) -> list[str]:
    """Return the words of a text without case, accents and signs.

    Where a script writes no blanks, each two characters that stand together are a word, and so is
    the last one alone: any part of such a text is then found by its pairs.
    """
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    plain = unicodedata.normalize("NFKC", text.casefold()).translate(_LETTERS)
    return _RUN.sub(_pair, plain).split()


def mark_words(texts: Iterable[str]) -> str:
    """Return the words of some texts for an index that knows ASCII letters and signs by itself."""
    text = "\n".join(texts)
    return text if text.isascii() else " ".join(split_words(text))


def has_all(words: Iterable[str], wanted: Iterable[str]) -> bool:
    """Return whether each wanted beginning is that of a word."""
    line = f" {' '.join(words)}"
    return all(f" {each}" in line for each in wanted)


_ASCII_WORD = re.compile("[a-z0-9]+")
_RUN = re.compile(
    # Thai to Tibetan and Burmese, Khmer, kana with their marks, and Han with its extensions.
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)


def _pair(found: re.Match[str]) -> str:
    run = found[0]
    pairs = [run[at : at + 2] for at in range(len(run))]
    return f" {' '.join(pairs)} "


class _Letters(dict[int, str]):
    """Say what is left of each character; a sign is a word of its own, but for punctuation."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        category = unicodedata.category(character)
        if category[0] in "LN":
            left = fold_accents(character)
        elif category[0] == "M":
            left = "" if unicodedata.combining(character) else character
        elif category[0] == "S" and code > 127:
            left = f" {character} "
        else:
            left = " "
        self[code] = left
        return left


_LETTERS = _Letters()
