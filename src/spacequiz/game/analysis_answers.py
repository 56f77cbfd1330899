"""Answers under analysis: what each is worth today, and which options and mistakes recur."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from spacequiz.game.grading import grade
from spacequiz.game.options import FALSE, TRUE
from spacequiz.game.question import Choice, Match, Order, Several, TrueFalse
from spacequiz.game.records import Aid, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacequiz.game.question import Question
    from spacequiz.game.records import Answer

IDLE_BELOW = 0.05
"""A wrong option that fewer choose does not work (Haladyna & Downing 1993)."""
_IDLE_FROM = 20
"""Of fewer students, so small a share would be less than one."""
MOST_MISTAKES = 5
"""How many of the wrong answers that students made up themselves are listed."""
_NO_ANSWER = (Verdict.SKIPPED, Verdict.TIMED_OUT)


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


def judge(question: Question | None, answer: Answer) -> float:
    """Return the credit of an answer by the question as it is now.

    So a mended key mends the analysis, and what a player merely claimed to be right counts as the
    game judges it. An answer that names an option which is gone, or belongs to a question that is
    not here, keeps the credit it was given.
    """
    if answer.verdict in _NO_ANSWER or not answer.response:
        return 0.0
    if question is not None and _fits(question, answer.response):
        return float(grade(question, answer.response).credit)
    usable = not answer.claimed and isfinite(answer.credit)
    return max(0.0, min(1.0, answer.credit)) if usable else 0.0


def _fits(question: Question, response: Sequence[str]) -> bool:
    """Return whether the question has all that the response names."""
    match question.body:
        case Choice() | Several():
            return set(response) <= {text for text, _ in _list_options(question)}
        case Order(items):
            return sorted(response) == sorted(items)
        case Match(pairs, extra):
            known = {"", *extra, *(right for _, right in pairs)}
            return len(response) == len(pairs) and set(response) <= known
        case _:
            return True


def _list_options(question: Question) -> list[tuple[str, bool]]:
    """Return the options of a question, and which are right; nothing where it has none."""
    match question.body:
        case Choice(answer, wrong):
            return [(answer, True), *((option.text, False) for option in wrong)]
        case Several(answers, wrong):
            return [*((a, True) for a in answers), *((option.text, False) for option in wrong)]
        case TrueFalse(answer=truth):
            return [(TRUE, truth), (FALSE, not truth)]
        case _:
            return []


def is_blank(answer: Answer) -> bool:
    """Return whether a student was asked and gave no answer."""
    return answer.verdict in _NO_ANSWER or not any(text.strip() for text in answer.response)


def count_options(question: Question, answers: Sequence[Answer]) -> tuple[OptionCount, ...]:
    """Count the choices of those who saw all options, or else the wrong answers given most often."""
    if not _list_options(question):
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
        for text, right in _list_options(question)
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
    if isinstance(question.body, Match):
        for part in graded.parts:
            if not part.right and part.given:
                yield f"{part.text} → {part.given}"
    elif not isinstance(question.body, Order) and graded.credit == 0:
        yield answer.response[0]
