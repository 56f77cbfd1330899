"""Item analysis: what the answers of many students say about the questions of a pack."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from math import fsum, isfinite
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.analysis_formulas import (
    average,
    compare_extremes,
    correlate,
    deviate,
    find_alpha,
    measure_efficiency,
)
from spacequiz.game.kinds import Kind, Way
from spacequiz.game.modes import MODES
from spacequiz.game.question import grade
from spacequiz.game.records import FREE_AIDS, Aid, Answer, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacequiz.game.kinds.body import Response
    from spacequiz.game.question import Question


CAUTION_BELOW = 30
"""With fewer answers the numbers swing too much to be relied on."""


class Reply(NamedTuple):
    """Hold an answer of a student; a number stands for each student."""

    student: int
    answer: Answer
    mode: str = ""


class Fact(StrEnum):
    """Name what a teacher should look at in a question."""

    KEY_DOUBTED = "check-key"
    ANSWER_MISSING = "check-accept"
    KNOWN_BY_ALL = "known-by-all"
    EASY = "easy"
    GUESSED = "guessing"
    HARD = "hard"
    MISSED_BY_BETTER = "negative"
    WEAK = "weak"
    TEMPTS_BETTER = "tempts-better"
    DROP_OPTIONS = "drop-options"
    IDLE_OPTIONS = "idle-options"
    BLANK = "blank"
    HELPED = "helped"
    CLAIMED = "claimed"


@dataclass(frozen=True, slots=True)
class Concern:
    """Advise on a question."""

    fact: Fact
    options: tuple[str, ...] = ()
    """The options or answers that it is about."""
    count: int = 0
    """How many did so."""
    of: int = 0
    """Of how many; or how many were right."""


@dataclass(frozen=True, slots=True)
class OptionCount:
    """Count how often an option was chosen, or a wrong answer given."""

    text: str
    count: int
    share: float
    """Of all who saw all options, from 0 to 1."""
    right: bool = False
    idle: bool = False
    """A wrong option that hardly anyone chose."""
    pull: float | None = None
    """Whether better students chose it, from -100 to 100, as discrimination; None if that is unknown."""


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
    concerns: tuple[Concern, ...] = ()

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
    # A class gives the same few answers again and again.
    grades: dict[tuple[str, Response], float | None] = {}
    found: dict[tuple[int, str], tuple[Answer, float]] = {}
    for student, answer, mode in replies:
        address = answer.address if answer.address in here else keys.get(answer.progress_key)
        # Where skipping is free, it says nothing about what the student knows.
        free = mode in MODES and MODES[mode].passes(answer.verdict)
        # What was answered a second time says nothing either.
        free = free or Aid.SEEN in answer.aids
        if address is not None and not free and (student, address) not in found:
            said = answer.address, answer.response
            if said not in grades:
                grades[said] = _grade(known.get(answer.address), answer.response)
            found[student, address] = answer, _judge(answer, grades[said])
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
        helped=sum(bool(answer.aids - FREE_AIDS) for answer in answers),
        claimed=sum(answer.claimed for answer in answers),
    )
    item = _discriminate(item, column, students)
    return replace(item, concerns=advise(item))


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
        options=_measure_pull(item, [column[student][0] for student in others], rests),
    )


def _measure_pull(
    item: ItemAnalysis, answers: Sequence[Answer], rests: Sequence[float]
) -> tuple[OptionCount, ...]:
    """Add to each option how its choice goes with how students did in all other questions."""
    if not item.question.body.list_options():
        return item.options
    saw_all = [
        (frozenset(answer.response), rest)
        for answer, rest in zip(answers, rests, strict=True)
        if answer.address == item.question.address and Aid.FIFTY_FIFTY not in answer.aids
    ]
    own = [rest for _, rest in saw_all]
    return tuple(
        replace(o, pull=correlate([float(o.text in chosen) for chosen, _ in saw_all], own))
        for o in item.options
    )


ADVISE_FROM = 10
"""With fewer answers, nothing is said about a question."""
EASY_FROM = 0.95
HARD_BELOW = 0.2
NEGATIVE_BELOW = -10.0
"""A discrimination between this and 0 may well be chance."""
WEAK_BELOW = 20.0
"""Poor, to be rejected or rewritten (Ebel 1965); very weak (Moodle)."""
TEMPTS_FROM = 20.0
"""From this pull on, a wrong option is chosen by those who know more."""
_TEMPTED = 3
"""Fewer students than these may have slipped."""
_WORKING = 2
"""So many wrong options are enough, if they work (Haladyna & Downing 1993)."""
_OFTEN = 0.2
_VERY_OFTEN = 1 / 3


def advise(item: ItemAnalysis) -> tuple[Concern, ...]:
    """Return what a teacher should look at in a question, the gravest first."""
    if item.n < ADVISE_FROM or item.difficulty is None:
        return ()
    return (*_doubt_key(item), *_judge_difficulty(item), *_judge_discrimination(item), *_rest(item))


def _doubt_key(item: ItemAnalysis) -> Iterator[Concern]:
    wrong = [option for option in item.options if not option.right]
    most = max(wrong, key=lambda option: option.count, default=None)
    if most is None or item.question.body.way is Way.PAIR:
        return
    right = max((option.count for option in item.options if option.right), default=None)
    fact = Fact.ANSWER_MISSING if right is None else Fact.KEY_DOUBTED
    right = round((item.difficulty or 0) * item.here) if right is None else right
    if most.count > right:
        yield Concern(fact, (most.text,), most.count, right)


def _judge_difficulty(item: ItemAnalysis) -> Iterator[Concern]:
    difficulty = item.difficulty or 0.0
    if difficulty == 1:
        yield Concern(Fact.KNOWN_BY_ALL)
    elif difficulty >= EASY_FROM:
        yield Concern(Fact.EASY)
    elif difficulty <= _find_chance(item):
        yield Concern(Fact.GUESSED)
    elif difficulty < HARD_BELOW:
        yield Concern(Fact.HARD)


def _judge_discrimination(item: ItemAnalysis) -> Iterator[Concern]:
    value = item.discrimination
    if value is None or item.compared < ADVISE_FROM or (item.difficulty or 0) >= EASY_FROM:
        return
    if value < NEGATIVE_BELOW:
        yield Concern(Fact.MISSED_BY_BETTER)
    elif value < WEAK_BELOW:
        yield Concern(Fact.WEAK)


def _rest(item: ItemAnalysis) -> Iterator[Concern]:
    if (item.difficulty or 0) < EASY_FROM and item.question.kind is not Kind.TRUE_FALSE:
        yield from _judge_options([option for option in item.options if not option.right])
    if item.blank >= _OFTEN * item.n:
        yield Concern(Fact.BLANK, count=item.blank, of=item.n)
    if item.helped >= _VERY_OFTEN * item.n:
        yield Concern(Fact.HELPED, count=item.helped, of=item.n)
    if item.claimed > 1:
        yield Concern(Fact.CLAIMED, count=item.claimed, of=item.n)


def _judge_options(wrong: Sequence[OptionCount]) -> Iterator[Concern]:
    """Yield which wrong options mislead those who know more, and which do no work."""
    tempting = tuple(o.text for o in wrong if (o.pull or 0) >= TEMPTS_FROM and o.count >= _TEMPTED)
    if tempting:
        yield Concern(Fact.TEMPTS_BETTER, tempting)
    idle = tuple(option.text for option in wrong if option.idle)
    if idle:
        can_drop = len(wrong) - len(idle) >= _WORKING
        yield Concern(Fact.DROP_OPTIONS if can_drop else Fact.IDLE_OPTIONS, idle)


def _find_chance(item: ItemAnalysis) -> float:
    """Return what guessing brings on average."""
    options = item.question.body.list_options()
    return 1 / len(options) if item.question.body.way is Way.PICK else 0.0


IDLE_BELOW = 0.05
"""A wrong option that fewer choose does not work (Haladyna & Downing 1993)."""
_IDLE_FROM = 20
"""Of fewer students, so small a share would be less than one."""
MOST_MISTAKES = 5
"""How many of the wrong answers that students made up themselves are listed."""
_NO_ANSWER = (Verdict.SKIPPED, Verdict.TIMED_OUT)


def _grade(question: Question | None, response: Response) -> float | None:
    """Return the credit that the question as it is now gives for a response.

    None for a response that names an option which is gone, or to a question that is not here.
    """
    if question is None or not response or not question.body.fits(response):
        return None
    return float(grade(question, response).credit)


def _judge(answer: Answer, credit: float | None) -> float:
    """Return what an answer counts: the credit by the question as it is now, if there is one.

    So a mended key mends the analysis, and what a player merely claimed to be right counts as the
    game judges it. Where there is none, an answer keeps the credit it was given.
    """
    if answer.verdict in _NO_ANSWER or not answer.response:
        return 0.0
    if credit is not None:
        return credit
    usable = not answer.claimed and isfinite(answer.credit)
    return max(0.0, min(1.0, answer.credit)) if usable else 0.0


def is_blank(answer: Answer) -> bool:
    """Return whether a student was asked and gave no answer."""
    return answer.verdict in _NO_ANSWER or not any(text.strip() for text in answer.response)


def count_options(question: Question, answers: Sequence[Answer]) -> tuple[OptionCount, ...]:
    """Count the choices of those who saw all options, or else the wrong answers given most often."""
    options = question.body.list_options()
    if not options:
        return _count_mistakes(question, answers)
    seen = [answer for answer in answers if Aid.FIFTY_FIFTY not in answer.aids]
    chosen = Counter(t for a in seen if not is_blank(a) for t in set(a.response))
    whole = max(1, len(seen))
    return tuple(
        OptionCount(
            text=text,
            count=chosen[text],
            share=chosen[text] / whole,
            right=right,
            idle=len(seen) >= _IDLE_FROM and not right and chosen[text] / whole < IDLE_BELOW,
        )
        for text, right in options
    )


def _count_mistakes(question: Question, answers: Sequence[Answer]) -> tuple[OptionCount, ...]:
    """Count the wrong answers to a question without options, whatever their case."""
    texts: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for answer in answers:
        for text in () if is_blank(answer) else _list_mistakes(question, answer):
            key = " ".join(text.split()).casefold()
            texts[key] = min(texts.get(key, text), text)
            counts[key] += 1
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))[:MOST_MISTAKES]
    return tuple(OptionCount(texts[key], count, count / len(answers)) for key, count in ranked)


def _list_mistakes(question: Question, answer: Answer) -> Iterator[str]:
    graded = grade(question, answer.response)
    if question.body.way is Way.PAIR:
        for part in graded.parts:
            if not part.right and part.given:
                yield f"{part.text} → {part.given}"
    elif question.body.way is not Way.ARRANGE and graded.credit == 0:
        yield answer.response[0]
