"""The history handed out and taken in: lossless, never twice, never by half."""

from __future__ import annotations

import copy
import json
import random
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from spacequiz.errors import SaveError
from spacequiz.game.kinds import Difficulty, Kind
from spacequiz.game.records import Aid, Setup, Verdict
from spacequiz.game.statistics import ImportReport
from spacequiz.save import Save
from spacequiz.save.backups import find_backups

from .helpers import (
    ask,
    begin,
    check_file,
    check_memories,
    check_sums,
    dump,
    find_places_under,
    learn,
    make_answer,
    play,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from builders import Clock
    from spacequiz.paths import Places


@pytest.fixture
def full(tmp_path: Path, clock: Clock) -> Iterator[Save]:
    """Two players with everything that a file can hold."""
    save = Save.open(find_places_under(tmp_path / "full"), clock)
    ann, bob = save.player("Ann"), save.player("Bób 🪐")
    setup = Setup(
        packs=("a", "b"),
        mode="daily",
        count=3,
        categories=("Ægir",),
        difficulties=(Difficulty.HARD,),
        kinds=(Kind.ORDER,),
        seed="x",
    )
    game = save.start_game(ann, setup, "2026-03-01", [("a/1", "a/1"), ("b/2", "a/2")], "QX7")
    other = begin(save)
    answer = replace(make_answer(0, Verdict.PARTLY, -33), credit=1 / 3, seconds=1.0625)
    answer = replace(answer, response=("Io", "", "U\u0308nï\n"), typo=True, claimed=True, sure=True)
    save.show(game, 0, answer.address, answer.progress_key)
    save.take_aid(game, 0, Aid.FIFTY_FIFTY)
    save.record(game, replace(answer, aids=frozenset(Aid)), learn(None, clock.utc(), 0.1), "Moons")
    clock.time += timedelta(hours=13, microseconds=7)
    save.record(other, make_answer(0), learn(save.memory(ann, "pack/q0"), clock.utc()), "Moons")
    ask(save, game, 1)
    save.finish(game)
    save.show(other, 1, "b/2", "a/2")
    save.take_aid(other, 1, Aid.HINT)
    save.abandon(play(save, 2, bob.name))
    save.set_setting(None, "theme", "night")
    save.set_setting(ann, "setup", {"packs": ["ü"], "count": 5})
    save.set_note(ann, "pack/q0", "two\nlines")
    save.flag(bob, "pack/q1", "wrong")
    first, second = save.start_night({"teams": ["Ann", "Bób 🪐"]}), save.start_night({"n": 1.5})
    for position, entry in enumerate(({"did": [{"name": "ü"}]}, {"undid": 0.1}, {"redid": 7})):
        save.append_to_night(first, position, entry)
    save.finish_night(first)
    save.append_to_night(second, 0, [None])
    yield save
    save.close()


def through_json(document: object) -> Any:
    return json.loads(json.dumps(document))


def test_there_and_back_nothing_is_lost(
    full: Save, save: Save, places: Places, clock: Clock
) -> None:
    document = through_json(full.export_history())
    report = save.import_history(document)
    assert report == ImportReport(("Ann", "Bób 🪐"), added=3, continued=0, present=0, nights=2)
    assert save.export_history() == document == full.export_history()
    for one, other in zip(full.players(), save.players(), strict=True):
        assert save.scores(other) == full.scores(one)
        assert save.days(other) == full.days(one)
        assert save.categories(other) == full.categories(one)
        assert save.hardest(other, 5) == full.hardest(one, 5)
        assert save.totals(other) == full.totals(one)
        assert save.due(other, clock.utc(), 9) == full.due(one, clock.utc(), 9)
    assert save.leaders("daily") == full.leaders("daily")
    assert save.flags() == full.flags()
    assert save.unfinished_night() == full.unfinished_night()
    ann = save.player("Ann")
    unfinished = save.unfinished(ann)
    assert unfinished is not None
    assert unfinished == full.unfinished(full.player("Ann"))
    before = full.memory_before(unfinished.game, 0)
    save.undo(unfinished.game, 0)
    assert save.memory(ann, "pack/q0") == before is not None
    check_file(places.save)
    check_sums(places.save)


def test_taken_in_twice_nothing_is_added(full: Save, save: Save, places: Places) -> None:
    document = full.export_history()
    save.import_history(document)
    before = dump(places.save)
    report = save.import_history(document)
    assert (report.added, report.continued, report.present, report.nights) == (0, 0, 3, 0)
    assert dump(places.save) == before
    assert full.import_history(document).added == 0


def test_an_evening_goes_on_where_it_went_on_elsewhere(
    full: Save, save: Save, places: Places
) -> None:
    save.import_history(full.export_history())
    there = full.unfinished_night()
    here = save.unfinished_night()
    assert there is not None
    assert here is not None
    save.claim_night(here.night)
    full.append_to_night(there.night, 1, "there")
    document = full.export_history()
    assert save.import_history(document).nights == 1
    assert save.night(here.night).journal == ([None], "there")
    # The program that had it open here goes on in a copy, as it knew it.
    save.append_to_night(here.night, 1, "here")
    assert save.night(here.night).journal == ([None], "here")
    # What parted from it, or has ended, is left as it is; a history of before has no evenings.
    full.append_to_night(there.night, 2, "more")
    full.finish_night(there.night)
    assert save.import_history(full.export_history()).nights == 1
    assert save.import_history(full.export_history()).nights == 0
    del document["nights"]
    assert save.import_history(document).nights == 0
    check_file(places.save)


@pytest.mark.parametrize(
    "change",
    [
        {"uid": ""},
        {"started": "yesterday"},
        {"ending": "later"},
        {"plan": []},
        {"journal": [{"written": "2026-03-01"}]},
        {"journal": [{"entry": 1, "written": 3}]},
    ],
)
def test_a_damaged_evening_is_refused(full: Save, save: Save, change: dict[str, Any]) -> None:
    document = through_json(full.export_history())
    document["nights"][0].update(change)
    with pytest.raises(SaveError, match="nights\\[0\\]"):
        save.import_history(document)
    assert save.players() == ()
    assert save.unfinished_night() is None


def test_of_one_player_and_under_another_name(full: Save, save: Save, places: Places) -> None:
    document = full.export_history(full.player("Ann"))
    assert [player["name"] for player in document["players"]] == ["Ann"]
    assert document["settings"] == {}
    assert document["nights"] == []
    report = save.import_history(document, "  Cat ")
    assert (report.players, report.added) == (("Cat",), 2)
    assert [player.name for player in save.players()] == ["Cat"]
    assert save.import_history(document).added == 2, "for Ann they are new"
    assert save.totals(save.player("Ann")) == save.totals(save.player("Cat"))
    with pytest.raises(SaveError, match="2 players"):
        save.import_history(full.export_history(), "Cat")
    check_sums(places.save)
    check_memories(places.save)


def test_what_is_here_stays_and_the_later_memory_wins(
    full: Save, save: Save, clock: Clock, places: Places
) -> None:
    ann = save.player("Ann")
    save.set_note(ann, "pack/q0", "mine")
    save.set_setting(ann, "setup", {"count": 25})
    later = learn(None, clock.utc() + timedelta(days=1))
    game = begin(save)
    save.record(game, make_answer(0), later)
    save.import_history(full.export_history())
    assert save.note(ann, "pack/q0") == "mine"
    assert save.setting(ann, "setup", {}) == {"count": 25}
    assert save.memory(ann, "pack/q0") == later
    full.import_history(save.export_history())
    assert full.memory(full.player("Ann"), "pack/q0") == later
    assert full.note(full.player("Ann"), "pack/q0") == "two\nlines"
    assert len(save.scores(ann)) == len(full.scores(full.player("Ann"))) == 3
    check_sums(places.save)


def test_a_game_continued_elsewhere_goes_on_from_there(
    full: Save, save: Save, places: Places
) -> None:
    save.import_history(full.export_history())
    away = save.unfinished(save.player("Ann"))
    home = full.unfinished(full.player("Ann"))
    assert away is not None
    assert home is not None
    save.record(away.game, make_answer(1, points=7))
    save.finish(away.game)
    report = full.import_history(save.export_history())
    assert (report.added, report.continued, report.present) == (0, 1, 2)
    assert full.unfinished(full.player("Ann")) is None
    assert full.answers(home.game) == save.answers(away.game)
    assert save.import_history(full.export_history()).continued == 0
    check_sums(places.save)
    # Continued on both sides: what is here stays.
    full.undo(home.game, 1)
    full.record(home.game, make_answer(1, points=9))
    assert full.import_history(save.export_history()).continued == 0
    assert full.answers(home.game)[1].points == 9


def test_a_game_that_was_only_finished_elsewhere_is_finished_here(full: Save, save: Save) -> None:
    save.import_history(full.export_history())
    away = save.unfinished(save.player("Ann"))
    assert away is not None
    assert full.import_history(save.export_history()).continued == 0
    save.finish(away.game)
    assert full.import_history(save.export_history()).continued == 1
    assert full.unfinished(full.player("Ann")) is None


# -- what must not get in ------------------------------------------------------------------------

WRONG: dict[str, Callable[[dict[str, Any]], object]] = {
    "no list of players": lambda d: d.pop("players"),
    "a player that is none": lambda d: d["players"].append(7),
    "a name of nothing": lambda d: d["players"][0].update(name=" \x1b"),
    "a name that is a number": lambda d: d["players"][0].update(name=3),
    "a verdict of its own": lambda d: find_answer(d).update(verdict="great"),
    "more than all the credit": lambda d: find_answer(d).update(credit=1.5),
    "credit that is no number": lambda d: find_answer(d).update(credit=float("nan")),
    "credit beyond all numbers": lambda d: find_answer(d).update(credit=10**400),
    "points beyond belief": lambda d: find_answer(d).update(points=1 << 70),
    "points that are true": lambda d: find_answer(d).update(points=True),
    "time below nothing": lambda d: find_answer(d).update(seconds=-1),
    "a day that never was": lambda d: find_answer(d).update(day="2026-02-30"),
    "a moment that is none": lambda d: find_answer(d).update(given="yesterday"),
    "a missing answer's field": lambda d: find_answer(d).pop("sure"),
    "a response that is no list": lambda d: find_answer(d).update(response="Io"),
    "half a memory": lambda d: find_answer(d).update(before={"stability": 1}),
    "help nobody knows": lambda d: find_game(d)["asked"][0].update(aids=["phone"]),
    "one position twice": lambda d: find_game(d)["asked"].append(find_game(d)["asked"][0]),
    "an ending of its own": lambda d: find_game(d).update(ending="won"),
    "a game without a name": lambda d: find_game(d).update(uid=""),
    "a memory after all time": lambda d: d["players"][0]["memories"][0].update(due=1 << 62),
    "a memory that is text": lambda d: d["players"][0]["memories"][0].update(stability="3"),
    "a note on nothing": lambda d: d["players"][1].update(notes=[{"text": "x"}]),
    "a flag without a moment": lambda d: d["players"][1]["flags"][0].pop("flagged"),
    "settings that are a list": lambda d: d["players"][1].update(settings=[]),
    "another format": lambda d: d.update(format="spacequiz pack"),
    "no version": lambda d: d.pop("version"),
    "version nought": lambda d: d.update(version=0),
}


def find_game(document: dict[str, Any]) -> dict[str, Any]:
    game: dict[str, Any] = document["players"][0]["games"][0]
    return game


def find_answer(document: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = find_game(document)["asked"][0]["answer"]
    return answer


@pytest.mark.parametrize("spoil", WRONG.values(), ids=WRONG)
def test_a_damaged_document_leaves_everything_as_it_was(
    spoil: Callable[[dict[str, Any]], object], full: Save, save: Save, places: Places
) -> None:
    play(save)
    before = places.save.read_bytes()
    document = copy.deepcopy(full.export_history())
    spoil(document)
    with pytest.raises(SaveError) as caught:
        save.import_history(document)
    assert caught.value.exit_code == 4
    assert places.save.read_bytes() == before


def test_the_field_that_is_wrong_is_named(full: Save, save: Save) -> None:
    document = copy.deepcopy(full.export_history())
    find_answer(document)["credit"] = 2
    document["players"][0]["notes"] = 7
    with pytest.raises(SaveError) as caught:
        save.import_history(document)
    field = "players[0].games[0].asked[0].answer.credit"
    assert caught.value.message == f"This history is damaged: {field} is missing or wrong."


@pytest.mark.parametrize("document", [None, [], "x", 3, {}, {"format": []}])
def test_something_else_is_refused(document: object, save: Save) -> None:
    with pytest.raises(SaveError, match="not a history"):
        save.import_history(document)


def test_a_newer_document_is_refused_with_its_version(full: Save, save: Save) -> None:
    document = {**full.export_history(), "version": 2, "spacequiz": "9.4.1\x1b[31m"}
    with pytest.raises(SaveError, match=r"newer spacequiz \(9\.4\.1\[31m\)"):
        save.import_history(document)


def test_any_spoilt_document_is_refused_or_sound(full: Save, tmp_path: Path, clock: Clock) -> None:
    """Whatever one value is changed to: an error of ours, or a file that holds together."""
    chance = random.Random(7)
    text = json.dumps(full.export_history())
    values: list[object] = [None, True, -1, 1 << 80, 0.5, "", "\ud800\x1b", [], {}, [[]], {"a": 1}]
    places = find_places_under(tmp_path / "other")
    save = Save.open(places, clock)
    play(save)
    taken = 0
    for _ in range(400):
        document = json.loads(text)
        spot = document
        while isinstance(spot, (dict, list)) and spot:
            key = chance.choice(list(spot) if isinstance(spot, dict) else range(len(spot)))
            if not isinstance(spot[key], (dict, list)) or chance.random() < 0.05:
                spot[key] = chance.choice(values)
                break
            spot = spot[key]
        before = save.export_history()
        try:
            save.import_history(document)
            taken += 1
        except SaveError:
            assert save.export_history() == before
        for score in save.scores():
            save.game(score.game)
    assert 0 < taken < 400
    assert save.trouble == ""
    save.close()
    check_file(places.save)
    check_sums(places.save)
    assert "\\u001b" not in json.dumps(before)


def test_texts_that_steer_a_terminal_are_cleaned(full: Save, save: Save) -> None:
    document = copy.deepcopy(full.export_history())
    find_answer(document)["response"] = ["\x1b]0;title\x07Io\u202e", "Io\r\ud800"]
    find_game(document)["asked"][0]["address"] = "pa\x9bck/1"
    document["players"][0]["notes"][0]["text"] = "a\x1b[31mb"
    document["players"][0]["settings"]["theme"] = {"\x1b": ["\x07"]}
    document["players"][0]["name"] = "An\x1bn"
    save.import_history(document)
    ann = save.player("Ann")
    [*_, game] = save.scores(ann)
    [first, _] = save.answers(game.game)
    assert first.response == ("]0;titleIo", "Io\n")
    assert first.address == "pack/1"
    assert save.note(ann, "pack/q0") == "a[31mb"
    assert save.setting(ann, "theme", None) == {"": [""]}


def test_a_deep_document_is_an_error_of_ours(full: Save, save: Save) -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    document = full.export_history()
    document["players"][0]["settings"]["x"] = deep
    with pytest.raises(SaveError, match="too deep"):
        save.import_history(document)
    while deep:
        deep = deep.pop()


def test_a_backup_comes_before_an_import(full: Save, save: Save, places: Places) -> None:
    assert not find_backups(places)
    save.import_history(full.export_history())
    assert find_backups(places)
