"""Dealing: a question as a card without its answer, and the reveal that explains it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.kinds import Kind
from spacequiz.game.options import arrange_options, choose_removed
from spacequiz.game.question import Match, Number, Question
from spacequiz.game.records import Aid, Answer
from spacequiz.game.views import Card, Reveal

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from spacequiz.game.grading import Grade, Part
    from spacequiz.game.scoring import Award


def list_aids(question: Question, seed: str) -> frozenset[Aid]:
    """Return the help that a question offers by itself."""
    aids = set()
    if question.hint:
        aids.add(Aid.HINT)
    if choose_removed(question, seed):
        aids.add(Aid.FIFTY_FIFTY)
    return frozenset(aids)


def deal_card(
    question: Question,
    position: int,
    seed: str,
    *,
    taken: AbstractSet[Aid],
    free: AbstractSet[Aid],
    reminded: bool = False,
) -> Card:
    """Return a question as it is asked.

    Args:
        question: What is asked.
        position: How many questions were asked before it.
        seed: Shuffles the options.
        taken: The help taken on it.
        free: The help that can still be taken.
        reminded: Whether its explanation comes first.
    """
    body = question.body
    return Card(
        position=position,
        address=question.address,
        kind=question.kind,
        ask=question.ask,
        category=question.category,
        difficulty=question.difficulty,
        language=question.language,
        options=arrange_options(question, seed),
        lefts=tuple(left for left, _ in body.pairs) if isinstance(body, Match) else (),
        unit=body.unit if isinstance(body, Number) else "",
        removed=choose_removed(question, seed) if Aid.FIFTY_FIFTY in taken else frozenset(),
        hint=question.hint if Aid.HINT in taken else "",
        aids=frozenset(free),
        reminder=question.explain if reminded else "",
    )


def reveal_answer(question: Question, answer: Answer, seed: str, award: Award | None) -> Reveal:
    """Return everything that explains an answer.

    The recorded verdict stands, even where the question was edited since.
    """
    from spacequiz.game.grading import grade

    graded = grade(question, answer.response)
    return Reveal(
        verdict=answer.verdict,
        credit=answer.credit,
        response=answer.response,
        parts=_arrange_parts(question, graded.parts, seed),
        answer=graded.answer,
        remark=_remark(graded, answer),
        explain=question.explain,
        citation=question.citation,
        award=award,
        seconds=answer.seconds,
        claimed=answer.claimed,
        sure=answer.sure,
    )


def _remark(graded: Grade, answer: Answer) -> str:
    if answer.claimed:
        return "your own call"
    if answer.sure:
        return "known without doubt"
    if Aid.SEEN in answer.aids and answer.credit:
        return "you had seen the answer"
    return graded.remark if answer.response else ""


def _arrange_parts(question: Question, parts: tuple[Part, ...], seed: str) -> tuple[Part, ...]:
    """Put judged options into the order of showing; items and pairs keep theirs."""
    if question.kind not in (Kind.CHOICE, Kind.SEVERAL):
        return parts
    by_text = {part.text: part for part in parts}
    return tuple(by_text[text] for text in arrange_options(question, seed))
