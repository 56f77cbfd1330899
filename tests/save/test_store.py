"""The Save as the quizmaster uses it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from spacequiz.errors import SaveError
from spacequiz.game.kinds import Difficulty, Kind
from spacequiz.game.records import Aid, Answer, Setup, Verdict
from spacequiz.save import Save

from .helpers import ask, begin, make_answer, play

if TYPE_CHECKING:
    from builders import Clock
    from spacequiz.paths import Places


def test_a_game_comes_back_as_it_was_left(save: Save, places: Places, clock: Clock) -> None:
    ann = save.player("Ann")
    setup = Setup(
        packs=("a", "b"),
        mode="missed",
        count=3,
        categories=("Ægir 🪐",),
        difficulties=(Difficulty.HARD,),
        kinds=(Kind.ORDER, Kind.TYPED),
        seed="x",
    )
    game = save.start_game(ann, setup, "seed", [("a/1", "a/1"), ("b/2", "a/2")])
    first = Answer(
        position=0,
        address="a/1",
        progress_key="a/1",
        response=("Io", "", "Ünï\n"),
        verdict=Verdict.PARTLY,
        credit=1 / 3,
        points=33,
        seconds=2.125,
        aids=frozenset({Aid.HINT, Aid.FIFTY_FIFTY}),
        typo=True,
    )
    save.show(game, 0, "a/1", "a/1")
    save.record(game, first)
    save.show(game, 1, "b/2", "a/2")
    save.take_aid(game, 1, Aid.HINT)
    save.close()

    again = Save.open(places, clock)
    saved = again.unfinished(again.player("Ann"))
    assert saved == again.game(game)
    assert saved is not None
    assert (saved.player, saved.setup, saved.seed) == ("Ann", setup, "seed")
    assert saved.addresses == ("a/1", "b/2")
    assert saved.answers == (first,) == again.answers(game)
    assert saved.aids == {Aid.HINT}
    assert again.notices == ()
    again.close()


def count_commits(places: Places) -> int:
    """Return how often the file was written: SQLite counts that in its header."""
    return int.from_bytes(places.save.read_bytes()[24:28], "big")


def test_a_game_begins_with_its_first_question_in_one_commit(save: Save, places: Places) -> None:
    ann, drawn = save.player("Ann"), [("a/1", "a/1"), ("b/2", "a/2")]
    before = count_commits(places)
    save.start_game(ann, Setup(), "seed", drawn, shown=drawn[1])
    assert count_commits(places) == before + 1
    assert list(save.last_seen(ann)) == ["a/2"]


def test_what_is_shown_beyond_the_drawn_questions_is_not_drawn(save: Save) -> None:
    game = begin(save, count=2)
    for position in range(3):
        ask(save, game, position)
    saved = save.game(game)
    assert saved.addresses == ("pack/q0", "pack/q1")
    assert len(saved.answers) == 3


def test_sums_follow_from_the_answers(save: Save, clock: Clock) -> None:
    verdicts = [
        Verdict(v)
        for v in ("right", "right", "wrong", "right", "right", "right", "skipped", "right")
    ]
    game = begin(save)
    for position, verdict in enumerate(verdicts):
        save.record(game, make_answer(position, verdict, points=position))
    begin(save)  # no answer yet, so no score
    [score] = save.scores()
    assert (score.questions, score.right, score.points, score.best_streak) == (8, 6, 28, 3)
    assert (score.started, score.finished) == ("2026-03-01T12:00:00Z", "")
    assert (score.player, score.mode, score.packs, score.seed) == (
        "Ann",
        "classic",
        ("pack",),
        "seed",
    )
    clock.time += timedelta(minutes=5)
    save.finish(game)
    assert save.scores()[0].finished == "2026-03-01T12:05:00Z"


def test_an_answer_judged_again_takes_the_place_of_the_first(save: Save) -> None:
    game = begin(save)
    save.record(game, make_answer(0, Verdict.WRONG, points=0))
    save.record(game, make_answer(0, Verdict.RIGHT))
    [answer] = save.answers(game)
    assert answer.verdict is Verdict.RIGHT


def test_scores_are_of_one_player_and_limited(save: Save) -> None:
    games = [play(save, 2, name) for name in ("Ann", "Bob", "Ann")]
    assert [s.game for s in save.scores()] == games[::-1]
    assert [s.game for s in save.scores(save.player("Ann"))] == [games[2], games[0]]
    assert [s.game for s in save.scores(save.player("Ann"), 1)] == [games[2]]
    assert save.scores(save.player("New")) == []


def test_an_abandoned_game_stays_in_the_record(save: Save) -> None:
    ann = save.player("Ann")
    older, newer = begin(save), begin(save)
    ask(save, newer, 0)
    save.abandon(newer)
    found = save.unfinished(ann)
    assert found is not None
    assert found.game == older
    save.abandon(older)
    assert save.unfinished(ann) is None
    assert [score.game for score in save.scores()] == [newer]
    assert save.unfinished(save.player("Bob")) is None


def test_order_does_not_hang_on_the_clock(save: Save, clock: Clock) -> None:
    ann = save.player("Ann")
    first = play(save, 2)
    clock.time -= timedelta(days=400)
    second = play(save, 1)
    assert [score.game for score in save.scores()] == [second, first]
    seen = save.last_seen(ann)
    assert seen["pack/q0"] > seen["pack/q1"]


def test_a_question_is_seen_from_the_moment_it_is_shown(save: Save) -> None:
    game = begin(save)
    save.show(game, 0, "translated/q", "pack/q")
    assert set(save.last_seen(save.player("Ann"))) == {"pack/q"}
    assert save.last_seen(save.player("Bob")) == {}


def test_players_are_found_by_their_names(save: Save) -> None:
    ann = save.player("  Ann ")
    assert save.player("Ann") == ann
    assert len(save.player("x" * 100).name) == 40
    assert [player.name for player in save.players()] == ["Ann", "x" * 40]
    with pytest.raises(SaveError):
        save.player("   ")


def test_settings_are_of_one_player_or_of_all(save: Save, places: Places, clock: Clock) -> None:
    ann = save.player("Ann")
    save.set_setting(None, "theme", "night")
    save.set_setting(ann, "theme", "day")
    save.set_setting(ann, "packs", ("a", "b"))
    save.close()
    again = Save.open(places, clock)
    assert again.setting(None, "theme", "") == "night"
    assert again.setting(ann, "theme", "") == "day"
    assert again.setting(ann, "packs", ("c", "d")) == ("a", "b")
    assert again.setting(ann, "missing", 3) == 3
    assert again.setting(ann, "theme", 3) == 3, "of another type, so of no use"
    again.close()


def test_the_folder_and_the_file_are_the_owners_alone(save: Save, places: Places) -> None:
    assert places.save.parent.stat().st_mode & 0o077 == 0
    assert places.save.stat().st_mode & 0o077 == 0
    play(save)
    assert all(p.stat().st_mode & 0o077 == 0 for p in places.backups.glob("*.db"))


def test_an_unknown_game_is_an_error_with_a_message(save: Save) -> None:
    with pytest.raises(SaveError, match="no game 99"):
        save.game(99)
    with pytest.raises(SaveError):
        save.record(99, make_answer(0))
