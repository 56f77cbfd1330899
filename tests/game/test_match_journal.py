"""Undo, redo, the journal that survives a crash, the codecs and the log."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from test_match import RIGHT, WRONG, Night, add

from builders import CHOICE
from spacequiz.game.kinds import Difficulty
from spacequiz.game.night import events as e
from spacequiz.game.night.events import EVENTS
from spacequiz.game.night.journal import (
    Did,
    Redid,
    Undid,
    decode_entry,
    decode_event,
    encode_entry,
    encode_event,
    replay,
)
from spacequiz.game.night.match import Match
from spacequiz.game.night.setup import (
    BOARD_VALUES,
    LEAST_CATEGORIES,
    MOST_CATEGORIES,
    QUESTIONS_A_ROUND,
    ROUNDS,
    Board,
    Category,
    NightFormat,
    NightSetup,
    RoundPlan,
    decode_setup,
    encode_setup,
)
from spacequiz.game.night.state import NightPhase, RefusedError
from spacequiz.words.night_log import _WORDS, write_log


def reload(night: Night) -> Match:
    """Return the match as it comes back after a crash."""
    written = [json.dumps(encode_entry(entry)) for entry in night.match.journal]
    setup = decode_setup(json.loads(json.dumps(encode_setup(night.setup))))
    entries = [decode_entry(json.loads(text)) for text in written]
    return Match(setup, night.match.questions, entries)


# Undo and redo --------------------------------------------------------------------------------


def test_undo_and_redo_go_step_by_step() -> None:
    night = Night().play(a=RIGHT, b=WRONG)
    views = []
    while night.match.can_undo:
        views.append(night.view)
        night.match.undo(night.at)
    assert night.phase() is NightPhase.LOBBY
    while views:
        night.match.redo(night.at)
        assert night.view == views.pop()
    assert not night.match.can_redo
    with pytest.raises(RefusedError):
        night.match.redo(night.at)


def test_nothing_is_there_to_undo_at_first() -> None:
    night = Night()
    night.match.restart_clock(5.0)
    assert not night.match.can_undo
    with pytest.raises(RefusedError):
        night.match.undo(5.0)
    assert night.match.journal == (Did((e.ClockRestarted(at=5.0),)),)


def test_something_new_ends_redoing_but_a_restarted_clock_does_not() -> None:
    night = Night().ask().answer("a", RIGHT)
    night.match.undo(night.at)
    night.match.restart_clock(0.0)
    night.at = 0.0
    assert night.match.can_redo
    night.answer("a", WRONG)
    assert not night.match.can_redo


def test_after_an_undo_the_clock_goes_on_where_it_stood() -> None:
    night = Night().ask().answer("a", RIGHT, after=5.0)
    night.at += 500.0
    night.wait()
    assert night.phase() is NightPhase.REVEALED
    night.match.undo(night.at)
    assert night.phase() is NightPhase.ANSWERING
    assert night.team("b").deadline == night.at + 17.0
    night.at += 1.0
    night.match.undo(night.at)
    assert night.team("a").deadline == night.at + 22.0


def test_what_followed_by_itself_is_taken_back_with_its_cause() -> None:
    night = Night(NightFormat.BUZZER).ask().press("a").wait(0.05)
    assert night.phase() is NightPhase.FLOOR
    night.match.undo(night.at)
    assert night.phase() is NightPhase.ANSWERING
    night.match.undo(night.at)
    assert night.phase() is NightPhase.READY
    night.match.redo(night.at)
    assert night.phase() is NightPhase.ANSWERING


def test_undo_survives_a_crash_and_so_does_redo() -> None:
    night = Night().play(a=RIGHT, b=WRONG)
    before = night.view
    night.match.undo(night.at)
    night.match.undo(night.at)
    back = reload(night)
    assert back.view == night.view
    back.redo(night.at)
    back.redo(night.at)
    assert back.view == before
    assert back.events[-1] == e.ClockRestarted(at=night.at)


def test_redoing_on_another_day_keeps_the_times_of_then() -> None:
    night = Night().ask().answer("a", RIGHT, after=12.0)
    night.match.undo(night.at)
    back = reload(night)
    back.restart_clock(1.0)
    back.redo(2.0)
    lock = back.state.require_asking().locked["a"]
    assert lock.seconds == 10.0
    assert back.view.team("b").deadline == 12.0


def test_a_step_is_all_or_nothing() -> None:
    night = Night().go()
    with pytest.raises(RefusedError):
        night.match.do(e.JokerPlaced("a", at=1.0), e.JokerPlaced("a", at=1.0))
    assert night.team("a").joker is None
    assert len(night.match.journal) == 1
    night.match.do()
    assert len(night.match.journal) == 1


def test_an_entry_is_kept_before_it_counts() -> None:
    night, kept = Night(), list[Any]()
    match = Match(night.setup, {}, keep=kept.append)
    match.do(e.MatchStarted(at=1.0))
    match.undo(2.0)
    match.redo(3.0)
    assert kept == [Did((e.MatchStarted(at=1.0),)), Undid(2.0), Redid(3.0)]
    assert tuple(kept) == match.journal

    def fail(entry: object) -> None:
        raise OSError("the disk is full")

    other = Match(night.setup, {}, kept, keep=fail)
    with pytest.raises(OSError, match="full"):
        other.do(e.RoundStarted(at=4.0))
    assert other.view.phase is NightPhase.BETWEEN
    assert len(other.journal) == 3


def test_a_journal_that_cannot_have_happened_is_refused() -> None:
    for entries in ([Undid(1.0)], [Redid(1.0)], [Did(())], [Did((e.Paused(at=1.0),))]):
        with pytest.raises(ValueError):
            Match(Night().setup, {}, entries)
    with pytest.raises(RefusedError):
        replay([Undid(1.0)])


EVENINGS = json.loads(Path(__file__).with_name("evenings.json").read_text("utf-8"))
"""Evenings as they were once written, with what they came to. Never renew them."""


@pytest.mark.parametrize("evening", EVENINGS)
def test_an_evening_that_was_written_long_ago_is_played_on(evening: dict[str, Any]) -> None:
    setup = decode_setup(evening["setup"])
    entries = [decode_entry(entry) for entry in evening["journal"]]
    assert [encode_entry(entry) for entry in entries] == evening["journal"]
    state = Match(setup, {}, entries).state
    assert (state.phase, state.scores) == (evening["phase"], evening["scores"])
    assert [line.text for line in write_log(setup, entries)] == evening["log"]


def test_the_evenings_of_long_ago_hold_every_event() -> None:
    steps = [entry["did"] for night in EVENINGS for entry in night["journal"] if "did" in entry]
    assert {event["event"] for step in steps for event in step} == set(EVENTS)


# Codecs ---------------------------------------------------------------------------------------


def test_every_event_has_a_name_and_comes_back() -> None:
    assert set(EVENTS.values()) == {
        kind for kind in vars(e).values() if isinstance(kind, type) and issubclass(kind, e.Event)
    } - {e.Event}
    added = e.TeamAdded(add("z", time_factor=1.5, difficulty=Difficulty.EASY), at=1.5)
    assert decode_event(json.loads(json.dumps(encode_event(added)))) == added
    assert encode_event(e.Buzzed("a", at=2.0)) == {"event": "buzzed", "at": 2.0, "team": "a"}


@pytest.mark.parametrize(
    "damaged",
    [
        None,
        1,
        [],
        "buzzed",
        {},
        {"event": "nonsense", "at": 1.0},
        {"event": "buzzed"},
        {"event": "buzzed", "at": 1.0},
        {"event": "buzzed", "at": 1.0, "team": 5},
        {"event": "buzzed", "at": "1", "team": "a"},
        {"event": "buzzed", "at": 1.0, "team": "a", "more": 1},
        {"event": "buzzed", "at": float("nan"), "team": "a"},
        {"event": "buzzed", "at": 10**400, "team": "a"},
        {"event": "buzzed", "at": 1.0, "team": "\ud800"},
        {"event": "buzzed", "at": 1.0, "team": "x" * 5001},
        {"event": "answer-locked", "at": 1.0, "team": "a", "response": "x"},
        {"event": "answer-locked", "at": 1.0, "team": "a", "response": [1]},
        {"event": "score-changed", "at": 1.0, "team": "a", "delta": True, "reason": ""},
        {"event": "score-changed", "at": 1.0, "team": "a", "delta": 10**7, "reason": ""},
        {"event": "score-changed", "at": 1.0, "team": "a", "delta": 1, "reason": "x" * 81},
        {"event": "host-judged", "at": 1.0, "team": "a", "credit": 1.5, "points": 0},
        {"event": "question-asked", "at": 1.0, "address": "a", "kind": "riddle", "reading": 2},
        {"event": "team-added", "at": 1.0, "team": {"id": "a", "name": "\x1b"}},
    ],
)
def test_a_damaged_event_is_refused(damaged: object) -> None:
    with pytest.raises(ValueError):
        decode_event(damaged)
    with pytest.raises(ValueError):
        decode_entry({"did": [damaged]})


@pytest.mark.parametrize(
    "damaged", [None, {}, {"did": []}, {"undid": "x"}, {"undid": 1.0, "did": []}, {"redid": None}]
)
def test_a_damaged_entry_is_refused(damaged: object) -> None:
    with pytest.raises(ValueError):
        decode_entry(damaged)


def test_a_set_up_comes_back_and_a_damaged_one_is_refused() -> None:
    setups = [Night().setup, Night(NightFormat.BOARD, bodies=((CHOICE,),), wagers=((0, 0),)).setup]
    for setup in setups:
        encoded = json.loads(json.dumps(encode_setup(setup)))
        assert decode_setup(encoded) == setup
        changes: list[dict[str, Any]] = [{"format": "x"}, {"rounds": 1}, {"teams": [{}]}]
        for change in changes:
            with pytest.raises(ValueError):
                decode_setup(encoded | change)


def test_a_set_up_that_cannot_be_played_is_refused() -> None:
    plan, column = RoundPlan("R", ("p/q",)), Category("C", ("p/q",))
    for broken in (
        lambda: NightSetup(NightFormat.ROUNDS),
        lambda: NightSetup(NightFormat.ROUNDS, rounds=(RoundPlan("R", ()),)),
        lambda: NightSetup(NightFormat.BOARD, rounds=(plan,)),
        lambda: NightSetup(NightFormat.BUZZER, rounds=(plan,), board=Board((column,), (200,))),
        lambda: NightSetup(NightFormat.ROUNDS, rounds=(plan,), choice_seconds=-1),
        lambda: Board((column,)),
        lambda: Board(()),
        lambda: Board((column,), (200,), ((0, 1),)),
        lambda: Board((column,), (200,), ((0, 0), (0, 0))),
    ):
        with pytest.raises(ValueError):
            broken()


def test_an_evening_is_this_large_unless_asked_otherwise() -> None:
    assert (ROUNDS, QUESTIONS_A_ROUND) == (4, 6)
    assert BOARD_VALUES == (200, 400, 600, 800, 1000)
    assert (LEAST_CATEGORIES, MOST_CATEGORIES) == (5, 6)
    column = Category("C", tuple(f"p/{n}" for n in range(5)))
    assert Board((column,), wagers=((0, 0), (0, 1))).values == BOARD_VALUES
    with pytest.raises(ValueError):
        Board((column,), wagers=((0, 0), (0, 1), (0, 2)))


def test_a_set_up_names_every_question() -> None:
    night = Night(reserve=2)
    assert set(night.setup.addresses) == set(night.match.questions)
    assert set(Night(NightFormat.BOARD).setup.addresses) == {
        f"pack/q{x}-{y}" for x in "01" for y in "01"
    }


# The log --------------------------------------------------------------------------------------


def test_the_log_tells_everything_and_what_was_taken_back() -> None:
    night = Night().play(a=RIGHT, b=WRONG)
    night.match.undo(night.at)
    lines = write_log(night.setup, night.match.journal)
    told = [(line.text, line.taken_back) for line in lines]
    assert ("A locked in", False) in told
    assert ("B locked in", True) in told
    assert ("The answer was shown: A +1,000, B 0", True) in told
    assert told[-1] == ("The last step was taken back", False)
    assert [line.address for line in lines if line.address] == ["pack/q0-0"]
    night.match.redo(night.at)
    again = write_log(night.setup, night.match.journal)
    assert not any(line.taken_back for line in again)


def test_every_event_that_tells_something_has_words_and_no_answer_in_them() -> None:
    night = Night(NightFormat.BOARD, teams="ab", wagers=((0, 0),)).ask()
    picker = night.team(night.view.picker).team
    night.answer(picker.id, RIGHT)
    told = [line.text for line in write_log(night.setup, night.match.journal)]
    assert f"{picker.name} picked {night.setup.board.categories[0].title} for 200" in told  # type: ignore[union-attr]
    assert f"{picker.name} staked 500" in told
    assert RIGHT[0] not in " ".join(told)
    assert set(EVENTS.values()) - set(_WORDS) == {e.QuestionShown, e.ClockRestarted}
