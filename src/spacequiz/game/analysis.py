"""Item analysis: what the answers of many students say about the questions of a pack."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.analysis_advice import Flag, advise
from spacequiz.game.analysis_answers import OptionCount, count_options, is_blank, judge
from spacequiz.game.analysis_formulas import (
    average,
    compare_extremes,
    correlate,
    deviate,
    find_alpha,
    measure_efficiency,
)
from spacequiz.game.modes import MODES
from spacequiz.game.records import Aid, Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacequiz.game.question import Question

CAUTION_BELOW = 30
"""With fewer answers the numbers swing too much to be relied on."""


class Reply(NamedTuple):
    """Hold an answer of a student; a number stands for each student."""

    student: int
    answer: Answer
    mode: str = ""


@dataclass(frozen=True, slots=True)
class ItemAnalysis:
    """Sum up the answers to a question. What cannot be told is None."""

    question: Question
    n: int = 0
    """How many students were asked."""
    here: int = 0
    """How many of them in this pack, and not in its edition in another language."""
    difficulty: float | None = None
    """The mean credit, from 0 to 1: the higher, the easier."""
    deviation: float | None = None
    compared: int = 0
    """How many of the students answered other questions, too: the next three rest on them."""
    discrimination: float | None = None
    """From -100 to 100."""
    upper_lower: float | None = None
    """From -1 to 1."""
    efficiency: float | None = None
    """At most 100."""
    options: tuple[OptionCount, ...] = ()
    """Of those asked here, in the pack's order; for questions without options, the wrong answers
    given most often."""
    blank: int = 0
    """How many gave no answer."""
    helped: int = 0
    """How many took a hint or fifty-fifty."""
    claimed: int = 0
    """How many called an answer right that was judged wrong."""
    flags: tuple[Flag, ...] = ()

    @property
    def cautious(self) -> bool:
        """Return whether there are too few answers to rely on."""
        return self.n < CAUTION_BELOW


@dataclass(frozen=True, slots=True)
class PackAnalysis:
    """Sum up the answers to all questions of a pack."""

    students: int
    replies: int
    """How many first answers there are."""
    mean: float | None
    """The mean of the students' mean credits, from 0 to 1."""
    deviation: float | None
    alpha: float | None
    """Cronbach's α."""
    items: tuple[ItemAnalysis, ...]
    """One for each question, in the order given, unanswered ones too."""
    editions: Mapping[str, int]
    """How many of the first answers were given in editions in other languages, by their packs."""

    @property
    def cautious(self) -> bool:
        """Return whether there are too few students to rely on."""
        return self.students < CAUTION_BELOW


def analyse(
    questions: Sequence[Question], replies: Iterable[Reply], editions: Iterable[Question] = ()
) -> PackAnalysis:
    """Analyse the first answers of each student to each of the questions.

    Later answers do not count: the game explains each answer, so they tell what was remembered of
    the explanation. A student who was not asked a question has no cell there, and every number
    comes from the cells that exist. Students are compared by how far above or below the average
    of each question they are, so that those who drew harder questions are not taken for weaker;
    where everyone answered everything, that is the same as comparing the sums.

    Args:
        questions: What to analyse.
        replies: The answers, each student's in the order of giving.
        editions: The questions as they are in other languages, which answers to them are judged
            by.
    """
    first = _choose_first(questions, replies, editions)
    elsewhere = [a.address for (_, address), (a, _) in first.items() if a.address != address]
    rows: dict[int, dict[str, float]] = {}
    columns: dict[str, _Column] = {}
    for (student, address), (answer, credit) in first.items():
        rows.setdefault(student, {})[address] = credit
        columns.setdefault(address, {})[student] = answer, credit
    students = _compare(rows)
    scores = [fsum(row.values()) / len(row) for row in rows.values()]
    return PackAnalysis(
        students=len(rows),
        replies=len(first),
        mean=average(scores),
        deviation=deviate(scores),
        alpha=find_alpha(list(rows.values())),
        items=tuple(_analyse_item(q, columns.get(q.address, {}), students) for q in questions),
        editions=Counter(address.partition("/")[0] for address in elsewhere),
    )


_Column = dict[int, tuple["Answer", float]]
"""The answers to one question and their credits, by student."""


class _Student(NamedTuple):
    merits: Mapping[str, float]
    """For each question answered, the credit above or below the average of all who answered it."""
    whole: float
    """The sum of the merits."""


def _choose_first(
    questions: Sequence[Question], replies: Iterable[Reply], editions: Iterable[Question]
) -> dict[tuple[int, str], tuple[Answer, float]]:
    """Return each student's first answer to each question, in any edition, with its credit."""
    here = {question.address: question for question in questions}
    keys = {question.progress_key: question.address for question in questions}
    known = {question.address: question for question in editions} | here
    found: dict[tuple[int, str], tuple[Answer, float]] = {}
    for student, answer, mode in replies:
        address = answer.address if answer.address in here else keys.get(answer.progress_key)
        # Where skipping is free, it says nothing about what the student knows.
        free = mode in MODES and MODES[mode].passes(answer.verdict)
        # What was answered a second time says nothing either.
        free = free or Aid.SEEN in answer.aids
        if address is not None and not free and (student, address) not in found:
            found[student, address] = answer, judge(known.get(answer.address), answer)
    return found


def _compare(rows: Mapping[int, Mapping[str, float]]) -> dict[int, _Student]:
    """Return how each student did in comparison with all who answered the same questions."""
    marks: dict[str, list[float]] = {}
    for row in rows.values():
        for address, credit in row.items():
            marks.setdefault(address, []).append(credit)
    means = {address: fsum(found) / len(found) for address, found in marks.items()}
    students = {}
    for student, row in rows.items():
        merits = {address: credit - means[address] for address, credit in row.items()}
        students[student] = _Student(merits, fsum(merits.values()))
    return students


def _analyse_item(
    question: Question, column: _Column, students: Mapping[int, _Student]
) -> ItemAnalysis:
    if not column:
        return ItemAnalysis(question)
    answers = [answer for answer, _ in column.values()]
    # Options in another language are other words.
    here = [answer for answer in answers if answer.address == question.address]
    item = ItemAnalysis(
        question=question,
        n=len(column),
        here=len(here),
        difficulty=average([credit for _, credit in column.values()]),
        deviation=deviate([credit for _, credit in column.values()]),
        options=count_options(question, here),
        blank=sum(map(is_blank, answers)),
        helped=sum(bool(answer.aids) for answer in answers),
        claimed=sum(answer.claimed for answer in answers),
    )
    item = _discriminate(item, column, students)
    return replace(item, flags=advise(item))


def _discriminate(
    item: ItemAnalysis, column: _Column, students: Mapping[int, _Student]
) -> ItemAnalysis:
    """Add how well the question tells better students from weaker ones."""
    others = [student for student in column if len(students[student].merits) > 1]
    marks = [column[student][1] for student in others]
    rests, totals = [], []
    for merits, whole in map(students.__getitem__, others):
        rests.append((whole - merits[item.question.address]) / (len(merits) - 1))
        totals.append(whole / len(merits))
    return replace(
        item,
        compared=len(others),
        discrimination=correlate(marks, rests),
        upper_lower=compare_extremes(marks, totals),
        efficiency=measure_efficiency(marks, rests),
    )
