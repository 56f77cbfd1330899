"""Backups: when they are made, which are kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from builders import Clock
from spacequiz.save import Save
from spacequiz.save.backups import Backup, choose_kept, examine, find_backups

from .helpers import begin, play

if TYPE_CHECKING:
    from spacequiz.paths import Places


def test_one_backup_a_day_before_the_first_game(save: Save, places: Places, clock: Clock) -> None:
    assert find_backups(places) == []
    for expected in (0, 10, 10):
        play(save)
        newest = find_backups(places)[0]
        assert examine(newest.path).answers == expected, "the first, empty one is made again"
    clock.time += timedelta(days=1)
    play(save)
    begin(save)
    newest, *others = find_backups(places)
    assert newest.day == date(2026, 3, 2)
    assert examine(newest.path).answers == 30
    assert [backup.day for backup in others] == [date(2026, 3, 1)]


def test_days_weeks_and_months_are_kept(save: Save, places: Places, clock: Clock) -> None:
    made = [
        Backup(Path(f"{number}"), number, date(2026, 1, 1) + timedelta(days=number), False)
        for number in range(500)
    ]
    kept = choose_kept(made)
    days = sorted(backup.day for backup in made if backup.path in kept)
    assert days[-7:] == [made[-1].day - timedelta(days=n) for n in range(6, -1, -1)]
    assert {d.isocalendar()[:2] for d in days} >= {
        (days[-1] - timedelta(weeks=n)).isocalendar()[:2] for n in range(4)
    }
    assert len({(d.year, d.month) for d in days}) == 12
    assert len(days) <= 7 + 4 + 12


@given(st.lists(st.dates(date(2020, 1, 1), date(2030, 1, 1)), min_size=1, max_size=60))
def test_the_newest_is_kept_whatever_the_clock_said(days: list[date]) -> None:
    made = [Backup(Path(str(n)), n, day, False) for n, day in enumerate(days)]
    kept = choose_kept(made)
    assert Path(str(len(days) - 1)) in kept
    assert len(kept) <= 7 + 4 + 12 + 1
    assert len(kept) >= min(7, len(set(days)))


def test_the_one_made_last_comes_first_whatever_the_clock_said(places: Places) -> None:
    places.backups.mkdir(parents=True)
    for name in ("save-000001-2026-03-05.db", "save-000002-2026-03-01.db"):
        (places.backups / name).touch()
    assert [backup.number for backup in find_backups(places)] == [2, 1]


def test_rotation_deletes_what_is_too_old(save: Save, places: Places, clock: Clock) -> None:
    for _ in range(12):
        play(save, 1)
        clock.time += timedelta(days=1)
    (places.backups / "notes.txt").write_text("mine")
    play(save, 1)
    assert 7 <= len(find_backups(places)) <= 12
    assert (places.backups / "notes.txt").exists()
    assert not list(places.backups.glob("*.part"))


def test_a_backup_that_fails_does_not_stop_the_game(
    save: Save, places: Places, clock: Clock
) -> None:
    (places.backups / "lock").unlink(missing_ok=True)
    (places.backups / "lock").mkdir()
    play(save)
    assert any("No backup could be made" in notice for notice in save.notices)
    assert save.trouble == ""
    assert len(save.scores()) == 1


def test_times_are_utc(places: Places) -> None:
    save = Save.open(places, Clock(datetime(2026, 3, 1, 23, 30, tzinfo=UTC)))
    play(save, 1)
    assert save.scores()[0].started == "2026-03-01T23:30:00Z"
    assert find_backups(places)[0].day == date(2026, 3, 1)
    save.close()
