"""The session in every mode: clocks, lives, ladders, taking back, and the player's own word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import (
    BODIES,
    CHOICE,
    NUMBER,
    SECRET,
    TYPED,
    Clock,
    find_right,
    find_wrong,
    make_question,
)
from spacequiz.game.kinds import Difficulty
from spacequiz.game.modes import CLASSIC, LADDER, MISSED, REVIEW, SPRINT, SURVIVAL, Mode
from spacequiz.game.records import Aid, Answer, Verdict
from spacequiz.game.session import Session, Terms
from spacequiz.game.views import Phase, Remark

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacequiz.game.kinds.body import Body
    from spacequiz.game.question import Question
    from spacequiz.game.views import Card

EASY, MEDIUM, HARD = Difficulty.EASY, Difficulty.MEDIUM, Difficulty.HARD
HINT, HALF, SWAP = Aid.HINT, Aid.FIFTY_FIFTY, Aid.SWAP


def many(count: int, body: Body = CHOICE, **fields: Any) -> list[Question]:
    return [make_question(f"q{n}", body, **fields) for n in range(count)]


def begin(
    questions: Sequence[Question],
    mode: Mode,
    clock: Clock,
    reserve: Sequence[Question] = (),
    **terms: Any,
) -> Session:
    return Session(questions, mode, Terms(seed="seed", **terms), clock.monotonic, reserve)


def card_of(session: Session) -> Card:
    card = session.view.card
    assert card is not None
    return card


def respond(session: Session, mark: str) -> Answer | None:
    """Give one answer: + right, - wrong, s skipped, t timed out."""
    question = session.question
    match mark:
        case "s":
            return session.skip()
        case "t":
            return session.time_out()
        case "+":
            return session.answer(find_right(question))
    return session.answer(find_wrong(question))


def play(session: Session, marks: str) -> list[Answer]:
    answers = []
    for mark in marks:
        answer = respond(session, mark)
        if answer is not None:
            answers.append(answer)
        if session.view.phase is Phase.REVEALED:
            session.go_on()
    return answers


def left(session: Session) -> float:
    assert session.remaining is not None
    return session.remaining


# The timer of a question ------------------------------------------------------------------------


def test_without_a_timer_none_runs(clock: Clock) -> None:
    session = begin(many(1), CLASSIC, clock)
    assert (session.remaining, session.view.timer) == (None, None)


def test_the_timer_starts_after_the_time_to_read(clock: Clock) -> None:
    long = make_question("q", TYPED, ask="x" * 100)
    session = begin([long], CLASSIC, clock, limit=10)
    clock.advance(5)
    assert left(session) == 10
    clock.advance(4)
    assert left(session) == 6
    clock.advance(60)
    assert left(session) == 0


def test_options_and_left_sides_are_read_too(clock: Clock) -> None:
    for body in BODIES:
        session = begin([make_question("q", body, ask="x" * 40)], CLASSIC, clock, limit=10)
        card = card_of(session)
        characters = 40 + sum(map(len, card.options)) + sum(map(len, card.lefts))
        clock.advance(characters / 20)
        assert left(session) == pytest.approx(10)
        clock.advance(1)
        assert left(session) == pytest.approx(9)


def test_no_timer_runs_in_an_explanation_or_a_pause(clock: Clock) -> None:
    session = begin(many(2, ask="?"), CLASSIC, clock, limit=10)
    clock.advance(6)
    before = left(session)
    session.pause()
    clock.advance(500)
    assert left(session) == before
    session.unpause()
    assert left(session) == before
    session.skip()
    assert session.remaining is None
    clock.advance(500)
    session.go_on()
    assert left(session) == 10


def test_time_out_reveals_and_counts_as_a_miss(clock: Clock) -> None:
    session = begin(many(2), CLASSIC, clock, limit=10)
    play(session, "+")
    answer = session.time_out()
    assert answer is not None
    assert (answer.verdict, answer.response, answer.points) == (Verdict.TIMED_OUT, (), 0)
    assert session.view.phase is Phase.REVEALED
    assert session.view.reveal is not None
    assert session.view.reveal.answer == ("Jupiter",)
    assert session.view.tally.streak == 0


def test_a_swapped_question_gets_its_own_time(clock: Clock) -> None:
    session = begin(many(15), LADDER, clock, [make_question("r")], limit=10)
    clock.advance(11)
    assert left(session) < 10
    session.take_aid(SWAP)
    assert left(session) == 10
    clock.advance(3)
    assert session.answer(("Jupiter",)).seconds == 3


# Sprint -----------------------------------------------------------------------------------------


def test_the_clock_of_a_sprint_counts_thinking_alone(clock: Clock) -> None:
    session = begin(many(50), SPRINT, clock, seconds=60)
    clock.advance(10)
    assert left(session) == 50
    session.answer(("Saturn",))
    clock.advance(1000)
    assert session.remaining is None
    session.go_on()
    assert left(session) == 50
    session.pause()
    clock.advance(1000)
    session.unpause()
    clock.advance(20)
    assert left(session) == 30
    session.skip()
    assert left(session) == 30
    clock.advance(31)
    assert left(session) == 0
    assert session.time_out().verdict is Verdict.TIMED_OUT
    shown = session.view
    assert (shown.phase, shown.last) == (Phase.REVEALED, True)
    assert shown.reveal is not None
    assert shown.reveal.answer == ("Jupiter",)
    session.go_on()
    assert session.view.phase is Phase.FINISHED
    # What waited as the time ran out says nothing about what is known.
    assert (session.view.tally.judged, session.view.tally.right) == (1, 0)


def test_a_sprint_that_ran_out_stays_over(clock: Clock) -> None:
    session = begin(many(50), SPRINT, clock, seconds=60)
    clock.advance(61)
    again = begin(many(50), SPRINT, clock, seconds=60)
    again.restore([session.time_out()])
    assert again.is_finished


def test_a_skip_in_a_sprint_is_free_and_leads_straight_on(clock: Clock) -> None:
    session = begin(many(9, difficulty=EASY), SPRINT, clock, seconds=60)
    points = [answer.points for answer in play(session, "++s+")]
    assert points == [100, 100, 0, 150]
    assert session.skip().verdict is Verdict.SKIPPED
    assert session.view.phase is Phase.ASKING
    assert (session.view.tally.judged, session.view.tally.right) == (3, 3)


def test_a_sprint_that_was_left_goes_on_with_the_time_that_was_left(clock: Clock) -> None:
    live = begin(many(9), SPRINT, clock, seconds=60)
    clock.advance(25)
    answers = play(live, "+")
    clock.advance(15)
    answers += play(live, "s")
    again = begin(many(9), SPRINT, Clock(), seconds=60)
    again.restore(answers)
    assert left(again) == 20
    assert again.view == live.view


def test_an_open_ended_game_has_no_total(clock: Clock) -> None:
    for mode in (SPRINT, SURVIVAL):
        assert begin(many(9), mode, clock, seconds=60).view.total == 0


# Survival ---------------------------------------------------------------------------------------


def test_survival_ends_with_the_third_miss_of_any_sort(clock: Clock) -> None:
    session = begin(many(20), SURVIVAL, clock, limit=10)
    lives = []
    for mark in "+-+s+t":
        respond(session, mark)
        lives.append(session.view.lives)
        assert session.view.last is (mark == "t")
        session.go_on()
    assert lives == [3, 2, 2, 1, 1, 0]
    assert session.view.phase is Phase.FINISHED


def test_a_claim_gives_the_last_life_back(clock: Clock) -> None:
    session = begin(many(5, TYPED), SURVIVAL, clock)
    play(session, "--")
    session.answer(("nonsense",))
    assert (session.view.lives, session.view.last) == (0, True)
    session.claim()
    assert (session.view.lives, session.view.last) == (1, False)
    session.go_on()
    assert session.view.phase is Phase.ASKING


@pytest.mark.parametrize(("mode", "marks"), [(SURVIVAL, "-+--"), (LADDER, "++-")])
@pytest.mark.parametrize("gone", [0, 1, -1])
def test_a_lost_game_stays_lost_when_a_question_of_it_is_gone(
    mode: Mode, marks: str, gone: int, clock: Clock
) -> None:
    answers = play(begin(many(9), mode, clock), marks)
    lost = answers[gone].address
    again = begin([q for q in many(9) if q.address != lost], mode, clock)
    again.restore(answers)
    assert again.view.phase is Phase.FINISHED


# Ladder -----------------------------------------------------------------------------------------


def test_the_ladder_is_climbed_to_its_top(clock: Clock) -> None:
    session = begin(many(15), LADDER, clock)
    owned = []
    for _ in range(15):
        owned.append(session.view.tally.points)
        assert session.view.last is (len(owned) == 15)
        play(session, "+")
    assert owned == [0, *session.view.prizes[:14]]
    assert session.view.tally.points == 15000
    assert session.view.phase is Phase.FINISHED


@pytest.mark.parametrize(("rungs", "kept"), [(3, 0), (7, 500), (12, 2500)])
def test_a_miss_falls_to_the_safe_rung_and_ends_the_ladder(
    rungs: int, kept: int, clock: Clock
) -> None:
    session = begin(many(15), LADDER, clock)
    play(session, "+" * rungs + "-")
    assert session.view.tally.points == kept
    assert session.view.phase is Phase.FINISHED


@pytest.mark.parametrize(("rungs", "kept"), [(0, 0), (3, 300), (7, 1200), (14, 10000)])
def test_walking_away_keeps_what_was_reached(rungs: int, kept: int, clock: Clock) -> None:
    session = begin(many(15), LADDER, clock)
    play(session, "+" * rungs)
    session.walk_away()
    assert session.view.phase is Phase.FINISHED
    assert session.view.tally.points == kept


def test_each_help_comes_once_a_ladder_and_for_nothing(clock: Clock) -> None:
    session = begin(many(15), LADDER, clock, many(3, pack="reserve"))
    assert card_of(session).aids == {HINT, HALF, SWAP}
    for aid in (SWAP, HINT, HALF):
        assert session.take_aid(aid)
        assert not session.take_aid(aid)
    assert card_of(session).aids == frozenset()
    assert play(session, "+")[0].points == 100
    for _ in range(5):
        assert card_of(session).aids == frozenset()
        play(session, "+")


def test_a_swap_asks_another_question_of_the_same_level(clock: Clock) -> None:
    reserve = [make_question(f"r{level}", difficulty=level) for level in (EASY, MEDIUM, HARD)]
    for level in (EASY, MEDIUM, HARD):
        session = begin(many(3, difficulty=level), LADDER, clock, reserve)
        before = card_of(session)
        session.take_aid(SWAP)
        after = card_of(session)
        assert (after.position, after.difficulty) == (before.position, level)
        assert after.address == f"pack/r{level.value}"


def test_without_a_reserve_there_is_no_swap_and_elsewhere_there_is_none(clock: Clock) -> None:
    assert SWAP not in card_of(begin(many(3), LADDER, clock)).aids
    assert SWAP not in card_of(begin(many(3), CLASSIC, clock, many(3, pack="r"))).aids


def test_a_ladder_with_a_swap_is_restored(clock: Clock) -> None:
    reserve = many(3, pack="reserve")
    live = begin(many(15), LADDER, clock, reserve)
    answers = play(live, "+")
    live.take_aid(SWAP)
    waiting = begin(many(15), LADDER, clock, reserve)
    waiting.restore(answers, [SWAP])
    assert waiting.view == live.view
    answers += play(live, "+")
    again = begin(many(15), LADDER, clock, reserve)
    again.restore(answers)
    assert again.view == live.view
    assert again.played == live.played


def test_a_swapped_question_can_be_claimed(clock: Clock) -> None:
    session = begin(many(15), LADDER, clock, [make_question("r", TYPED)])
    play(session, "+")
    session.take_aid(SWAP)
    session.answer(("nonsense",))
    answer = session.claim()
    assert answer.address == "pack/r"
    assert (answer.points, set(answer.aids)) == (100, {SWAP})
    view = session.view
    assert view.card is not None
    assert view.card.address == "pack/r"
    assert view.reveal is not None
    assert view.reveal.answer == (f"{SECRET} moon",)
    assert not view.last
    assert view.tally.points == 200


def test_a_swapped_question_can_be_known_without_doubt(clock: Clock) -> None:
    session = begin(many(15), LADDER, clock, [make_question("r", TYPED)])
    session.take_aid(SWAP)
    respond(session, "+")
    assert session.view.can_be_sure
    assert session.be_sure().address == "pack/r"


# Review and missed ------------------------------------------------------------------------------


def test_a_leech_shows_its_explanation_first_in_a_review_only(clock: Clock) -> None:
    leeches = frozenset({"pack/q1"})
    for mode in (REVIEW, CLASSIC):
        session = begin(many(2), mode, clock, leeches=leeches)
        assert card_of(session).reminder == ""
        play(session, "+")
        explained = card_of(session).reminder
        assert explained == (f"{SECRET} explanation of q1" if mode is REVIEW else "")


def test_a_review_asks_until_each_was_right_once_and_counts_no_points(clock: Clock) -> None:
    session = begin(many(3), REVIEW, clock)
    answers = play(session, "-+++")
    assert [answer.points for answer in answers] == [0, 0, 0, 0]
    assert session.view.phase is Phase.FINISHED


def test_a_claim_in_missed_sends_the_question_no_more_around(clock: Clock) -> None:
    session = begin(many(2, TYPED), MISSED, clock)
    session.answer(("nonsense",))
    assert session.view.total == 3
    session.claim()
    assert session.view.total == 2


# Taking back ------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", [CLASSIC, REVIEW, MISSED])
def test_undo_asks_again_as_before_the_answer(mode: Mode, clock: Clock) -> None:
    session = begin(many(4), mode, clock)
    play(session, "+-")
    before = session.view
    answer = respond(session, "-")
    assert session.undo() == answer
    assert session.view == before
    respond(session, "-")
    session.go_on()
    session.undo()
    assert session.view == before
    session.undo()
    session.undo()
    assert session.view == begin(many(4), mode, clock).view
    assert not session.view.can_undo
    with pytest.raises(RuntimeError, match="no answer"):
        session.undo()


def test_undo_leaves_help_taken(clock: Clock) -> None:
    session = begin(many(2), CLASSIC, clock)
    session.take_aid(HINT)
    respond(session, "+")
    session.undo()
    assert card_of(session).hint
    assert session.answer(("Jupiter",)).points == 113


@pytest.mark.parametrize("mark", "-s")
def test_an_answer_that_was_seen_before_it_was_taken_back_brings_nothing(
    mark: str, clock: Clock
) -> None:
    session = begin(many(4), CLASSIC, clock)
    play(session, "++")
    play(session, mark)
    session.undo()
    session.undo()
    play(session, "+")
    answer = respond(session, "+")
    assert answer is not None
    assert (answer.verdict, answer.points, answer.aids) == (Verdict.RIGHT, 0, frozenset({Aid.SEEN}))
    assert session.played[-1].reveal.remark is Remark.SEEN
    assert not session.view.can_be_sure
    session.go_on()
    assert session.view.tally.streak == 3
    respond(session, "+")
    assert session.view.tally.points == 450


def test_a_right_answer_that_was_taken_back_can_be_given_again(clock: Clock) -> None:
    session = begin(many(2), CLASSIC, clock)
    respond(session, "+")
    session.undo()
    respond(session, "+")
    assert session.view.tally.points == 150


@pytest.mark.parametrize("mode", [SPRINT, SURVIVAL, LADDER])
def test_where_a_miss_ends_the_game_nothing_is_taken_back(mode: Mode, clock: Clock) -> None:
    session = begin(many(4), mode, clock)
    respond(session, "+")
    assert not session.view.can_undo
    with pytest.raises(RuntimeError):
        session.undo()


def test_an_answer_whose_question_is_gone_is_not_taken_back(clock: Clock) -> None:
    answers = play(begin(many(3), CLASSIC, clock), "+-")
    again = begin([q for q in many(3) if q.id != "q1"], CLASSIC, clock)
    again.restore(answers)
    assert not again.view.can_undo
    play(again, "+")
    assert again.view.phase is Phase.FINISHED


@given(
    st.lists(st.sampled_from(BODIES), min_size=1, max_size=6),
    st.text("+-s", max_size=6),
    st.integers(0, 6),
    st.sampled_from([CLASSIC, REVIEW, MISSED]),
)
def test_any_number_of_steps_back_leads_to_where_the_game_was(
    bodies: list[Body], marks: str, back: int, mode: Mode
) -> None:
    clock = Clock()
    questions = [make_question(f"q{n}", body) for n, body in enumerate(bodies)]
    session = begin(questions, mode, clock)
    views = []
    for mark in marks:
        if session.view.phase is not Phase.ASKING:
            break
        views.append(session.view)
        play(session, mark)
    for _ in range(min(back, len(views))):
        session.undo()
        assert session.view == views.pop()


# The player's own word --------------------------------------------------------------------------


@pytest.mark.parametrize("body", BODIES)
def test_only_a_typed_answer_or_number_that_was_wrong_can_be_claimed(
    body: Body, clock: Clock
) -> None:
    written = body in (TYPED, NUMBER)
    for mark in "-+s":
        session = begin([make_question("q", body)], CLASSIC, clock)
        assert not session.view.can_claim
        respond(session, mark)
        assert session.view.can_claim is (written and mark == "-")
        if not session.view.can_claim:
            with pytest.raises(RuntimeError, match="cannot be claimed"):
                session.claim()


def test_a_claim_is_marked_and_brings_all_that_a_right_answer_brings(clock: Clock) -> None:
    session = begin(many(4, TYPED, difficulty=EASY), CLASSIC, clock)
    play(session, "++")
    clock.advance(4)
    wrong = session.answer(("nonsense",))
    answer = session.claim()
    assert (answer.verdict, answer.credit, answer.claimed) == (Verdict.RIGHT, 1.0, True)
    assert (answer.points, answer.response) == (150, ("nonsense",))
    assert (answer.seconds, answer.position) == (wrong.seconds, 2)
    view = session.view
    assert (view.tally.streak, view.tally.right, view.tally.answered) == (3, 3, 3)
    assert view.reveal is not None
    assert view.reveal.claimed
    assert not view.can_claim
    assert not view.can_be_sure


def test_a_claim_still_pays_for_the_hint(clock: Clock) -> None:
    session = begin(many(1, TYPED, difficulty=EASY), CLASSIC, clock)
    session.take_aid(HINT)
    session.answer(("nonsense",))
    assert session.claim().points == 75


@pytest.mark.parametrize("body", BODIES)
def test_only_a_written_answer_given_without_help_can_be_known_without_doubt(
    body: Body, clock: Clock
) -> None:
    for help_taken in (False, True):
        session = begin([make_question("q", body)], CLASSIC, clock)
        if help_taken:
            session.take_aid(HINT)
        respond(session, "+")
        assert session.view.can_be_sure is (body in (TYPED, NUMBER) and not help_taken)


def test_being_sure_changes_the_mark_alone_and_can_be_taken_back(clock: Clock) -> None:
    session = begin(many(2, TYPED), CLASSIC, clock)
    respond(session, "+")
    before = session.view
    assert session.be_sure().sure
    assert session.view.tally == before.tally
    assert not session.be_sure().sure
    assert session.view == before


# Restoring --------------------------------------------------------------------------------------


@given(
    st.sampled_from([SPRINT, SURVIVAL, LADDER, REVIEW]),
    st.lists(st.sampled_from(BODIES), min_size=1, max_size=8),
    st.text("+-sxhf=", max_size=25),
)
def test_a_restored_game_of_any_mode_looks_as_if_it_had_never_stopped(
    mode: Mode, bodies: list[Body], marks: str
) -> None:
    clock = Clock()
    questions = [make_question(f"q{n}", body) for n, body in enumerate(bodies)]
    reserve = [make_question(f"r{n}", body) for n, body in enumerate(BODIES)]
    seconds = 60 if mode is SPRINT else 0
    live = begin(questions, mode, clock, reserve, seconds=seconds)
    answers: list[Answer] = []
    taken: set[Aid] = set()
    for mark in marks:
        if live.view.phase is Phase.FINISHED:
            break
        if mark in "xhf":
            aid = {"x": SWAP, "h": HINT, "f": HALF}[mark]
            taken |= {aid} if live.take_aid(aid) else set()
            continue
        answer = respond(live, "-" if mark == "=" else mark)
        assert answer is not None
        if mark == "=" and live.view.can_claim:
            answer = live.claim()
        answers.append(answer)
        taken = set()
        if live.view.phase is Phase.REVEALED:
            live.go_on()
    again = begin(questions, mode, clock, reserve, seconds=seconds)
    again.restore(answers, taken)
    assert again.view == live.view
    assert again.played == live.played


def test_no_step_can_be_taken_out_of_turn(clock: Clock) -> None:
    session = begin(many(2, TYPED), CLASSIC, clock)
    steps: list[Callable[[], object]] = [session.claim, session.be_sure]
    for step in steps:
        with pytest.raises(RuntimeError, match="asking"):
            step()
