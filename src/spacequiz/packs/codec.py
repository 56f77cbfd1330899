"""Questions as the bank has them: JSON, whose fields follow from the kind."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from enum import EnumType
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from spacequiz.game.kinds import Difficulty, Kind
from spacequiz.game.kinds.fields import find_item, holds_pairs, list_fields, split_hint, split_names
from spacequiz.game.question import KINDS, Citation, Picture, Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacequiz.game.kinds.body import Body

_encode_json = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), check_circular=False
).encode


def encode(question: Question) -> str:
    """Return a question as JSON without the passage, which many questions can share."""
    q = question
    citation = q.citation and [q.citation.document, q.citation.title, q.citation.paragraphs]
    body = [_encode_field(getattr(q.body, name)) for name in _list_fields(q.kind).names]
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
            q.picture,
            q.pictured,
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
            picture,
            pictured,
        ) = json.loads(text)
        citation = cited and Citation(cited[0], cited[1], tuple(cited[2]))
        return Question(
            pack,
            key,
            ask,
            _list_fields(kind).decode(body),
            explain,
            citation,
            category,
            Difficulty(level),
            hint,
            tuple(tags),
            language,
            origin,
            picture and Picture(*picture),
            tuple([(option, Picture(*each)) for option, each in pictured]),
        )
    except (TypeError, KeyError, IndexError, ArithmeticError) as error:
        raise ValueError(str(error)) from None


def set_passage(question: Question, passage: str) -> Question:
    """Return the question with the passage that it cites."""
    if question.citation is None or not passage:
        return question
    return replace(question, citation=question.citation._replace(passage=passage))


def _encode_field(value: Any) -> Any:
    """Return a number as text, which keeps its digits; all else is JSON as it is."""
    return str(value) if value.__class__ is Decimal else value


def _make_decoder(hint: Any) -> Callable[[Any], Any] | None:
    form, item = split_hint(hint)[0], find_item(hint)
    if item is None:
        return form if form in (Decimal, bool) or form.__class__ is EnumType else None
    if split_hint(item)[0] is str:
        return tuple
    make = tuple if holds_pairs(hint) else item._make
    return lambda entries: tuple([make(entry) for entry in entries])


class _Fields(NamedTuple):
    """Hold the fields of a kind as JSON has them, and what makes of JSON what some of them hold."""

    body: type[Body]
    names: tuple[str, ...]
    named: tuple[str, ...]
    """The last of them, which are given by name alone."""
    decoders: tuple[tuple[int, Callable[[Any], Any]], ...]

    def decode(self, values: list[Any]) -> Body:
        if len(values) != len(self.names):
            raise ValueError("a field is missing")
        for place, decoder in self.decoders:
            values[place] = decoder(values[place])
        if not self.named:
            return self.body(*values)
        first = -len(self.named)
        return self.body(*values[:first], **dict(zip(self.named, values[first:], strict=True)))


# Only when a question of the kind is met: to look at all of them would slow each start.
@cache
def _list_fields(kind: str) -> _Fields:
    body = KINDS[Kind(kind)]
    placed, named = split_names(body)
    names = (*placed, *named)
    hints = {field.name: field.hint for field in list_fields(body)}
    decoders = [(place, _make_decoder(hints[name])) for place, name in enumerate(names)]
    known = tuple((place, decoder) for place, decoder in decoders if decoder is not None)
    return _Fields(body, names, named, known)
