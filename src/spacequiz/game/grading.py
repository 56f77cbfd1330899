"""Grading: what a response to a question is worth, part by part, and what was right."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, assert_never

from spacequiz.game.numbers import EXACT, format_number, read_number
from spacequiz.game.options import FALSE, TRUE
from spacequiz.game.question import (
    Choice,
    Match,
    Number,
    Order,
    Question,
    Several,
    TrueFalse,
    Typed,
    Wrong,
)
from spacequiz.game.typed import Outcome, judge_typed

if TYPE_CHECKING:
    from decimal import Decimal

    from spacequiz.game.records import Response

NOTHING, FULL = Fraction(0), Fraction(1)


class Part(NamedTuple):
    """Judge one option, item or pair."""

    text: str
    """The option as a response names it, the item, or the left side."""
    chosen: bool
    """The player picked it; items and pairs always count as chosen."""
    right: bool
    """The option belongs to the answer, the item stands where it belongs, the pair is right."""
    note: str = ""
    """Why a wrong option fails, where a wrong item belongs, what a wrong pair's partner is."""
    given: str = ""
    """The partner that the player chose."""


class Grade(NamedTuple):
    """Say what a response is worth, and why."""

    credit: Fraction
    """From 0 to 1."""
    parts: tuple[Part, ...] = ()
    """In the pack's order; none for typed answers and numbers."""
    answer: tuple[str, ...] = ()
    """The right answer, a line each."""
    remark: str = ""
    typo: bool = False
    """Right only because a typing mistake was forgiven."""


def grade(question: Question, response: Response) -> Grade:
    """Judge a response, whatever is in it.

    What is no answer to the question brings no credit: an empty response, one of the wrong
    length, an option or item that the question does not have, an item missing or named twice.
    Only a partner that a match question does not have costs no more than its own pair.
    """
    match question.body:
        case Choice(answer, wrong):
            return _grade_choice(answer, wrong, response)
        case Several(answers, wrong):
            return _grade_several(answers, wrong, response)
        case TrueFalse(answer=truth):
            return _grade_true_false(truth, response)
        case Typed() as typed:
            return _grade_typed(typed, response, question.language)
        case Number() as number:
            return _grade_number(number, response, question.language)
        case Order(items):
            return _grade_order(items, response)
        case Match(pairs):
            return _grade_match(pairs, response)
        case never:
            assert_never(never)


def judge_number_distance(question: Question, response: Response) -> Decimal | None:
    """Return how far a response is from the number asked for; None if it is no number."""
    body = question.body
    if not isinstance(body, Number):
        return None
    return _measure(body, response, question.language)


def _weigh_options(
    answers: tuple[str, ...], wrong: tuple[Wrong, ...], response: Response
) -> tuple[Part, ...]:
    return (
        *(Part(text, text in response, right=True) for text in answers),
        *(Part(option.text, option.text in response, False, option.why) for option in wrong),
    )


def _grade_choice(answer: str, wrong: tuple[Wrong, ...], response: Response) -> Grade:
    credit = FULL if response == (answer,) else NOTHING
    return Grade(credit, _weigh_options((answer,), wrong, response), (answer,))


def _grade_several(answers: tuple[str, ...], wrong: tuple[Wrong, ...], response: Response) -> Grade:
    """Credit right picks minus wrong picks over right ones, so that picking all brings little."""
    parts = _weigh_options(answers, wrong, response)
    known = {part.text for part in parts}.issuperset(response)
    hits = sum(part.right for part in parts if part.chosen)
    misses = sum(not part.right for part in parts if part.chosen)
    worth = known and hits > misses
    credit = Fraction(hits - misses, len(answers)) if worth else NOTHING
    return Grade(credit, parts, answers)


def _grade_true_false(truth: bool, response: Response) -> Grade:
    right = TRUE if truth else FALSE
    parts = tuple(Part(text, text in response, text == right) for text in (TRUE, FALSE))
    credit = FULL if response == (right,) else NOTHING
    return Grade(credit, parts, (right.capitalize(),))


def _grade_typed(body: Typed, response: Response, language: str) -> Grade:
    answer = (body.answer,)
    if len(response) != 1:
        return Grade(NOTHING, answer=answer)
    judgement = judge_typed(response[0], body, language)
    match judgement.outcome:
        case Outcome.EXACT:
            return Grade(FULL, answer=answer)
        case Outcome.TYPO:
            remark = f"accepted as {judgement.matched}"
            return Grade(FULL, answer=answer, remark=remark, typo=True)
        case Outcome.CLOSE:
            return Grade(NOTHING, answer=answer, remark="close")
        case Outcome.WRONG:
            return Grade(NOTHING, answer=answer)


def _grade_number(body: Number, response: Response, language: str) -> Grade:
    unit = f" {body.unit}" if body.unit else ""
    answer = [format_number(body.answer, language) + unit]
    if body.tolerance:
        answer.append(f"± {format_number(body.tolerance, language)}")
    distance = _measure(body, response, language)
    if distance is None:
        typed = any(text.strip() for text in response)
        return Grade(NOTHING, answer=tuple(answer), remark="not a number" if typed else "")
    credit = FULL if distance <= body.tolerance else NOTHING
    return Grade(credit, answer=tuple(answer))


def _measure(body: Number, response: Response, language: str) -> Decimal | None:
    """Return the distance of the reading that is nearest, where a text can mean two numbers."""
    readings = read_number(response[0], language, body.unit) if len(response) == 1 else ()
    return min((EXACT.abs(EXACT.subtract(n, body.answer)) for n in readings), default=None)


def _grade_order(items: tuple[str, ...], response: Response) -> Grade:
    """Credit the share of neighbours in the right order that the response keeps as neighbours.

    The right order brings 1 and nothing else does, its reverse 0. Places are not counted, since
    one item put first would make all of them wrong; nor are pairs that are merely in order with
    others between them, since chance alone puts half of those right.
    """
    fits = sorted(response) == sorted(items)
    places = response if fits else ("",) * len(items)
    parts = tuple(
        Part(item, chosen=True, right=True)
        if fits and item == placed
        else Part(item, chosen=True, right=False, note=f"belongs {_ordinal(place)}")
        for place, (item, placed) in enumerate(zip(items, places, strict=True), start=1)
    )
    if not fits or len(items) < 2:
        return Grade(FULL if fits and items else NOTHING, parts, items)
    kept = set(pairwise(response))
    neighbours = list(pairwise(items))
    credit = Fraction(sum(pair in kept for pair in neighbours), len(neighbours))
    return Grade(credit, parts, items)


def _grade_match(pairs: tuple[tuple[str, str], ...], response: Response) -> Grade:
    answer = tuple(f"{left} → {right}" for left, right in pairs)
    given = response if len(response) == len(pairs) else ("",) * len(pairs)
    parts = tuple(
        Part(left, True, partner == right, "" if partner == right else right, partner)
        for (left, right), partner in zip(pairs, given, strict=True)
    )
    credit = Fraction(sum(part.right for part in parts), len(parts) or 1)
    return Grade(credit, parts, answer)


def _ordinal(place: int) -> str:
    teen = place % 100 in (11, 12, 13)
    return f"{place}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th')}"
