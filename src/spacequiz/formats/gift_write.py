"""GIFT, written with everything escaped that Moodle would read more into."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacequiz.formats import moodle
from spacequiz.formats.common import CannotCarry, Exported, Loss, flatten, join_difficulty, spread
from spacequiz.formats.html_text import has_entity, has_html
from spacequiz.formats.losses import find_losses
from spacequiz.game.question import (
    Choice,
    Match,
    Number,
    Order,
    Several,
    TrueFalse,
    Typed,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacequiz.formats.common import Heading
    from spacequiz.game.question import Question

KEPT = frozenset(
    ("explain", "why", "accept", "reject", "tolerance", "extra", "category", "difficulty", "tags")
)

_RESERVED = re.compile(r"[\\#=~{}:]")
_NOT_IN_TAGS = re.compile(r"[<>`]|\\$")
_ORDERING = "ALL VERTICAL RELATIVE_NEXT_EXCLUDE_LAST SHOW none"


def write(questions: Iterable[Question], head: Heading) -> Exported:
    """Return a GIFT file with the questions, and what it cannot hold."""
    lines = [f"// {flatten(head.title)}", ""]
    losses: list[Loss] = []
    left_out = 0
    category = ""
    for question in questions:
        try:
            block, lost = _write_question(question)
        except CannotCarry as error:
            losses.append(Loss(question.id, f"left out: {error}"))
            left_out += 1
            continue
        if question.category != category:
            category = question.category
            path = moodle.write_category(category).replace("\\", "\\\\")
            lines += [f"$CATEGORY: {path}", ""]
        lines += [*block, ""]
        losses += [Loss(question.id, what) for what in [*lost, *find_losses(question, KEPT)]]
    return Exported("\n".join(lines).encode(), tuple(losses), left_out)


def _write_question(question: Question) -> tuple[list[str], list[str]]:
    lost: list[str] = []
    answers = list(_write_body(question, lost))
    if question.explain:
        answers.append(f"####{_prose(question.explain)}")
    comment = f"// [id:{question.id}]"
    for tag in join_difficulty(question):
        if _NOT_IN_TAGS.search(tag):
            lost.append(f'lost the tag "{tag}", whose signs Moodle refuses')
        else:
            comment += f" [tag:{tag.replace(']', chr(92) + ']')}]"
    ask = f"::{question.id}::[plain]{_escape(question.ask)} {{"
    if isinstance(question.body, Number | Order):
        ask += answers.pop(0)
    # Moodle trims each line, so the tab is only there for people.
    return [comment, ask, *(f"\t{line}" for line in answers), "}"], lost


def _write_body(question: Question, lost: list[str]) -> Iterator[str]:
    body = question.body
    match body:
        case Choice():
            reasons = {option.text: option.why for option in body.wrong}
            for text in spread(question, body.answer, list(reasons), body.keep_last):
                if text == body.answer:
                    yield f"={_prose(text)}"
                else:
                    yield _write_wrong(text, reasons[text], "")
        case Several():
            yield from _write_several(body)
        case TrueFalse():
            yield "TRUE" if body.answer else "FALSE"
        case Typed():
            yield from _write_typed(body, lost)
        case Number():
            yield f"#{body.answer:f}:{body.tolerance:f}"
        case Order():
            yield f">{len(body.items)} {_ORDERING}"
            yield from map(_check_item, body.items)
        case Match():
            for left, right in body.pairs:
                if "->" in left:
                    raise CannotCarry(f'Moodle would take the -> in "{left}" for a pair')
                yield f"={_prose(left)} -> {_escape(right)}"
            for text in body.extra:
                yield f"= -> {_escape(text)}"


def _write_several(body: Several) -> Iterator[str]:
    if len(body.answers) + len(body.wrong) < 2:
        raise CannotCarry("it has a single option")
    share = moodle.write_share(len(body.answers))
    for text in body.answers:
        yield f"~%{share}%{_prose(text)}"
    for option in body.wrong:
        yield _write_wrong(option.text, option.why, f"%-{share}%")


def _write_wrong(text: str, why: str, weight: str) -> str:
    if text.startswith("%"):
        weight = weight or "%0%"
    return f"~{weight}{_prose(text)}" + (f"#{_prose(why)}" if why else "")


def _write_typed(body: Typed, lost: list[str]) -> Iterator[str]:
    if "->" in body.answer:
        raise CannotCarry("Moodle would take the -> in its answer for a pair")
    texts = [("100", text) for text in (body.answer, *body.accept)]
    texts += [("0", text) for text in body.reject]
    for weight, text in texts:
        if "->" in text:
            lost.append(f'lost the answer "{text}", whose -> Moodle would take for a pair')
        else:
            yield f"=%{weight}%{_prose(moodle.escape_wildcards(text))}"


def _check_item(text: str) -> str:
    """Return an item to be put in order: Moodle escapes nothing there.

    Raises:
        CannotCarry: Moodle would read something else.
    """
    meant = re.search(r"[{}]|####|\\[\\:#=~n]", text) or text.startswith("//") or text == "0"
    if meant or has_html(text) or has_entity(text):
        raise CannotCarry(f'GIFT cannot hold "{text}" as an item to be put in order')
    return text


def _prose(text: str) -> str:
    """Return an escaped text in the format of its question."""
    # A text that begins with a bracket could name another format.
    return ("[plain]" if text.startswith("[") else "") + _escape(text)


def _escape(text: str) -> str:
    return _RESERVED.sub(lambda found: "\\" + found[0], text).replace("\n", "\\n")
