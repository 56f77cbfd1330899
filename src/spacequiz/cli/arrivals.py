"""What came in from another program's file: kinds, how the keys were found, and two samples.

A teacher sees by it at once whether options and keys were understood.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from spacequiz.formats.keys import How
from spacequiz.game.kinds.arranged import Matching, Order
from spacequiz.game.kinds.choices import TrueFalse
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Typed
from spacequiz.language import say
from spacequiz.text import collapse, escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacequiz.formats.common import Loss
    from spacequiz.game.kinds.body import Body
    from spacequiz.game.question import Question
    from spacequiz.quizmaster.incoming import Loaded

_SAMPLES = 2
_WIDTH = 100


def tell_arrivals(loaded: Loaded) -> Iterator[str]:
    """Yield the lines of the table, and two questions with what is right marked."""
    yield say("What came in:")
    for (kind, how), count in _count(loaded):
        yield f"  {count:>5,} {_name_group(kind, how)}"
    if loaded.head.language != "en":
        yield "  " + say("language: {language}", language=loaded.head.language)
    yield say("Compare with your file (* is right):")
    for question in _choose(loaded):
        yield f"  {_line(question.ask)}"
        right, wrong = _list_sides(question.body)
        yield from (f"    * {_line(text)}" for text in right)
        yield from (f"    - {_line(text)}" for text in wrong)


def _name_group(kind: str, how: str) -> str:
    """Return the kind of questions, and how their right answers were told."""
    match how:
        case How.LETTER:
            return say("{kind}, right answer told by its letter", kind=kind)
        case How.NUMBER:
            return say("{kind}, right answer told by its number", kind=kind)
        case How.TEXT:
            return say("{kind}, right answer told by its text", kind=kind)
        case How.MARK:
            return say("{kind}, right answer told by a mark", kind=kind)
        case How.COLUMN:
            return say("{kind}, right answer told by its column", kind=kind)
    return kind


def render_arrivals(loaded: Loaded, losses: Sequence[Loss], **names: Any) -> str:
    """Return the same, and all that was lost, as JSON."""
    samples = [
        {"ask": question.ask, "kind": str(question.kind), "right": right, "wrong": wrong}
        for question in _choose(loaded)
        for right, wrong in [_list_sides(question.body)]
    ]
    kinds = [
        {"kind": str(kind), "key": how or None, "count": count}
        for (kind, how), count in _count(loaded)
    ]
    told = [loss._asdict() for loss in losses]
    names["language"] = loaded.head.language
    return json.dumps(names | {"kinds": kinds, "samples": samples, "losses": told}, indent=2)


def _pair(loaded: Loaded) -> list[tuple[Question, str]]:
    hows = loaded.hows or ("",) * len(loaded.questions)
    return list(zip(loaded.questions, hows, strict=True))


def _count(loaded: Loaded) -> list[tuple[tuple[str, str], int]]:
    return Counter((str(question.kind), how) for question, how in _pair(loaded)).most_common()


def _choose(loaded: Loaded) -> list[Question]:
    """Return a question of each of the commonest kinds; of one kind, the first and a later one."""
    first: dict[tuple[str, str], Question] = {}
    for question, how in _pair(loaded):
        first.setdefault((str(question.kind), how), question)
    chosen = [first[group] for group, _ in _count(loaded)][:_SAMPLES]
    if len(chosen) < min(_SAMPLES, len(loaded.questions)):
        chosen.append(loaded.questions[len(loaded.questions) // 2])
    return chosen


def _list_sides(body: Body) -> tuple[list[str], list[str]]:
    """Return what is right, and what is wrong, as texts."""
    match body:
        case TrueFalse():
            true, false = say("True"), say("False")
            return ([true], [false]) if body.answer else ([false], [true])
        case Number():
            within = f" ± {body.tolerance:f}" if body.tolerance else ""
            return [f"{body.answer:f}{within} {body.unit}".strip()], []
        case Order():
            return [f"{number}. {text}" for number, text in enumerate(body.items, 1)], []
        case Matching():
            return [f"{left} = {right}" for left, right in body.pairs], list(body.extra)
        case Typed():
            return [body.answer, *body.accept], list(body.reject)
        case _:
            right, wrong = body.list_texts()
            return list(right), list(wrong)


def _line(text: str) -> str:
    line = escape(collapse(text))
    return line if len(line) <= _WIDTH else line[: _WIDTH - 3].rstrip() + "..."
