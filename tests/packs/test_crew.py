"""A crew of processes: how work is shared out, done, stopped, and survives what fails in it."""

from __future__ import annotations

import os
import time
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import pytest

from builders import describe_choice, write_pack
from spacequiz.packs import crew
from spacequiz.packs.bank import Bank, Source
from spacequiz.packs.crew import WORTHWHILE, share_out, work_apart

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "count_cores", lambda: 2)


def test_parts_are_about_as_large_as_one_another() -> None:
    sizes = dict.fromkeys("abcd", WORTHWHILE) | {"e": 3 * WORTHWHILE}
    assert share_out(sizes) == [["e", "d"], ["a", "b", "c"]]


@pytest.mark.parametrize("sizes", [{}, {"a": 9 * WORTHWHILE}, {"a": WORTHWHILE, "b": 9}])
def test_little_work_or_one_item_is_done_alone(sizes: dict[str, int]) -> None:
    assert share_out(sizes) == [list(sizes)]


def leave_mark(folder: Path, name: str) -> None:
    if name == "die":
        os._exit(1)
    if name == "wait":
        time.sleep(600)
    (folder / name).touch()


def test_what_fails_takes_only_the_rest_of_its_part_along(tmp_path: Path) -> None:
    parts = [["a", "die", "b"], ["c", "d"]]
    assert sum(work_apart(partial(leave_mark, tmp_path), parts)) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "c", "d"]


def test_whoever_stops_asking_stops_the_work(tmp_path: Path) -> None:
    done = 0
    with closing(work_apart(partial(leave_mark, tmp_path), [["a", "wait"], ["wait"]])) as numbers:
        while not done:
            done += next(numbers)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def open_bank(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Bank:
    monkeypatch.setattr(crew, "WORTHWHILE", 1)
    names = ("one", "two", "three")
    sources = [Source(write_pack(folder, [describe_choice("q")], name)) for name in names]
    return Bank.open(folder / "bank.db", sources)


def test_a_bank_read_by_several_is_as_one_read_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank = open_bank(tmp_path, monkeypatch)
    told: list[tuple[int, int]] = []
    assert bank.refresh(lambda *each: told.append(each)) == 3
    assert told[0] == (0, 3)
    assert told[-1] == (3, 3)
    assert told == sorted(told)
    assert [info.id for info in bank.packs()] == ["one", "two", "three"]
    assert [each.address for each in bank.candidates()] == ["one/q", "three/q", "two/q"]
    assert bank.stale() == ()
    assert bank._db.execute("PRAGMA busy_timeout").fetchone() == (5000,)


def test_what_others_cannot_read_is_read_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank = open_bank(tmp_path, monkeypatch)
    monkeypatch.setattr("spacequiz.packs.bank.read_into", os.abort)
    assert bank.refresh() == 3
    assert len(bank.candidates()) == 3


def test_reading_by_several_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bank = open_bank(tmp_path, monkeypatch)
    assert bank.refresh(cancelled=lambda: True) == 0
    assert bank.refresh() == 3
