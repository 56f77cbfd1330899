"""The statistics, the leader board, and finding the one try of a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from spacequiz.game.records import Setup, Verdict
from spacequiz.game.statistics import CategoryTotal, DayTotal, Totals

from .helpers import ask, begin, check_sums, learn, make_answer, play

if TYPE_CHECKING:
    import sqlite3

    from builders import Clock
    from spacequiz.paths import Places
    from spacequiz.save import Save


def test_days_are_summed_each_by_itself(save: Save, clock: Clock) -> None:
    ann = save.player("Ann")
    game = begin(save)
    save.record(game, replace(make_answer(0, Verdict.PARTLY), credit=1 / 3, seconds=2.5))
    ask(save, game, 1)
    clock.time += timedelta(days=2)
    save.finish(game)
    play(save, 3)
    play(save, 1, "Bob")
    first, second = save.days(ann)
    assert first == DayTotal("2026-03-01", 2, 1, 1.333333, 4.0, 0)
    assert second == DayTotal("2026-03-03", 3, 3, 3.0, 4.5, 2)
    assert save.days(ann, clock.today()) == [second]
    assert save.days(save.player("New"), None) == []


def test_a_day_with_nothing_but_an_end_is_a_day_played(save: Save, clock: Clock) -> None:
    game = begin(save)
    ask(save, game, 0)
    clock.time += timedelta(days=1)
    save.finish(game)
    assert [(day.answers, day.games) for day in save.days(save.player("Ann"))] == [(1, 0), (0, 1)]


def test_categories_tell_how_firmly_they_are_known(save: Save, clock: Clock) -> None:
    ann, game = save.player("Ann"), begin(save)
    for position, (category, days) in enumerate([("Moons", 40), ("Moons", 10), ("Art", 21)]):
        verdict = Verdict.WRONG if position == 1 else Verdict.RIGHT
        memory = learn(None, clock.utc())._replace(stability=float(days))
        save.record(game, make_answer(position, verdict), memory, category)
    ask(save, game, 3)
    assert save.categories(ann) == [
        CategoryTotal("", 1, 1, 1.0, 0, 0.0, 0.0),
        CategoryTotal("Art", 1, 1, 1.0, 1, 21.0, 1.0, 1.0),
        CategoryTotal("Moons", 2, 1, 1.0, 2, 25.0, 0.5, 1.0),
    ]
    assert save.categories(save.player("New")) == []


def test_the_hardest_are_told_from_the_first_miss_on(save: Save, clock: Clock) -> None:
    ann = save.player("Ann")
    for earned in ((0.0, 0.5, 1.0, 0.0), (0.5, 0.0, 1.0)):
        game = begin(save)
        for position, credit in enumerate(earned):
            answer = replace(make_answer(position, Verdict.PARTLY), credit=credit)
            memory = learn(None, clock.utc())._replace(lapses=position)
            save.record(game, replace(answer, address=f"de/q{position}"), memory)
    game = begin(save)
    save.record(game, make_answer(0, Verdict.WRONG), None)
    found = save.hardest(ann, 5)
    assert [(h.address, h.progress_key, h.answers, h.credit, h.lapses) for h in found] == [
        ("de/q3", "pack/q3", 1, 0.0, 3),
        ("pack/q0", "pack/q0", 3, 0.5, 0),
        ("de/q1", "pack/q1", 2, 0.5, 1),
    ]
    assert save.hardest(ann, 1) == found[:1]
    assert save.hardest(save.player("New"), 5) == []


def test_totals_and_the_best_streak_of_all_games(save: Save, clock: Clock) -> None:
    ann = save.player("Ann")
    assert save.totals(ann) == Totals()
    play(save, 3)
    clock.time += timedelta(days=1)
    game = begin(save)
    for position, verdict in enumerate(
        ["right", "right", "wrong", "right", "right", "right", "right"]
    ):
        save.record(game, make_answer(position, Verdict(verdict)))
    assert save.totals(ann) == Totals(10, 9, 9.0, 15.0, 1, 4, 2)


def test_a_free_skip_leaves_the_streak_alone(save: Save) -> None:
    streaks = {}
    for mode in ("sprint", "classic"):
        game = save.start_game(save.player("Ann"), Setup(mode=mode), "s", [])
        for position, verdict in enumerate(["right", "right", "skipped", "right"]):
            save.record(game, make_answer(position, Verdict(verdict)))
        streaks[mode] = save.scores()[0].best_streak
    assert streaks == {"sprint": 3, "classic": 2}


def test_a_free_skip_is_no_answer_in_any_sum(save: Save) -> None:
    ann = save.player("Ann")
    game = save.start_game(ann, Setup(mode="sprint"), "s", [])
    for position, verdict in enumerate(["skipped", "right", "skipped", "wrong"]):
        save.record(game, make_answer(position, Verdict(verdict)))
    assert (save.totals(ann).answers, save.totals(ann).credit) == (2, 1.0)
    assert [(day.answers, day.credit) for day in save.days(ann)] == [(2, 1.0)]
    assert (save.scores()[0].questions, save.scores()[0].right) == (2, 1)


def test_points_may_fall_below_nothing(save: Save, places: Places) -> None:
    game = save.start_game(save.player("Ann"), Setup(mode="ladder"), "s", [])
    for position, points in enumerate((100, 100, -9000)):
        save.record(game, make_answer(position, points=points))
    save.finish(game)
    assert save.scores()[0].points == -8800
    assert [leader.points for leader in save.leaders("ladder")] == [-8800]
    check_sums(places.save)


def test_leaders_have_their_best_finished_game_and_share_ranks(save: Save) -> None:
    def finish(name: str, points: int, *, mode: str = "classic", claimed: bool = False) -> int:
        game = save.start_game(save.player(name), Setup(mode=mode), "s", [])
        save.record(game, make_answer(0, points=points))
        save.record(game, replace(make_answer(1, points=50), claimed=claimed))
        save.finish(game)
        return game

    finish("Ann", 100)
    best = finish("Ann", 300)
    finish("Bob", 350, claimed=True)
    finish("Cat", 300)
    finish("Dan", 10)
    finish("Eve", 9000, mode="sprint")
    unfinished = begin(save, "Fay")
    save.record(unfinished, make_answer(0, points=9999))
    leaders = save.leaders("classic")
    assert [(leader.rank, leader.player, leader.points) for leader in leaders] == [
        (1, "Ann", 350),
        (1, "Bob", 350),
        (1, "Cat", 350),
        (4, "Dan", 60),
    ]
    assert (leaders[0].game, leaders[0].questions, leaders[0].right) == (best, 2, 2)
    assert len(save.leaders("classic", 2)) == 2
    assert save.leaders("nothing") == []


def test_the_one_try_of_a_day_is_found_finished_or_not(save: Save) -> None:
    ann, bob = save.player("Ann"), save.player("Bob")
    setup = Setup(mode="daily")
    first = save.start_game(ann, setup, "2026-03-01", [], "CODE")
    save.start_game(ann, setup, "2026-03-01", [])
    save.start_game(ann, Setup(), "2026-03-02", [])
    assert save.find_game(ann, "daily", "2026-03-01") == first
    assert save.find_game(ann, "daily", "2026-03-02") is None
    assert save.find_game(bob, "daily", "2026-03-01") is None
    ask(save, first, 0)
    save.finish(first)
    assert save.find_game(ann, "daily", "2026-03-01") == first
    assert (save.scores()[0].code, save.game(first).code) == ("CODE", "CODE")


def test_what_was_answered_stays_what_it_was_an_answer_to(save: Save, places: Places) -> None:
    game = begin(save)
    ask(save, game, 0)
    save.show(game, 0, "other/q", "other/q")
    [answer] = save.answers(game)
    assert answer.address == "pack/q0"
    check_sums(places.save)
    save.record(game, replace(answer, address="other/q", progress_key="other/q"))
    assert save.answers(game)[0].address == "other/q"
    check_sums(places.save)


def test_an_answer_and_what_was_shown_before_it_are_few_statements(
    save: Save, clock: Clock
) -> None:
    """A player waits for them with every answer."""
    game = begin(save)
    statements: list[str] = []

    def trace(connection: sqlite3.Connection) -> int:
        connection.set_trace_callback(statements.append)
        return 0

    save._keeper.write(trace)
    statements.clear()
    answer = make_answer(0)
    save.show(game, 0, answer.address, answer.progress_key)
    save.record(game, answer, learn(None, clock.utc()), "Moons")
    assert len(statements) <= 14, statements
