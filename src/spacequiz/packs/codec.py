"""A question as JSON, the form in which the bank keeps it."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from spacequiz.game.kinds import Difficulty
from spacequiz.game.question import (
    Body,
    Choice,
    Citation,
    Match,
    Number,
    Order,
    Question,
    Several,
    TrueFalse,
    Typed,
    Wrong,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_encode_json = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), check_circular=False
).encode


def encode(question: Question) -> str:
    """Return a question as JSON without the passage, which many questions can share."""
    q = question
    citation = q.citation and [q.citation.document, q.citation.title, q.citation.paragraphs]
    body = _ENCODERS[type(q.body)](q.body)
    return _encode_json(
        [
            q.pack,
            q.id,
            q.ask,
            q.kind,
            body,
            q.explain,
            citation,
            q.category,
            q.difficulty,
            q.hint,
            q.tags,
            q.language,
            q.origin,
        ]
    )


def decode(text: str) -> Question:
    """Return the question that `encode` has written, still without its passage.

    Raises:
        ValueError: The text is damaged.
    """
    try:
        (
            pack,
            key,
            ask,
            kind,
            body,
            explain,
            cited,
            category,
            level,
            hint,
            tags,
            language,
            origin,
        ) = json.loads(text)
        citation = cited and Citation(cited[0], cited[1], tuple(cited[2]))
        return Question(
            pack,
            key,
            ask,
            _DECODERS[kind](body),
            explain,
            citation,
            category,
            Difficulty(level),
            hint,
            tuple(tags),
            language,
            origin,
        )
    except (TypeError, KeyError, IndexError, ArithmeticError) as error:
        raise ValueError(str(error)) from None


def set_passage(question: Question, passage: str) -> Question:
    """Return the question with the passage that it cites."""
    if question.citation is None or not passage:
        return question
    return replace(question, citation=question.citation._replace(passage=passage))


def _encode_wrong(options: tuple[Wrong, ...]) -> list[tuple[str, str]]:
    return [(option.text, option.why) for option in options]


# By type and not by `match`, which takes as long for a body as all the rest of its question.
_ENCODERS: dict[type, Callable[[Any], Any]] = {
    Choice: lambda b: (b.answer, _encode_wrong(b.wrong), b.keep_last),
    Several: lambda b: (b.answers, _encode_wrong(b.wrong)),
    TrueFalse: lambda b: b.answer,
    Typed: lambda b: (b.answer, b.accept, b.reject, b.typos),
    Number: lambda b: (str(b.answer), str(b.tolerance), b.unit),
    Order: lambda b: b.items,
    Match: lambda b: (b.pairs, b.extra),
}


def _decode_wrong(options: list[Any]) -> tuple[Wrong, ...]:
    return tuple([Wrong(text, why) for text, why in options])


_DECODERS: dict[str, Callable[[Any], Body]] = {
    "choice": lambda b: Choice(b[0], _decode_wrong(b[1]), b[2]),
    "several": lambda b: Several(tuple(b[0]), _decode_wrong(b[1])),
    "true-false": TrueFalse,
    "typed": lambda b: Typed(b[0], tuple(b[1]), tuple(b[2]), b[3]),
    "number": lambda b: Number(Decimal(b[0]), Decimal(b[1]), b[2]),
    "order": lambda b: Order(tuple(b)),
    "match": lambda b: Match(tuple([(left, right) for left, right in b[0]]), tuple(b[1])),
}
