"""Advice on questions, in plain words, drawn from their item analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.kinds import Kind
from spacequiz.game.question import Choice, TrueFalse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacequiz.game.analysis import ItemAnalysis
    from spacequiz.game.analysis_answers import OptionCount

ADVISE_FROM = 10
"""With fewer answers, nothing is said about a question."""
EASY_FROM = 0.95
HARD_BELOW = 0.2
NEGATIVE_BELOW = -10.0
"""A discrimination between this and 0 may well be chance."""
WEAK_BELOW = 20.0
"""Poor, to be rejected or rewritten (Ebel 1965); very weak (Moodle)."""
_OFTEN = 0.2
_VERY_OFTEN = 1 / 3


class Flag(NamedTuple):
    """Advise on a question."""

    code: str
    advice: str


def advise(item: ItemAnalysis) -> tuple[Flag, ...]:
    """Return what a teacher should look at in a question, the gravest first."""
    if item.n < ADVISE_FROM or item.difficulty is None:
        return ()
    return (*_doubt_key(item), *_judge_difficulty(item), *_judge_discrimination(item), *_rest(item))


def _doubt_key(item: ItemAnalysis) -> Iterator[Flag]:
    wrong = [option for option in item.options if not option.right]
    most = max(wrong, key=lambda option: option.count, default=None)
    if most is None or item.question.kind is Kind.MATCH:
        return
    right = max((option.count for option in item.options if option.right), default=None)
    if right is None:
        right = round((item.difficulty or 0) * item.here)
        if most.count > right:
            what = f"More wrote {_quote(most)} ({most.count}) than the right answer ({right})"
            yield Flag("check-key", f"{what}: should it be accepted?")
    elif most.count > right:
        what = f"More chose {_quote(most)} ({most.count}) than the right answer ({right})"
        yield Flag("check-key", f"{what}: check the key.")


def _judge_difficulty(item: ItemAnalysis) -> Iterator[Flag]:
    difficulty = item.difficulty or 0.0
    if difficulty == 1:
        yield Flag("easy", "Everyone knows it: good as a warm-up, but it tells you nothing.")
    elif difficulty >= EASY_FROM:
        yield Flag("easy", "Nearly everyone knows it: it tells you little.")
    elif difficulty <= _find_chance(item):
        yield Flag("guessing", "No better than guessing: was it taught, is it clear?")
    elif difficulty < HARD_BELOW:
        yield Flag("hard", "Hardly anyone knows it: was it taught, is it clear?")


def _judge_discrimination(item: ItemAnalysis) -> Iterator[Flag]:
    value = item.discrimination
    if value is None or item.compared < ADVISE_FROM or (item.difficulty or 0) >= EASY_FROM:
        return
    if value < NEGATIVE_BELOW:
        yield Flag("negative", "Better students miss it more often: check the wording and the key.")
    elif value < WEAK_BELOW:
        yield Flag("weak", "It hardly tells better students from weaker ones: is it clear?")


def _rest(item: ItemAnalysis) -> Iterator[Flag]:
    idle = [option for option in item.options if option.idle]
    if idle and (item.difficulty or 0) < EASY_FROM and item.question.kind is not Kind.TRUE_FALSE:
        names = ", ".join(map(_quote, idle))
        yield Flag("idle-options", f"Hardly anyone chose {names}: write something more tempting.")
    if item.blank >= _OFTEN * item.n:
        yield Flag("blank", f"{item.blank} of {item.n} gave no answer: is it too long or unclear?")
    if item.helped >= _VERY_OFTEN * item.n:
        yield Flag("helped", f"{item.helped} of {item.n} took help: it is harder than it looks.")
    if item.claimed > 1:
        what = f"{item.claimed} said that they were right all the same"
        yield Flag("claimed", f"{what}: should more answers be accepted?")


def _find_chance(item: ItemAnalysis) -> float:
    """Return what guessing brings on average."""
    match item.question.body:
        case Choice(wrong=wrong):
            return 1 / (1 + len(wrong))
        case TrueFalse():
            return 0.5
        case _:
            return 0.0


def _quote(option: OptionCount) -> str:
    return f"“{option.text}”"
