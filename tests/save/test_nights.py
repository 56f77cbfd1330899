"""Quiz nights in the memory: nothing lost by a kill, a full disk, or two terminals at once."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from builders import Clock
from spacequiz.errors import SaveError
from spacequiz.save import Save

from .helpers import check_file, find_places_under, spawn

if TYPE_CHECKING:
    from spacequiz.paths import Places

PLAN = {"teams": ["Ann", "Bob"], "rounds": [["pack/q1"]]}


def write(save: Save, night: int, count: int, word: str = "x") -> None:
    start = len(save.night(night).journal)
    for position in range(start, start + count):
        save.append_to_night(night, position, {"n": position, "word": word})


def test_a_night_comes_back_as_it_was_left(save: Save, places: Places, clock: Clock) -> None:
    night = save.start_night(PLAN)
    save.append_to_night(night, 0, {"kind": "start", "name": "Zoë [red] “木星”"})
    save.append_to_night(night, 1, ["a", 1, 0.25, None, True])
    save.close()
    again = Save.open(places, clock)
    found = again.unfinished_night()
    assert found is not None
    assert found.open
    assert found.plan == PLAN
    assert found.journal == (
        {"kind": "start", "name": "Zoë [red] “木星”"},
        ["a", 1, 0.25, None, True],
    )
    again.close()


def test_the_newest_unfinished_night_is_offered_and_an_ended_one_is_not(save: Save) -> None:
    assert save.unfinished_night() is None
    first, second = save.start_night(PLAN), save.start_night(PLAN)
    found = save.unfinished_night()
    assert found is not None
    assert found.night == second
    save.finish_night(second)
    save.abandon_night(second)
    found = save.unfinished_night()
    assert found is not None
    assert found.night == first
    save.abandon_night(first)
    assert save.unfinished_night() is None
    save.reopen_night(second)
    assert save.night(second).open


def test_a_night_that_another_program_left_can_be_given_up(places: Places, clock: Clock) -> None:
    ann = Save.open(places, clock)
    night = ann.start_night(PLAN)
    ann.close()
    bob = Save.open(places, clock)
    bob.abandon_night(night)
    assert bob.unfinished_night() is None
    bob.close()


def test_there_is_no_night_of_that_number(save: Save) -> None:
    with pytest.raises(SaveError):
        save.night(7)


def test_an_entry_never_replaces_another(save: Save) -> None:
    night = save.start_night(PLAN)
    save.append_to_night(night, 0, "first")
    with pytest.raises(SaveError):
        save.append_to_night(night, 0, "second")
    assert save.night(night).journal == ("first",)


def test_two_terminals_in_one_night_keep_the_entries_of_both(places: Places, clock: Clock) -> None:
    ann = Save.open(places, clock)
    night = ann.start_night(PLAN)
    write(ann, night, 2, "ann")
    bob = Save.open(places, clock)
    found = bob.unfinished_night()
    assert found is not None
    bob.claim_night(found.night)
    write(bob, found.night, 2, "bob")
    # Written by Ann, who does not know of Bob, into a copy of what both had.
    ann.append_to_night(night, 2, {"n": 2, "word": "ann"})
    assert [entry["word"] for entry in ann.night(night).journal] == ["ann"] * 3
    assert [entry["word"] for entry in bob.night(found.night).journal] == ["ann"] * 2 + ["bob"] * 2
    # Bob goes on with Ann's copy, and Ann again with hers.
    copy = bob.unfinished_night()
    assert copy is not None
    bob.claim_night(copy.night)
    write(bob, copy.night, 1, "bob")
    ann.append_to_night(night, 3, {"n": 3, "word": "ann"})
    assert [entry["word"] for entry in ann.night(night).journal] == ["ann"] * 4
    assert [entry["word"] for entry in bob.night(copy.night).journal] == ["ann"] * 3 + ["bob"]
    for save in (ann, bob):
        save.close()
    check_file(places.save)


def test_a_night_begun_in_memory_is_written_once_that_works(places: Places, clock: Clock) -> None:
    save = Save.open(places, clock)
    folder = places.save.parent
    blocker = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(places.save)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert blocker.stdout is not None
    assert blocker.stdout.readline() == "locked\n"
    save._keeper._disk.execute("PRAGMA busy_timeout=50")  # type: ignore[union-attr]
    night = save.start_night(PLAN)
    save.append_to_night(night, 0, "in memory")
    assert save.trouble
    blocker.communicate("\n", timeout=20)
    save.append_to_night(night, 1, "on disk")
    assert not save.trouble
    assert save.night(night).journal == ("in memory", "on disk")
    save.close()
    again = Save.open(find_places_under(folder), clock)
    found = again.unfinished_night()
    assert found is not None
    assert found.journal == ("in memory", "on disk")
    again.close()


_HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.readline()
connection.execute("ROLLBACK")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal")
@pytest.mark.parametrize("times", [12, pytest.param(200, marks=pytest.mark.soak)])
def test_killed_again_and_again_no_acknowledged_entry_is_missing(
    places: Places, times: int
) -> None:
    chance = random.Random(2026)
    for _ in range(times):
        child = spawn("host_night", places.save.parent)
        assert child.stdout is not None
        lines = [child.stdout.readline() for _ in range(chance.randrange(1, 30))]
        child.kill()
        lines += child.stdout.readlines()
        assert child.wait() == -signal.SIGKILL
        told = [json.loads(line) for line in lines if line.endswith("\n")]
        assert_kept(places, told)
    check_file(places.save)


def assert_kept(places: Places, told: list[list[int]]) -> None:
    save = Save.open(places, Clock())
    assert save.notices == ()
    found = save.unfinished_night()
    assert found is not None
    assert [entry["n"] for entry in found.journal] == list(range(len(found.journal)))
    last = told[-1]
    assert last[0] == found.night
    # What was acknowledged is there, and at most the one entry that was being written besides.
    assert last[1] <= len(found.journal) <= last[1] + 1
    save.close()


def test_damaged_lines_do_not_keep_the_rest_away(save: Save) -> None:
    night = save.start_night(PLAN)
    write(save, night, 3)
    save._keeper.write(
        lambda connection: (
            connection.execute("UPDATE night_entry SET entry = '{' WHERE position = 1").rowcount - 1
        )
    )
    assert [entry and entry["n"] for entry in save.night(night).journal] == [0, None, 2]
