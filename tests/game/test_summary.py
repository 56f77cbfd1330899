"""The summary: accuracy apart from points, categories, and what was missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import SEVERAL, Clock, begin_session, find_right, find_wrong, make_question
from spacequiz.game.modes import CLASSIC, MISSED, Mode
from spacequiz.game.summary import Summary, is_missed, list_missed, slice_by_category

if TYPE_CHECKING:
    from spacequiz.game.session import Session

CATEGORIES = ("Moons", "Planets", "Moons", "Stars", "Planets")


def play(marks: str, mode: Mode = CLASSIC) -> Session:
    questions = [
        make_question(f"q{n}", SEVERAL, category=CATEGORIES[n]) for n in range(len(CATEGORIES))
    ]
    session = begin_session(questions, mode, clock=Clock())
    for mark in marks:
        right = find_right(session.question)
        if mark == "s":
            session.skip()
        else:
            session.answer({"+": right, "/": right[:1]}.get(mark, find_wrong(session.question)))
        session.go_on()
    return session


def summarize(session: Session) -> Summary:
    return Summary(
        title="The pack",
        mode="Classic",
        tally=session.view.tally,
        categories=slice_by_category(session.played),
        missed=list_missed(session.played),
        verdicts=tuple(played.reveal.verdict for played in session.played),
        scored=True,
    )


def test_everything_that_was_not_fully_right_was_missed() -> None:
    session = play("+-/s+")
    assert [is_missed(played) for played in session.played] == [False, True, True, True, False]
    assert [played.card.address for played in list_missed(session.played)] == [
        *("pack/q1", "pack/q2", "pack/q3")
    ]


def test_a_question_missed_twice_is_listed_once() -> None:
    session = play("-++++-+", MISSED)
    assert [played.card.address for played in list_missed(session.played)] == ["pack/q0"]


def test_categories_are_summed_up_in_the_order_in_which_they_came() -> None:
    found = slice_by_category(play("+-/s+").played)
    assert [(one.name, one.right, one.answered) for one in found] == [
        *(("Moons", 1, 2), ("Planets", 1, 2), ("Stars", 0, 1))
    ]
    assert [one.accuracy for one in found] == pytest.approx([2 / 3, 1 / 2, 0])


def test_accuracy_is_the_mean_credit_whatever_the_points() -> None:
    assert summarize(play("+-/s+")).accuracy == pytest.approx((2 + 1 / 3) / 5)
    assert summarize(play("++")).accuracy == 1.0


def test_a_game_without_answers_has_no_accuracy() -> None:
    found = summarize(play(""))
    assert (found.accuracy, found.categories, found.missed) == (0.0, (), ())
