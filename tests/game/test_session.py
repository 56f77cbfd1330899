"""The session: what is asked, what stays hidden, what counts, and how a game goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import (
    BODIES,
    CHOICE,
    SECRET,
    SEVERAL,
    TYPED,
    Clock,
    find_right,
    find_wrong,
    make_question,
)
from builders import (
    begin_session as begin,
)
from spacequiz.game.kinds import Difficulty, Kind
from spacequiz.game.kinds.body import Again, Back
from spacequiz.game.kinds.typed import Typed
from spacequiz.game.modes import CLASSIC, MISSED, Mode
from spacequiz.game.records import Aid, Answer, Verdict
from spacequiz.game.session import Session, Terms
from spacequiz.game.views import Phase
from spacequiz.words.verdicts import describe_remark

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from spacequiz.game.kinds.body import Body
    from spacequiz.game.question import Question
    from spacequiz.game.views import Card, Reveal, View

EASY, MEDIUM, HARD = Difficulty.EASY, Difficulty.MEDIUM, Difficulty.HARD
HINT, HALF = Aid.HINT, Aid.FIFTY_FIFTY


def make_many(count: int, **fields: Any) -> list[Question]:
    return [make_question(f"q{n}", **fields) for n in range(count)]


def play(session: Session, marks: str) -> list[Answer]:
    """Answer one question a mark: + right, - wrong, / partly right, s skipped."""
    answers = []
    for mark in marks:
        question = session.question
        if mark == "s":
            answers.append(session.skip())
        elif mark == "/":
            answers.append(session.answer(find_right(question)[:1]))
        else:
            response = find_right(question) if mark == "+" else find_wrong(question)
            answers.append(session.answer(response))
        session.go_on()
    return answers


def show(session: Session) -> tuple[Card, Reveal]:
    view = session.view
    assert view.card is not None
    assert view.reveal is not None
    return view.card, view.reveal


# Phases -----------------------------------------------------------------------------------------


def test_a_game_asks_reveals_and_finishes(clock: Clock) -> None:
    session = begin(make_many(2), clock=clock)
    seen = []
    for _ in range(2):
        seen.append(session.view)
        session.answer(find_right(session.question))
        seen.append(session.view)
        session.go_on()
    seen.append(session.view)
    assert [view.phase for view in seen] == [
        *(Phase.ASKING, Phase.REVEALED, Phase.ASKING, Phase.REVEALED, Phase.FINISHED)
    ]
    assert [view.card and view.card.position for view in seen] == [0, 0, 1, 1, None]
    assert [view.reveal is not None for view in seen] == [False, True, False, True, False]
    assert [view.last for view in seen[:4]] == [False, False, True, True]
    assert {view.total for view in seen} == {2}
    assert [view.tally.answered for view in seen] == [0, 1, 1, 2, 2]


def test_a_game_without_questions_is_finished(clock: Clock) -> None:
    view = begin([], clock=clock).view
    assert (view.phase, view.total, view.card) == (Phase.FINISHED, 0, None)


def test_no_step_can_be_taken_out_of_turn(clock: Clock) -> None:
    session = begin(make_many(1), clock=clock)
    with pytest.raises(RuntimeError, match="asking"):
        session.go_on()
    session.skip()
    steps: list[Callable[[], object]] = [
        session.skip,
        lambda: session.answer(("x",)),
        lambda: session.take_aid(HINT),
    ]
    for step in steps:
        with pytest.raises(RuntimeError, match="revealed"):
            step()
    session.go_on()
    for step in [*steps, session.go_on]:
        with pytest.raises(RuntimeError, match="finished"):
            step()


def test_a_view_does_not_change_after_it_was_handed_out(clock: Clock) -> None:
    session = begin(make_many(1), clock=clock)
    before = session.view
    picture = repr(before)
    play(session, "+")
    assert repr(before) == picture


# What stays hidden ------------------------------------------------------------------------------


@pytest.mark.parametrize("body", BODIES)
def test_no_view_tells_the_answer_before_it_is_given(body: Body, clock: Clock) -> None:
    question = make_question(body=body)
    session = begin([question], clock=clock)
    assert SECRET not in repr(session.view)
    if question.kind in (Kind.TYPED, Kind.NUMBER):
        assert find_right(question)[0] not in repr(session.view)
    session.answer(find_right(question))
    assert SECRET in repr(session.view)


@pytest.mark.parametrize("body", BODIES)
def test_the_order_of_what_is_shown_does_not_hang_on_what_is_right(
    body: Body, clock: Clock
) -> None:
    shown = set()
    for n in range(60):
        card = begin([make_question(f"q{n}", body)], clock=clock).view.card
        assert card is not None
        shown.add(card.options)
    kind = make_question(body=body).kind
    several = kind not in (Kind.TRUE_FALSE, Kind.TYPED, Kind.NUMBER)
    assert (len(shown) > 5) is several


def test_the_hint_is_shown_once_it_is_taken(clock: Clock) -> None:
    session = begin(make_many(1), clock=clock)
    assert session.take_aid(HINT)
    card = session.view.card
    assert card is not None
    assert card.hint == f"{SECRET} hint of q0"
    assert repr(card).count(SECRET) == 1


# What a reveal shows ----------------------------------------------------------------------------


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("right", [True, False])
def test_every_reveal_has_the_answer_the_explanation_and_the_source(
    body: Body, right: bool, clock: Clock
) -> None:
    question = make_question(body=body)
    session = begin([question], clock=clock)
    session.answer(find_right(question) if right else find_wrong(question))
    _, reveal = show(session)
    assert reveal.verdict is (Verdict.RIGHT if right else Verdict.WRONG)
    assert reveal.answer
    assert reveal.explain == question.explain
    assert reveal.citation == question.citation


def test_a_reveal_says_why_the_wrong_option_fails_that_was_chosen(clock: Clock) -> None:
    session = begin([make_question()], clock=clock)
    session.answer(("Saturn",))
    assert session.played[-1].whys == (("Saturn", f"{SECRET} Saturn"),)


def test_a_skipped_question_is_revealed_too(clock: Clock) -> None:
    session = begin([make_question()], clock=clock)
    answer = session.skip()
    _, reveal = show(session)
    assert (reveal.verdict, reveal.credit, reveal.response) == (Verdict.SKIPPED, 0.0, ())
    assert reveal.answer == ("Jupiter",)
    assert session.played[-1].whys == ()
    assert answer.points == 0


@pytest.mark.parametrize("body", [CHOICE, SEVERAL])
def test_judged_options_stand_in_the_order_of_showing(body: Body, clock: Clock) -> None:
    session = begin([make_question(body=body)], clock=clock)
    session.skip()
    card, reveal = show(session)
    assert tuple(part.text for part in reveal.parts) == card.options


def test_a_forgiven_typing_mistake_is_recorded_and_shown(clock: Clock) -> None:
    session = begin([make_question(body=TYPED)], clock=clock)
    answer = session.answer((f"{SECRET} mooon",))
    assert (answer.verdict, answer.typo) == (Verdict.RIGHT, True)
    assert describe_remark(show(session)[1]) == f"accepted as {SECRET} moon"


# Points and streaks -----------------------------------------------------------------------------


def test_the_example_of_the_rules_brings_863_points(clock: Clock) -> None:
    levels = (EASY, MEDIUM, HARD, MEDIUM, HARD, EASY, MEDIUM)
    session = begin(
        [
            make_question(f"q{n}", SEVERAL if n == 3 else CHOICE, difficulty=level)
            for n, level in enumerate(levels)
        ],
        clock=clock,
    )
    points = []
    for n, right in enumerate((True,) * 6 + (False,)):
        if n == 1:
            session.take_aid(HINT)
        if n == 4:
            session.take_aid(HALF)
        question = session.question
        response = find_right(question) if right else find_wrong(question)
        points.append(session.answer(response[:2] if n == 3 else response).points)
        session.go_on()
    assert points == [100, 113, 250, 100, 100, 200, 0]
    tally = session.view.tally
    assert (tally.points, tally.best_streak, tally.right, tally.partly) == (863, 5, 5, 1)
    assert tally.credit == pytest.approx(5 + 2 / 3)


@pytest.mark.parametrize(
    ("marks", "streak", "best"),
    [("+++", 3, 3), ("++-+", 1, 2), ("++s", 0, 2), ("+/+", 2, 2), ("/", 0, 0), ("+" * 10, 10, 10)],
)
def test_right_answers_in_a_row_are_counted(
    marks: str, streak: int, best: int, clock: Clock
) -> None:
    session = begin(make_many(len(marks), body=SEVERAL), clock=clock)
    play(session, marks)
    tally = session.view.tally
    assert (tally.streak, tally.best_streak) == (streak, best)


def test_a_streak_pays_only_on_a_fully_right_answer(clock: Clock) -> None:
    session = begin(make_many(5, body=SEVERAL, difficulty=EASY), clock=clock)
    points = [answer.points for answer in play(session, "+++/+")]
    assert points == [100, 100, 150, 33, 100]


def test_without_streaks_no_bonus_is_paid_but_the_streak_is_counted(clock: Clock) -> None:
    session = begin(make_many(5, difficulty=EASY), streaks=False, clock=clock)
    assert [answer.points for answer in play(session, "+++++")] == [100] * 5
    assert session.view.tally.best_streak == 5
    assert all(p.reveal.award and p.reveal.award.bonus == 0 for p in session.played)


def test_the_award_shown_adds_up_to_the_points_recorded(clock: Clock) -> None:
    session = begin(make_many(12, body=SEVERAL), clock=clock)
    answers = play(session, "+++/+-++++++")
    awards = [played.reveal.award for played in session.played]
    assert [award.total for award in awards if award] == [answer.points for answer in answers]


# Help -------------------------------------------------------------------------------------------


def test_help_is_offered_until_it_is_taken(clock: Clock) -> None:
    session = begin([make_question()], clock=clock)
    offered: list[Collection[Aid] | None] = []
    for aid in (HINT, HALF):
        offered.append(session.view.card.aids if session.view.card else None)
        assert session.take_aid(aid)
        assert not session.take_aid(aid)
    assert offered == [{HINT, HALF}, {HALF}]
    assert session.view.card is not None
    assert session.view.card.aids == frozenset()
    answer = session.answer(("Jupiter",))
    assert answer.aids == {HINT, HALF}
    assert answer.points == 38  # a quarter of 150


def test_fifty_fifty_removes_all_but_two_options(clock: Clock) -> None:
    session = begin([make_question()], clock=clock)
    session.take_aid(HALF)
    card = session.view.card
    assert card is not None
    left = set(card.options) - card.removed
    assert len(left) == 2
    assert "Jupiter" in left


def test_there_is_no_hint_where_the_pack_has_none(clock: Clock) -> None:
    session = begin([make_question(hint="")], clock=clock)
    assert session.view.card is not None
    assert session.view.card.aids == {HALF}
    assert not session.take_aid(HINT)
    assert session.answer(("Jupiter",)).points == 150


def test_help_taken_on_one_question_does_not_cost_on_the_next(clock: Clock) -> None:
    session = begin(make_many(2), clock=clock)
    session.take_aid(HINT)
    first, second = play(session, "++")
    assert (first.points, second.points) == (113, 150)
    assert second.aids == frozenset()


# Time -------------------------------------------------------------------------------------------


def test_thinking_time_runs_from_the_question_to_the_answer(clock: Clock) -> None:
    session = begin(make_many(2), clock=clock)
    clock.advance(2.5)
    assert session.answer(("Jupiter",)).seconds == 2.5
    clock.advance(60)  # reading the explanation
    session.go_on()
    clock.advance(1.25)
    assert session.skip().seconds == 1.25


def test_a_pause_stops_thinking_time(clock: Clock) -> None:
    session = begin(make_many(1), clock=clock)
    clock.advance(1)
    session.pause()
    clock.advance(100)
    session.pause()
    clock.advance(100)
    session.unpause()
    session.unpause()
    clock.advance(2)
    assert session.answer(("Jupiter",)).seconds == 3


def test_an_answer_given_while_paused_has_the_time_before_the_pause(clock: Clock) -> None:
    session = begin(make_many(2), clock=clock)
    clock.advance(1)
    session.pause()
    clock.advance(50)
    assert session.answer(("Jupiter",)).seconds == 1
    session.go_on()
    clock.advance(4)
    assert session.answer(("Jupiter",)).seconds == 4


def test_a_clock_set_back_takes_no_time_away(clock: Clock) -> None:
    session = begin(make_many(1), clock=clock)
    clock.advance(-30)
    assert session.answer(("Jupiter",)).seconds == 0


def test_speed_never_counts(clock: Clock) -> None:
    session = begin(make_many(2), clock=clock)
    slow, fast = [], []
    clock.advance(3600)
    slow = play(session, "+")
    fast = play(session, "+")
    assert slow[0].points == fast[0].points


# The mode for what was missed -------------------------------------------------------------------


def test_a_missed_question_comes_back_until_it_was_right_once(clock: Clock) -> None:
    session = begin(make_many(3, body=SEVERAL), MISSED, clock=clock)
    asked, totals = [], []
    for mark in "-+/s++":
        asked.append(session.question.id)
        totals.append(session.view.total)
        play(session, mark)
    assert asked == ["q0", "q1", "q2", "q0", "q2", "q0"]
    assert totals == [3, 4, 4, 5, 6, 6]
    assert session.view.phase is Phase.FINISHED


def test_practice_brings_no_points_and_shows_none(clock: Clock) -> None:
    session = begin(make_many(5), MISSED, clock=clock)
    assert [answer.points for answer in play(session, "+++++")] == [0] * 5
    assert all(played.reveal.award is None for played in session.played)


def test_in_a_classic_game_a_missed_question_does_not_come_back(clock: Clock) -> None:
    session = begin(make_many(2), clock=clock)
    play(session, "--")
    assert session.view.phase is Phase.FINISHED


def test_only_a_right_answer_makes_a_missed_question_the_last(clock: Clock) -> None:
    session = begin(make_many(1), MISSED, clock=clock)
    assert session.view.last
    session.answer(("Saturn",))
    assert not session.view.last


# Restoring --------------------------------------------------------------------------------------

steps = st.lists(st.sampled_from(["+", "-", "/", "s", "h", "f", "t"]), max_size=40)


def take_step(session: Session, clock: Clock, mark: str) -> list[Answer]:
    if session.view.phase is Phase.FINISHED:
        return []
    if mark == "t":
        clock.advance(7)
    elif mark in "hf":
        session.take_aid(HINT if mark == "h" else HALF)
    else:
        return play(session, mark)
    return []


@given(
    st.lists(st.sampled_from(BODIES), min_size=1, max_size=8),
    steps,
    st.sampled_from([CLASSIC, MISSED]),
    st.booleans(),
)
def test_a_restored_game_looks_as_if_it_had_never_stopped(
    bodies: list[Body], marks: list[str], mode: Mode, streaks: bool
) -> None:
    clock = Clock()
    questions = [make_question(f"q{n}", body) for n, body in enumerate(bodies)]
    live = begin(questions, mode, streaks=streaks, clock=clock)
    answers: list[Answer] = []
    for mark in marks:
        answers += take_step(live, clock, mark)
    card = live.view.card
    taken = [] if card is None else [aid for aid in (HINT, HALF) if aid not in card.aids]
    restored = begin(questions, mode, streaks=streaks, clock=clock)
    restored.restore(answers, taken)
    assert restored.view == live.view
    assert restored.played == live.played
    assert restored.position == live.position


@given(st.integers(1, 8), st.data())
def test_a_restored_game_passes_over_questions_that_are_gone(
    count: int, data: st.DataObject
) -> None:
    clock = Clock()
    questions = make_many(count)
    live = begin(questions, clock=clock)
    answers = play(live, data.draw(st.text("+-s", max_size=count)))
    gone = data.draw(st.sets(st.sampled_from(questions)))
    left = [question for question in questions if question not in gone]
    restored = begin(left, clock=clock)
    restored.restore(answers)
    view: View = restored.view
    assert view.tally == live.view.tally
    waiting = [question.id for question in questions[len(answers) :] if question not in gone]
    assert view.total == len(answers) + len(waiting)
    asked = []
    while restored.view.phase is not Phase.FINISHED:
        asked.append(restored.question.id)
        assert restored.position == len(answers) + len(asked) - 1
        play(restored, "s")
    assert asked == waiting


def test_what_was_judged_stays_judged_when_the_question_is_mended(clock: Clock) -> None:
    live = begin([make_question("q0"), make_question("q1")], clock=clock)
    answers = play(live, "+")
    mended = [make_question("q0", SEVERAL, difficulty=HARD), make_question("q1")]
    restored = begin(mended, clock=clock)
    restored.restore(answers)
    assert restored.view.tally == live.view.tally
    assert restored.played[0].reveal.verdict is Verdict.RIGHT
    award = restored.played[0].reveal.award
    assert award is not None
    assert award.total == 150


def test_help_taken_before_a_crash_stays_taken(clock: Clock) -> None:
    restored = begin(make_many(2), clock=clock)
    restored.restore((), [HINT, HALF])
    card = restored.view.card
    assert card is not None
    assert card.hint
    assert card.removed
    assert restored.answer(("Jupiter",)).points == 38
    restored.go_on()
    assert restored.answer(("Jupiter",)).points == 150


def test_help_that_the_mended_question_no_longer_offers_costs_nothing(clock: Clock) -> None:
    restored = begin([make_question(hint="")], clock=clock)
    restored.restore((), [HINT])
    assert restored.answer(("Jupiter",)).points == 150


@pytest.mark.parametrize("streaks", [True, False])
def test_turning_streaks_on_or_off_does_not_change_what_was_won(
    streaks: bool, clock: Clock
) -> None:
    live = begin(make_many(3), streaks=not streaks, clock=clock)
    answers = play(live, "+++")
    restored = begin(make_many(3), streaks=streaks, clock=clock)
    restored.restore(answers)
    assert restored.view.tally == live.view.tally
    assert [p.reveal.award and p.reveal.award.total for p in restored.played] == [
        answer.points for answer in answers
    ]
    assert all(p.reveal.award and p.reveal.award.earned >= 0 for p in restored.played)


# What is asked back, and taken back ---------------------------------------------------------

LOUIS = Typed("Louis XIV", prompt=(("Louis", "Which Louis?"),))


def begin_typed(clock: Clock) -> Session:
    bodies = (Typed("Mars"), Typed("Ganymede"), LOUIS)
    questions = [make_question(f"q{n}", body) for n, body in enumerate(bodies)]
    return Session(questions, CLASSIC, Terms(seed="seed", once_more=True), clock.monotonic)


def come_to(session: Session, number: int, near: str) -> None:
    play(session, "+" * number)
    assert session.ask_again((near,))


@pytest.mark.parametrize(("number", "near"), [(1, "Gamynede"), (2, "Louis")])
def test_an_answer_taken_back_leaves_what_was_asked_back(
    clock: Clock, number: int, near: str
) -> None:
    session = begin_typed(clock)
    come_to(session, number, near)
    before = session.view
    session.answer(("Venus",))
    session.undo()
    assert session.view.again == before.again
    assert session.aids - {Aid.SEEN} == {Aid.CLOSE if number == 1 else Aid.PROMPTED}
    assert not session.ask_again((near,))


def test_an_answer_taken_back_in_a_game_that_goes_on_is_asked_back_too(clock: Clock) -> None:
    session = begin_typed(clock)
    answers = play(session, "+")
    assert session.ask_again(("Gamynede",))
    other = begin_typed(clock)
    other.restore([*answers, session.answer(("Venus",))])
    other.undo()
    assert other.view.again == Back(Again.ONCE_MORE)
    assert not other.ask_again(("Gamynede",))


def test_what_was_asked_back_stands_there_again_after_the_answer_before_it(clock: Clock) -> None:
    session = begin_typed(clock)
    come_to(session, 1, "Gamynede")
    session.undo()
    play(session, "+")
    assert session.view.again == Back(Again.ONCE_MORE)
    assert not session.ask_again(("Gamynede",))
