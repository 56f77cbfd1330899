"""The summary: accuracy apart from points, categories, and what was missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import SEVERAL, Clock, begin_session, find_right, find_wrong, make_question
from spacequiz.game.modes import CLASSIC, LADDER, MISSED, REVIEW, SURVIVAL, Mode
from spacequiz.game.summary import Summary, is_missed, list_missed, slice_by_category, sum_up
from spacequiz.words.games import describe_arrival, describe_record

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


# How it ended -----------------------------------------------------------------------------------


def sum_up_marks(marks: str, mode: Mode, best: int | None = None) -> Summary:
    return sum_up(play(marks, mode), "The pack", "", best)


@pytest.mark.parametrize(
    ("marks", "mode", "said", "distance"),
    [
        ("+++++", CLASSIC, "A perfect flight: in orbit, and nothing missed", 1.0),
        ("++--+", CLASSIC, "Lift-off: 60% of the way to orbit", 0.6),
        ("-----", CLASSIC, "Still on the ground, where flights begin", 0.0),
        ("++", CLASSIC, "Left after 2 questions of 5", 0.4),
        ("+---", SURVIVAL, "Out of lives after 4 questions", 0.05),
        ("+++++", SURVIVAL, "A perfect flight: in orbit, and nothing missed", 1.0),
        ("++++-", SURVIVAL, "No question left, with 2 lives to spare", 0.2),
        ("+-", LADDER, "Fell from rung 1: no rung below was safe", 1 / 15),
        ("-", LADDER, "Fell at the first rung", 0.0),
        ("++", LADDER, "Walked away from rung 2 of 15", 2 / 15),
        ("+++++", LADDER, "As high as there were questions: rung 5", 1 / 3),
        ("+++++", REVIEW, "All of it known", 1.0),
        ("", CLASSIC, "No question was answered", 0.0),
    ],
)
def test_a_game_says_how_it_ended(marks: str, mode: Mode, said: str, distance: float) -> None:
    summary = sum_up_marks(marks, mode)
    assert describe_arrival(summary) == said
    assert summary.distance == pytest.approx(distance)


@pytest.mark.parametrize(
    ("best", "said"),
    [
        (None, ""),
        (100, "new best: 800 more than ever"),
        (900, "as good as your best"),
        (2000, "your best: 2,000"),
    ],
)
def test_points_are_compared_with_the_players_best(best: int | None, said: str) -> None:
    assert sum_up_marks("+++++", CLASSIC, best).tally.points == 900
    assert describe_record(sum_up_marks("+++++", CLASSIC, best)) == said


def test_nothing_is_no_record() -> None:
    assert describe_record(sum_up_marks("-----", CLASSIC, 0)) == ""
