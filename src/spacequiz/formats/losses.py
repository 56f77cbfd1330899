"""What a question holds that another format cannot, said in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.kinds import Difficulty, Kind
from spacequiz.game.question import Choice, Match, Number, Several, Typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacequiz.game.question import Question

KIND_NAMES = {
    Kind.CHOICE: "a question with one right option",
    Kind.SEVERAL: "a question with several right options",
    Kind.TRUE_FALSE: "a true-false question",
    Kind.TYPED: "a typed question",
    Kind.NUMBER: "a number question",
    Kind.ORDER: "an order question",
    Kind.MATCH: "a match question",
}


def find_losses(question: Question, kept: frozenset[str]) -> list[str]:
    """Return what a question loses in a format that keeps only these parts of one."""
    return [f"lost {words}" for part, words in _list_parts(question) if part not in kept]


def _list_parts(question: Question) -> Iterator[tuple[str, str]]:
    """Yield each part of a question that not every format can hold, and its name."""
    body = question.body
    if question.explain:
        yield "explain", "the explanation"
    if isinstance(body, Choice | Several) and any(option.why for option in body.wrong):
        yield "why", "why wrong options are wrong"
    if isinstance(body, Choice) and body.keep_last is not None:
        yield "keep-last", "which option stays last"
    if isinstance(body, Typed):
        if body.accept:
            yield "accept", "the other answers that are right"
        if body.reject:
            yield "reject", "the answers that are close, but wrong"
        if not body.typos:
            yield "typos", "that the spelling must be exact"
    if isinstance(body, Number):
        if body.tolerance:
            yield "tolerance", "the tolerance"
        if body.unit:
            yield "unit", "the unit"
    if isinstance(body, Match) and body.extra:
        yield "extra", "the extra options"
    if question.hint:
        yield "hint", "the hint"
    if question.category != "General":
        yield "category", "the category"
    if question.difficulty is not Difficulty.MEDIUM:
        yield "difficulty", "the difficulty"
    if question.tags:
        yield "tags", "the tags"
    if question.citation is not None:
        yield "source", "the source"
