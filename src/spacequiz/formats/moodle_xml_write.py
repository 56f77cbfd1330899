"""Moodle XML, written: all texts as plain text, so that Moodle shows them letter by letter."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from spacequiz.formats import moodle
from spacequiz.formats.common import CannotCarry, Exported, Loss, flatten, join_difficulty, spread
from spacequiz.formats.losses import find_losses
from spacequiz.game.question import Choice, Match, Number, Order, Several, TrueFalse, Typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacequiz.formats.common import Heading
    from spacequiz.game.question import Question

KEPT = frozenset(
    (
        *("explain", "why", "accept", "reject", "tolerance", "unit", "extra"),
        *("category", "difficulty", "tags", "hint"),
    )
)

_TYPES = {
    Choice: "multichoice",
    Several: "multichoice",
    TrueFalse: "truefalse",
    Typed: "shortanswer",
    Number: "numerical",
    Order: "ordering",
    Match: "matching",
}


def write(questions: Iterable[Question], head: Heading) -> Exported:
    """Return a Moodle XML file with the questions, and what it cannot hold."""
    title = escape(flatten(head.title)).replace("--", "- -")
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<!-- {title} -->", "<quiz>"]
    losses: list[Loss] = []
    left_out = 0
    category = ""
    for question in questions:
        try:
            element = list(_write_question(question))
        except CannotCarry as error:
            losses.append(Loss(question.id, f"left out: {error}"))
            left_out += 1
            continue
        if question.category != category:
            category = question.category
            lines.append('  <question type="category">')
            lines.append(f"    <category>{_text(moodle.write_category(category))}</category>")
            lines.append("  </question>")
        lines += element
        losses += [Loss(question.id, what) for what in find_losses(question, KEPT)]
    lines.append("</quiz>\n")
    return Exported("\n".join(lines).encode(), tuple(losses), left_out)


def _write_question(question: Question) -> Iterator[str]:
    yield f'  <question type="{_TYPES[type(question.body)]}">'
    yield f"    <name>{_text(question.id)}</name>"
    yield _prose("questiontext", question.ask)
    yield _prose("generalfeedback", question.explain)
    yield "    <defaultgrade>1</defaultgrade>"
    yield f"    <idnumber>{question.id}</idnumber>"
    yield from _write_body(question)
    if question.hint:
        yield _prose("hint", question.hint)
    if tags := join_difficulty(question):
        yield "    <tags>"
        yield from (f"      <tag>{_text(tag)}</tag>" for tag in tags)
        yield "    </tags>"
    yield "  </question>"


def _write_body(question: Question) -> Iterator[str]:
    body = question.body
    match body:
        case Choice():
            reasons = {option.text: option.why for option in body.wrong}
            yield "    <single>true</single>"
            yield "    <shuffleanswers>true</shuffleanswers>"
            for text in spread(question, body.answer, list(reasons), body.keep_last):
                weight = "100" if text == body.answer else "0"
                yield _answer(text, weight, reasons.get(text, ""))
        case Several():
            yield from _write_several(body)
        case TrueFalse():
            for word, is_right in (("true", body.answer), ("false", not body.answer)):
                yield _answer(word, "100" if is_right else "0")
        case Typed():
            yield "    <usecase>0</usecase>"
            for text in (body.answer, *body.accept):
                yield _answer(moodle.escape_wildcards(text), "100")
            for text in body.reject:
                yield _answer(moodle.escape_wildcards(text), "0")
        case Number():
            tolerance = f"<tolerance>{body.tolerance:f}</tolerance>"
            yield _answer(f"{body.answer:f}", "100", extra=tolerance)
            if body.unit:
                unit = f"<multiplier>1</multiplier><unit_name>{escape(body.unit)}</unit_name>"
                yield f"    <units><unit>{unit}</unit></units>"
        case Order():
            yield "    <layouttype>VERTICAL</layouttype>"
            yield "    <selecttype>ALL</selecttype>"
            yield f"    <selectcount>{len(body.items)}</selectcount>"
            yield "    <gradingtype>RELATIVE_NEXT_EXCLUDE_LAST</gradingtype>"
            yield from (_answer(text, "100") for text in body.items)
        case Match():
            yield "    <shuffleanswers>true</shuffleanswers>"
            pairs = [*body.pairs, *(("", text) for text in body.extra)]
            for left, right in pairs:
                yield f'    <subquestion format="plain_text">{_text(left)}'
                yield f"      <answer>{_text(right)}</answer></subquestion>"


def _write_several(body: Several) -> Iterator[str]:
    if len(body.answers) + len(body.wrong) < 2:
        raise CannotCarry("it has a single option")
    share = moodle.write_share(len(body.answers))
    yield "    <single>false</single>"
    yield "    <shuffleanswers>true</shuffleanswers>"
    for text in body.answers:
        yield _answer(text, share)
    for option in body.wrong:
        yield _answer(option.text, f"-{share}", option.why)


def _answer(text: str, weight: str, feedback: str = "", extra: str = "") -> str:
    start = f'    <answer fraction="{weight}" format="plain_text">{_text(text)}{extra}'
    if feedback:
        start += f'<feedback format="plain_text">{_text(feedback)}</feedback>'
    return f"{start}</answer>"


def _prose(name: str, text: str) -> str:
    return f'    <{name} format="plain_text">{_text(text)}</{name}>'


def _text(text: str) -> str:
    return f"<text>{escape(text)}</text>"
