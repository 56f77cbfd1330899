"""Rules about what is told around a question: its explanation and its hint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.question import Number, TrueFalse
from spacequiz.packs.lint.item import Finding
from spacequiz.packs.lint.speech import find_stem, split_words
from spacequiz.packs.lint.stem import find_text
from spacequiz.packs.tree import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacequiz.packs.lint.item import Item

MANY_WORDS = 40
"""Words of an explanation that is not a bare repetition, whatever they are."""


def check_explanation(item: Item) -> Iterator[Finding]:
    """Find an explanation that says nothing beyond the question and the answer."""
    question = item.question
    if not question.explain:
        return
    said = split_words(question.explain)
    if len(said) > MANY_WORDS:
        return
    known = set(item.meanings)
    # Other spellings of a typed answer are not what a player reads.
    for text in item.keys[:1] if question.kind == "typed" else item.keys:
        known.update(item.find_meanings(text))
    empty = item.speech.empty_words
    for word in said:
        stem = find_stem(word, item.language)
        if stem not in known and word not in empty and word not in item.speech.function_words:
            return
    message = "The explanation only repeats the question and the answer"
    if isinstance(question.body, TrueFalse):
        message = "The explanation only repeats the statement"
    hint = "Add a reason, a picture or a link: what would you say to a pupil who asks why?"
    yield Finding(("explain",), "explanation-says-nothing", message, hint)


def check_hint(item: Item) -> Iterator[Finding]:
    """Find a hint that contains the answer and none of the wrong ones."""
    question = item.question
    if not question.hint:
        return
    words = split_words(question.hint)
    if isinstance(question.body, Number):
        value = f"{question.body.answer:f}"
        found = value if value in question.hint and value in words else ""
    elif question.kind in ("choice", "typed"):
        found = find_text(item, question.hint)
    else:
        return
    if found:
        message = f"The hint says the answer {shorten(found)}"
        hint = "Point to a way of thinking, rule out a direction, or give a first letter."
        yield Finding(("hint",), "hint-tells-answer", message, hint)


RULES = (check_explanation, check_hint)
