"""Rules about the source: the cited passage holds the answer, where its text is shipped."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from spacequiz.game.kinds.choices import Choice
from spacequiz.game.kinds.figures import read_number
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Typed
from spacequiz.language import say
from spacequiz.packs.lint.item import Finding
from spacequiz.packs.lint.speech import find_stem, split_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacequiz.game.question import Citation
    from spacequiz.packs.lint.item import Item
    from spacequiz.packs.pack import Document

_PREFIX = 5
"""Letters by which a word of the answer is found in a passage, whatever its ending."""


def check_source(item: Item) -> Iterator[Finding]:
    """Find an answer that the cited passage does not hold, though its text is there to look at."""
    cited = item.question.citation
    if cited is None or not cited.paragraphs or not cited.passage:
        return
    document = item.pack.head.documents[cited.document]
    if _holds(item, _read(document, cited, item.language)):
        return
    elsewhere = _find_elsewhere(item, document)
    where = ("source", "paragraphs" if len(cited.paragraphs) > 1 else "paragraph")
    message = say(
        "Paragraph {numbers} of {document} does not hold the answer",
        numbers=", ".join(map(str, cited.paragraphs)),
        document=cited.document,
    )
    if elsewhere:
        hint = say(
            "Paragraph {number} has the words of the answer. Is it the one?", number=elsewhere
        )
        yield Finding(where, "source-lacks-answer", message, hint)
    elif isinstance(item.question.body, Typed | Number) and _is_about(item, document):
        hint = say(
            "What is to be typed should stand in the passage; correct the paragraph, or allow it."
        )
        yield Finding(where, "source-lacks-answer", message, hint)


def _read(document: Document, cited: Citation, language: str) -> frozenset[str]:
    texts = [document.paragraphs[n - 1] for n in cited.paragraphs if n <= len(document.paragraphs)]
    return frozenset().union(*(_read_paragraph(text, language) for text in texts))


@lru_cache(maxsize=10_000)
def _read_paragraph(text: str, language: str) -> frozenset[str]:
    """Return the words of a paragraph, cut to what does not change, and its numbers in digits."""
    words = split_words(text)
    found = {_cut(word, language) for word in words}
    found.update(
        f"{value.normalize():f}" for word in words for value in read_number(word, language)
    )
    return frozenset(found)


def _cut(word: str, language: str) -> str:
    return find_stem(word, language)[:_PREFIX]


def _holds(item: Item, passage: frozenset[str]) -> bool:
    """Return whether a passage has a word of the answer; True where there is nothing to find."""
    body = item.question.body
    if isinstance(body, Number):
        return f"{body.answer.normalize():f}" in passage
    if not isinstance(body, Choice | Typed):
        return True
    words = [word for key in item.keys for word in _find_words(key, item)]
    return not words or any(_cut(word, item.language) in passage for word in words)


def _find_words(text: str, item: Item) -> list[str]:
    """Return what of an answer can be looked for: words that carry meaning, numbers in digits."""
    words = [word for word in split_words(text) if word not in item.speech.function_words]
    numbers = [f"{value.normalize():f}" for w in words for value in read_number(w, item.language)]
    return words + numbers


def _find_elsewhere(item: Item, document: Document) -> int:
    """Return the one paragraph that holds every word of the answer; 0 if none or several do."""
    body = item.question.body
    if isinstance(body, Number):
        words = [f"{body.answer.normalize():f}"]
    else:
        words = [word[:_PREFIX] for word in item.find_meanings(item.keys[0])]
    found = [
        number
        for number, text in enumerate(document.paragraphs, 1)
        if words and all(word in _read_paragraph(text, item.language) for word in words)
    ]
    return found[0] if len(found) == 1 else 0


def _is_about(item: Item, document: Document) -> bool:
    """Return whether the document speaks of the question, in the question's language."""
    if not item.meanings:
        return False
    known = {word for text in document.paragraphs for word in _read_paragraph(text, item.language)}
    return 2 * sum(word[:_PREFIX] in known for word in item.meanings) >= len(item.meanings)


RULES = (check_source,)
