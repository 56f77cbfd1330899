"""Memories, what is due, taking answers back, notes and flags."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import Clock, MoveTo
from spacequiz.errors import SaveError
from spacequiz.game.records import Aid, Setup, Verdict
from spacequiz.game.review import LEECH_AFTER, Memory, Rating, review
from spacequiz.save import Save

from .helpers import (
    ask,
    begin,
    check_memories,
    check_sums,
    dump,
    find_places_under,
    learn,
    make_answer,
)

if TYPE_CHECKING:
    from spacequiz.paths import Places


def remember(save: Save, game: int, position: int, memory: Memory, category: str = "") -> None:
    answer = make_answer(position)
    save.show(game, position, answer.address, answer.progress_key)
    save.record(game, answer, memory, category)


def test_a_memory_comes_back_exactly(save: Save, places: Places, clock: Clock) -> None:
    clock.time = datetime(2026, 3, 1, 12, 0, 0, 123457, tzinfo=UTC)
    ann, game = save.player("Ann"), begin(save)
    first = review(None, Rating.GOOD, clock.utc(), fuzz=True)
    second = review(first, Rating.AGAIN, clock.utc() + timedelta(days=2))
    remember(save, game, 0, first)
    assert save.memory(ann, "pack/q0") == first
    assert save.memory_before(game, 0) is None
    again = begin(save)
    remember(save, again, 0, second)
    save.close()
    reopened = Save.open(places, clock)
    assert reopened.memory(ann, "pack/q0") == second
    assert reopened.memory_before(again, 0) == first
    assert reopened.memory(reopened.player("Bob"), "pack/q0") is None
    assert reopened.memory_before(99, 0) is None
    reopened.close()


def test_an_answer_judged_again_keeps_the_memory_from_before_the_first(
    save: Save, clock: Clock
) -> None:
    ann = save.player("Ann")
    before, missed, known = (learn(None, clock.utc(), days) for days in (1, 2, 3))
    remember(save, begin(save), 0, before)
    game = begin(save)
    save.record(game, make_answer(0, Verdict.WRONG, 0), missed, "Moons")
    claimed = replace(make_answer(0), claimed=True, sure=True)
    save.record(game, claimed, known, "Moons")
    assert save.memory(ann, "pack/q0") == known
    assert save.memory_before(game, 0) == before
    assert save.answers(game) == (claimed,)
    assert save.totals(ann).right == 2
    save.undo(game, 0)
    assert save.memory(ann, "pack/q0") == before


def test_the_longest_overdue_comes_first(save: Save, clock: Clock) -> None:
    ann, game = save.player("Ann"), begin(save)
    for position, days in enumerate((3, 1, 2, 9)):
        remember(save, game, position, learn(None, clock.utc(), days))
    later = clock.utc() + timedelta(days=3)
    assert save.due(ann, later, 10) == ["pack/q1", "pack/q2", "pack/q0"]
    assert save.due(ann, later, 1, 1) == ["pack/q2"]
    assert save.due(ann, later - timedelta(microseconds=1), 10) == ["pack/q1", "pack/q2"]
    assert (save.count_due(ann, later), save.count_due(ann, clock.utc())) == (3, 0)
    assert save.weakest(ann, 2) == ["pack/q1", "pack/q2"]
    bob = save.player("Bob")
    assert (save.due(bob, later, 10), save.count_due(bob, later), save.weakest(bob, 9)) == (
        [],
        0,
        [],
    )


def test_known_and_leeches_among_more_keys_than_a_statement_takes(save: Save, clock: Clock) -> None:
    ann, game = save.player("Ann"), begin(save)
    for position, lapses in enumerate((LEECH_AFTER - 1, LEECH_AFTER)):
        remember(save, game, position, learn(None, clock.utc())._replace(lapses=lapses))
    keys = [f"pack/q{number}" for number in reversed(range(5000))]
    assert sorted(save.list_known(ann)) == ["pack/q0", "pack/q1"]
    assert save.leeches(ann, keys) == {"pack/q1"}
    assert save.leeches(ann, []) == set()
    assert save.list_known(save.player("Bob")) == []


def test_only_what_is_first_met_in_a_review_is_new(save: Save, clock: Clock) -> None:
    ann = save.player("Ann")
    remember(save, begin(save), 0, learn(None, clock.utc()))
    game = save.start_game(ann, Setup(mode="review"), "s", [])
    remember(save, game, 1, learn(None, clock.utc()))
    assert save.count_new_today(ann) == 1
    clock.time += timedelta(days=1)
    remember(save, game, 0, learn(None, clock.utc()))
    remember(save, game, 2, learn(None, clock.utc()))
    assert save.count_new_today(ann) == 1
    save.undo(game, 2)
    assert save.count_new_today(ann) == 0
    assert save.count_new_today(save.player("Bob")) == 0


@pytest.mark.parametrize(
    ("begins", "ends"),
    [(0, (0.5, 24.5, 47.5)), (4, (4.5, 27.5, 51.5))],
    ids=["midnight", "four in the morning"],
)
def test_the_forecast_goes_by_the_days_of_this_place(
    save: Save, clock: Clock, begins: int, ends: tuple[float, ...], move_to: MoveTo
) -> None:
    move_to("CET-1CEST,M3.5.0,M10.5.0/3")
    clock.day_begins = begins
    # Half past eleven in the evening, two days before the clocks go forward.
    clock.time = datetime(2026, 3, 27, 22, 30, tzinfo=UTC)
    ann, game = save.player("Ann"), begin(save, count=20)
    around = [end + minutes / 60 for end in ends for minutes in (-6, 6)]
    hours = (-30, *around, 24 * 12.5, 24 * 20)
    for position, later in enumerate(hours):
        remember(save, game, position, learn(None, clock.utc(), later / 24))
    forecast = save.forecast(ann)
    assert forecast == [2, 2, 2, 1, *[0] * 9, 1]
    assert save.forecast(ann, 2) == [2, 2]
    save.finish(game)
    [day] = save.days(ann)
    assert (day.day, day.games) == ("2026-03-27", 1)
    move_to("JST-9")
    clock.time += timedelta(hours=6)
    ask(save, begin(save), 0)
    assert [day.day for day in save.days(ann)] == ["2026-03-27", "2026-03-28"]
    assert [day.day for day in save.days(ann, clock.today())] == ["2026-03-28"]


def test_a_clock_that_was_set_back_breaks_nothing(save: Save, clock: Clock) -> None:
    ann = save.player("Ann")
    later = learn(None, clock.utc())
    remember(save, begin(save), 0, later)
    clock.time -= timedelta(days=500)
    game = begin(save)
    memory = review(later, Rating.GOOD, clock.utc())
    save.record(game, replace(make_answer(0), seconds=-3.0), memory)
    assert save.answers(game)[0].seconds == 0
    save.finish(game)
    save.undo(game, 0)
    assert save.memory(ann, "pack/q0") == later
    assert len(save.days(ann)) == 1


# -- taking back ---------------------------------------------------------------------------------


def test_taking_back_opens_a_finished_game_and_keeps_the_aids(save: Save, clock: Clock) -> None:
    ann, game = save.player("Ann"), begin(save, count=2)
    ask(save, game, 0)
    save.show(game, 1, "pack/q1", "pack/q1")
    save.take_aid(game, 1, Aid.HINT)
    answer = replace(make_answer(1), aids=frozenset({Aid.HINT}))
    save.record(game, answer, learn(None, clock.utc()))
    save.finish(game)
    assert save.unfinished(ann) is None
    save.undo(game, 1)
    unfinished = save.unfinished(ann)
    assert unfinished is not None
    assert [a.position for a in unfinished.answers] == [0]
    assert unfinished.aids == {Aid.HINT}
    assert save.memory(ann, "pack/q1") is None
    assert save.scores()[0].points == 100
    save.undo(game, 0)
    assert save.scores() == []
    found = save.unfinished(ann)
    assert found is not None
    assert found.aids == frozenset(), "the hint was for the question after this one"


def test_only_the_newest_answer_can_be_taken_back(save: Save) -> None:
    game = begin(save)
    for wrong in (0, -1):
        with pytest.raises(SaveError):
            save.undo(game, wrong)
    ask(save, game, 0)
    ask(save, game, 1)
    for wrong in (0, 2, -1):
        with pytest.raises(SaveError):
            save.undo(game, wrong)
    with pytest.raises(SaveError):
        save.undo(99, 0)
    assert len(save.answers(game)) == 2
    save.undo(game, 1)
    save.undo(game, 0)
    assert save.answers(game) == ()


def test_a_memory_that_a_later_answer_built_on_stays(save: Save, clock: Clock) -> None:
    ann = save.player("Ann")
    first, second = learn(None, clock.utc(), 1), learn(None, clock.utc(), 2)
    older, newer = begin(save), begin(save)
    remember(save, older, 0, first)
    remember(save, newer, 0, second)
    save.undo(older, 0)
    assert save.memory(ann, "pack/q0") == second
    save.undo(newer, 0)
    assert save.memory(ann, "pack/q0") == first


steps = st.lists(
    st.tuples(
        st.sampled_from(list(Verdict)),
        st.sampled_from([0.0, 1 / 3, 0.1, 0.7, 1.0]),
        st.integers(-15000, 15000),
        st.floats(0, 1e4),
        st.sampled_from(["", "Moons", "Stars"]),
        st.integers(0, 3),
        st.booleans(),
        st.floats(0.01, 400),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps, judged_again=st.booleans(), mode=st.sampled_from(["classic", "sprint"]))
def test_taking_back_leaves_the_file_as_it_was(
    steps: list[tuple[Verdict, float, int, float, str, int, bool, float]],
    judged_again: bool,
    mode: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    clock = Clock()
    places = find_places_under(tmp_path_factory.mktemp("undo"))
    save = Save.open(places, clock)
    ann = save.player("Ann")
    game = save.start_game(ann, Setup(mode=mode), "s", [])
    before = []
    for position, (verdict, credit, points, seconds, category, key, with_memory, days) in enumerate(
        steps
    ):
        clock.time += timedelta(hours=13)
        address = f"pack/q{key}"
        save.show(game, position, address, address)
        before.append(dump(places.save))
        answer = replace(
            make_answer(position, verdict, points),
            address=address,
            progress_key=address,
            credit=credit,
            seconds=seconds,
        )
        memory = learn(save.memory(ann, address), clock.utc(), days) if with_memory else None
        save.record(game, answer, memory, category)
        if judged_again:
            again = replace(answer, claimed=True, verdict=Verdict.RIGHT, points=7, credit=1.0)
            save.record(game, again, memory._replace(lapses=9) if memory else None, category)
    check_sums(places.save)
    save.finish(game)
    for position in reversed(range(len(steps))):
        save.undo(game, position)
        check_sums(places.save)
        expected = before[position]
        present = dump(places.save)
        # What was shown meanwhile stays seen.
        for table in ("seen", "asked"):
            assert len(present.pop(table)) >= len(expected.pop(table))
        assert present == expected
    check_memories(places.save)
    save.close()


# -- notes and flags -----------------------------------------------------------------------------


def test_a_note_is_the_players_own(save: Save) -> None:
    ann, bob = save.player("Ann"), save.player("Bob")
    save.set_note(ann, "pack/q0", "Ünï\nsecond line")
    save.set_note(bob, "pack/q0", "mine")
    assert save.note(ann, "pack/q0") == "Ünï\nsecond line"
    save.set_note(ann, "pack/q0", "shorter")
    assert (save.note(ann, "pack/q0"), save.note(bob, "pack/q0")) == ("shorter", "mine")
    save.set_note(ann, "pack/q0", "")
    assert (save.note(ann, "pack/q0"), save.note(bob, "pack/q0")) == ("", "mine")


def test_flags_of_all_players_with_their_last_response(save: Save, clock: Clock) -> None:
    ann, bob = save.player("Ann"), save.player("Bob")
    for response in (("Io",), ("Europa", "Io")):
        game = begin(save, "Bob")
        save.record(game, replace(make_answer(0), response=response))
    save.flag(bob, "pack/q0", "two are right")
    clock.time += timedelta(hours=1)
    save.flag(ann, "pack/q0")
    save.flag(bob, "pack/q0", "three are right")
    assert [(f.address, f.player, f.reason, f.flagged, f.response) for f in save.flags()] == [
        ("pack/q0", "Bob", "three are right", "2026-03-01T12:00:00Z", ("Europa", "Io")),
        ("pack/q0", "Ann", "", "2026-03-01T13:00:00Z", ()),
    ]
    save.unflag(bob, "pack/q0")
    assert (save.is_flagged(ann, "pack/q0"), save.is_flagged(bob, "pack/q0")) == (True, False)
    assert [flag.player for flag in save.flags()] == ["Ann"]
