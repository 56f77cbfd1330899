"""The question: what is asked, in which order its options stand, and what a response is worth."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, NamedTuple, assert_never

from spacequiz.game.kinds import Difficulty, Kind
from spacequiz.game.kinds.arranged import Match, Order, _grade_match, _grade_order, _mix
from spacequiz.game.kinds.choices import (
    FALSE,
    KEPT_BY_FIFTY_FIFTY,
    REMEMBERED,
    TRUE,
    Choice,
    Several,
    TrueFalse,
    _arrange,
    _grade_choice,
    _grade_several,
    _grade_true_false,
)
from spacequiz.game.kinds.number import Number, _grade_number, _measure, judge_number
from spacequiz.game.kinds.typed import Typed, _grade_typed, judge_typed

if TYPE_CHECKING:
    from collections.abc import Container
    from decimal import Decimal

    from spacequiz.game.kinds.body import Grade, Judgement, Response


Body = Choice | Several | TrueFalse | Typed | Number | Order | Match

_KINDS: dict[type, Kind] = {
    Choice: Kind.CHOICE,
    Several: Kind.SEVERAL,
    TrueFalse: Kind.TRUE_FALSE,
    Typed: Kind.TYPED,
    Number: Kind.NUMBER,
    Order: Kind.ORDER,
    Match: Kind.MATCH,
}


class Citation(NamedTuple):
    """Say where a question's fact stands: a document and its paragraphs, counted from 1."""

    document: str
    """The document's id within the pack."""
    title: str
    paragraphs: tuple[int, ...] = ()
    passage: str = ""
    """The cited paragraphs themselves, where the pack ships the document's text."""


@dataclass(frozen=True, slots=True)
class Question:
    """Hold one question of a pack."""

    pack: str
    id: str
    ask: str
    body: Body
    explain: str = ""
    citation: Citation | None = None
    category: str = "General"
    difficulty: Difficulty = Difficulty.MEDIUM
    hint: str = ""
    tags: tuple[str, ...] = ()
    language: str = "en"
    origin: str = ""
    """The pack that a player's progress hangs on: the translated one, or else the pack itself."""
    words: Container[str] = field(default=frozenset(), compare=False, repr=False)
    """Words and answers of the whole pack, as `normalise` leaves them: no slips of one another."""

    @property
    def kind(self) -> Kind:
        """Return the kind, which follows from the body."""
        return _KINDS[type(self.body)]

    @property
    def address(self) -> str:
        """Return `pack-id/question-id`, which finds the question in the bank."""
        return f"{self.pack}/{self.id}"

    @property
    def progress_key(self) -> str:
        """Return what progress hangs on: the address in the original pack of a translation."""
        return f"{self.origin or self.pack}/{self.id}"


def find_twins(tags: tuple[str, ...]) -> frozenset[str]:
    """Return the `twin:NAME` tags: questions that share one give each other away."""
    return frozenset(tag for tag in tags if tag.startswith("twin:"))


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
            return _grade_typed(typed, response, question.language, question.ask, question.words)
        case Number() as number:
            return _grade_number(number, response, question.language)
        case Order(items):
            return _grade_order(items, response)
        case Match(pairs):
            return _grade_match(pairs, response)
        case never:
            assert_never(never)


def judge_text(question: Question, text: str) -> Judgement:
    """Return how a typed text is judged, and why.

    Raises:
        TypeError: The question is not answered by typing.
    """
    match question.body:
        case Typed() as typed:
            return judge_typed(
                text, typed, question.language, ask=question.ask, words=question.words
            )
        case Number() as number:
            return judge_number(number, text, question.language)
        case _:
            raise TypeError(f"a {question.kind} question is not answered by typing")


def judge_number_distance(question: Question, response: Response) -> Decimal | None:
    """Return how far a response is from the number asked for; None if it is no number."""
    body = question.body
    if not isinstance(body, Number):
        return None
    return _measure(body, response, question.language)


@lru_cache(maxsize=REMEMBERED)
def arrange_options(question: Question, seed: str) -> tuple[str, ...]:
    """Return the options in the order of showing; the same seed gives the same order.

    Numbers and years ascend, an option named by `keep_last` stays last, all else is shuffled.
    Typed and number questions have none; order questions have their items, match questions their
    right sides.
    """
    random = Random(f"options/{seed}/{question.address}")
    match question.body:
        case Choice(answer, wrong, keep_last):
            options = [answer, *(option.text for option in wrong)]
        case Several(answers, wrong):
            options, keep_last = [*answers, *(option.text for option in wrong)], None
        case TrueFalse():
            return (TRUE, FALSE)
        case Order(items):
            return _mix(items, random)
        case Match(pairs, extra):
            return _mix(tuple(dict.fromkeys(right for _, right in pairs)), random, extra)
        case Typed() | Number():
            return ()
    return _arrange(options, keep_last, question.language, random)


@lru_cache(maxsize=REMEMBERED)
def choose_removed(question: Question, seed: str) -> frozenset[str]:
    """Return the wrong options that fifty-fifty takes away; empty where it cannot help."""
    if not isinstance(question.body, Choice):
        return frozenset()
    wrong = [option.text for option in question.body.wrong]
    surplus = len(wrong) + 1 - KEPT_BY_FIFTY_FIFTY
    if surplus < 1:
        return frozenset()
    return frozenset(Random(f"halve/{seed}/{question.address}").sample(wrong, surplus))
