"""What must be on the disk, and in which order, for a power cut to lose nothing."""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from spacequiz.files import store
from spacequiz.save import Save
from spacequiz.save.backups import find_backups
from spacequiz.save.file import connect
from spacequiz.save.repair import restore

from .helpers import ask, begin, play

if TYPE_CHECKING:
    from builders import Clock
    from spacequiz.paths import Places

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps names by itself")

EXTRA = 3
"""The number of `synchronous=EXTRA`: the folder is synchronised, too, once the journal is gone."""


def read_settings(save: Save) -> tuple[object, object]:
    disk = save._keeper._disk
    assert disk is not None
    (synchronous,) = disk.execute("PRAGMA synchronous").fetchone()
    (journal,) = disk.execute("PRAGMA journal_mode").fetchone()
    return synchronous, journal


def test_a_commit_is_on_the_disk_whichever_way_the_file_was_opened(
    places: Places, clock: Clock
) -> None:
    save = Save.open(places, clock)
    assert read_settings(save) == (EXTRA, "delete"), "a new file"
    game = begin(save)
    save.close()
    save = Save.open(places, clock)
    assert read_settings(save) == (EXTRA, "delete"), "a known file"
    away = places.save.with_name("away")
    places.save.rename(away)
    ask(save, game, 0)
    assert read_settings(save) == (EXTRA, "delete"), "a file that was put back"
    home = places.save.parent
    home.rename(home.with_name("away"))
    home.write_text("in the way of the folder")
    ask(save, game, 1)
    assert save.trouble
    home.unlink()
    home.with_name("away").rename(home)
    ask(save, game, 2)
    assert save.trouble == ""
    assert read_settings(save) == (EXTRA, "delete"), "a file that can be written again"
    save.close()


class Ledger:
    """Note each synchronising and each renaming, by the numbers of the files."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.events: list[tuple[str, int]] = []
        self.names: dict[int, str] = {}
        sync, replace = os.fsync, os.replace

        def note_sync(handle: int) -> None:
            sync(handle)
            self.events.append(("sync", os.fstat(handle).st_ino))

        def note_replace(source: Path, target: Path) -> None:
            number = Path(source).stat().st_ino
            replace(source, target)
            self.names[number] = Path(target).name
            self.events.append(("name", number))

        monkeypatch.setattr(os, "fsync", note_sync)
        monkeypatch.setattr(os, "replace", note_replace)

    def tell(self, folder: Path) -> list[str]:
        """Return what happened to files that were named, and to the folder, in words."""
        names = {**self.names, folder.stat().st_ino: "the folder"}
        return [f"{what} {names[number]}" for what, number in self.events if number in names]


def test_a_backup_is_on_the_disk_before_it_has_its_name(
    save: Save, places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(save, 3)
    clock.time += timedelta(days=1)
    ledger = Ledger(monkeypatch)
    begin(save)
    name = find_backups(places)[0].path.name
    assert ledger.tell(places.backups) == [f"sync {name}", f"name {name}", "sync the folder"]


def test_what_is_restored_is_on_the_disk_before_it_has_its_name(
    save: Save, places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(save, 3)
    save.close()
    ledger = Ledger(monkeypatch)
    aside = restore(places, clock.utc, find_backups(places)[0])
    assert aside is not None
    told = ledger.tell(places.save.parent)
    moved = [f"name {aside.name}", "sync the folder"]
    assert told == [*moved, "sync save.db", "name save.db", "sync the folder"]


def test_a_file_put_back_in_mid_game_is_on_the_disk_before_it_has_its_name(
    save: Save, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = begin(save)
    places.save.unlink()
    ledger = Ledger(monkeypatch)
    ask(save, game, 0)
    told = ledger.tell(places.save.parent)
    assert told == ["sync save.db", "name save.db", "sync the folder"]


def test_a_file_for_the_user_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(monkeypatch)
    store(tmp_path / "pack.yaml", b"spacequiz: 1")
    assert ledger.tell(tmp_path) == ["sync pack.yaml", "name pack.yaml"]


@pytest.mark.parametrize("mode", ["ro", "immutable"])
def test_who_only_reads_leaves_the_file_as_it_is(mode: str, save: Save, places: Places) -> None:
    play(save, 1)
    before = places.save.read_bytes(), places.save.stat().st_mtime_ns
    connect(places.save, mode=mode).close()
    assert (places.save.read_bytes(), places.save.stat().st_mtime_ns) == before
    assert {path.name for path in places.save.parent.iterdir()} == {"save.db", "backups"}
