"""Faults of the machine, injected for real: killed, starved of room, locked out, two at once."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builders import Clock
from spacequiz.game.records import Aid
from spacequiz.save import Save
from spacequiz.save.file import journal_of

from .helpers import (
    ask,
    begin,
    check_file,
    check_memories,
    check_sums,
    count_all,
    find_places_under,
    learn,
    make_answer,
    play,
    run,
    spawn,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacequiz.paths import Places

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="faults are made with POSIX means")


def read_acknowledged(lines: list[str]) -> set[tuple[int, int]]:
    """Return game and position of each answer acknowledged in whole lines and not taken back."""
    acknowledged: set[tuple[int, int]] = set()
    for line in lines:
        word, *numbers = line.split()
        if word in ("answer", "undoing", "again") and line.endswith("\n"):
            place = int(numbers[0]), int(numbers[1])
            (acknowledged.discard if word == "undoing" else acknowledged.add)(place)
    return acknowledged


def assert_kept(places: Places, acknowledged: set[tuple[int, int]]) -> None:
    save = Save.open(places, Clock())
    assert save.notices == ()
    kept = {(s.game, a.position) for s in save.scores() for a in save.answers(s.game)}
    save.close()
    assert acknowledged <= kept
    check_file(places.save)
    check_memories(places.save)
    check_sums(places.save)


@pytest.mark.parametrize("times", [8, pytest.param(100, marks=pytest.mark.soak)])
def test_killed_at_any_moment_no_acknowledged_answer_is_missing(places: Places, times: int) -> None:
    chance = random.Random(2026)
    acknowledged: set[tuple[int, int]] = set()
    for _ in range(times):
        child = spawn("play_much", places.save.parent, 1000)
        assert child.stdout is not None
        lines = [child.stdout.readline() for _ in range(chance.randrange(1, 40))]
        until = time.perf_counter() + chance.random() * 0.003
        while time.perf_counter() < until:
            pass
        child.kill()
        lines += child.stdout.readlines()
        assert child.wait() == -signal.SIGKILL
        acknowledged |= read_acknowledged(lines)
        assert_kept(places, acknowledged)
    assert len(acknowledged) > 7 * times


@pytest.mark.parametrize(("terminals", "games"), [(2, 12), (4, 6)])
def test_many_terminals_at_once_lose_nothing(terminals: int, games: int, places: Places) -> None:
    names = ("Ann", "Bob", "Cid", "Dan")[:terminals]
    children = [spawn("play_much", places.save.parent, games, name) for name in names]
    acknowledged: set[tuple[int, int]] = set()
    for child in children:
        output, _ = child.communicate(timeout=60)
        assert child.returncode == 0
        acknowledged |= read_acknowledged(output.splitlines(keepends=True))
    assert len(acknowledged) == 240
    assert len({game for game, _ in acknowledged}) == 24
    assert_kept(places, acknowledged)


def test_two_terminals_in_one_game_keep_the_answers_of_both(places: Places, clock: Clock) -> None:
    one = Save.open(places, clock)
    game = begin(one)
    ask(one, game, 0)
    two = Save.open(places, clock)
    found = two.unfinished(two.player("Ann"))
    assert found is not None
    assert found.game == game
    ask(two, game, 1)
    one.show(game, 1, "pack/q1", "pack/q1")
    one.take_aid(game, 1, Aid.HINT)
    one.record(game, make_answer(1, points=7))
    ask(two, game, 2)
    assert [a.points for a in one.answers(game)] == [100, 7]
    assert [a.points for a in two.answers(game)] == [100, 100, 100]
    one.finish(game)
    assert sorted(s.questions for s in one.scores()) == [2, 3]
    still = two.unfinished(two.player("Ann"))
    assert still is not None
    assert still.game == game
    one.close()
    two.close()


def test_two_terminals_in_one_game_count_and_remember_each_answer_once(
    places: Places, clock: Clock
) -> None:
    one = Save.open(places, clock)
    ann = one.player("Ann")
    game = begin(one)
    one.record(game, make_answer(0), learn(None, clock.utc()), "Moons")
    two = Save.open(places, clock)
    two.record(game, make_answer(1), learn(None, clock.utc()), "Moons")
    one.record(game, make_answer(1), learn(two.memory(ann, "pack/q1"), clock.utc()), "Moons")
    assert one.totals(ann).answers == 3
    assert [score.questions for score in one.scores()] == [2, 2]
    check_sums(places.save)
    check_memories(places.save)
    two.undo(game, 1)
    found = one.memory(ann, "pack/q1")
    assert found is not None, "the answer in the other terminal still stands"
    one.undo(game, 1)
    one.undo(game, 0)
    assert one.memory(ann, "pack/q0") is not None, "it belongs to the answer in the other game"
    assert two.totals(ann).answers == 1
    check_sums(places.save)
    one.close()
    two.close()


def test_memories_notes_and_flags_of_a_new_player_wait_for_the_file(
    places: Places, save: Save, clock: Clock
) -> None:
    """All that is written in memory, taking back included, reaches the file in order."""
    game = begin(save)
    save.record(game, make_answer(0), learn(None, clock.utc()))
    with spawn("hold_lock", places.save.parent, stdin=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        assert save._keeper._disk is not None
        save._keeper._disk.execute("PRAGMA busy_timeout=50")
        save.undo(game, 0)
        bea = save.player("Bea")
        assert "locked" in save.trouble
        new = begin(save, "Bea", count=3)
        for position in range(3):
            save.record(new, make_answer(position), learn(None, clock.utc()), "Moons")
        save.undo(new, 2)
        save.set_note(bea, "pack/q0", "the big one")
        save.flag(bea, "pack/q1", "two answers are right")
        assert save.count_due(bea, clock.utc() + timedelta(days=9)) == 2
        assert save.totals(bea).answers == 2
        document = save.export_history(bea)
        save.import_history(document, "Cat")
        other.communicate("let go\n")
    ann = save.player("Ann")
    save.set_note(ann, "x", "y")
    assert save.trouble == ""
    assert save.memory(ann, "pack/q0") is None
    assert save.answers(game) == ()
    for player in (bea, save.player("Cat")):
        assert sorted(save.list_known(player)) == ["pack/q0", "pack/q1"]
        assert save.note(player, "pack/q0") == "the big one"
        assert save.totals(player).answers == 2
    assert [(flag.player, flag.address) for flag in save.flags()] == [
        ("Bea", "pack/q1"),
        ("Cat", "pack/q1"),
    ]
    check_file(places.save)
    check_sums(places.save)
    check_memories(places.save)


def test_the_disk_grows_full_and_has_room_again(places: Places) -> None:
    lines = run("starve", places.save.parent)
    trouble = next(line for line in lines if line.startswith("trouble"))
    assert "goes on in memory" in trouble
    acknowledged = sum(line.startswith("answer") for line in lines)
    known = int(lines[[line.startswith("known") for line in lines].index(True)].split()[1])
    assert known == acknowledged - 10
    assert lines[-1] == f"after '' {acknowledged}"
    save = Save.open(places, Clock())
    assert count_all(save) == acknowledged
    assert [p.name for p in save.players()][-2:] == ["In memory", "Afterwards"]
    assert save.memory(save.player("In memory"), "pack/q9") is not None
    save.close()
    check_file(places.save)
    check_memories(places.save)
    check_sums(places.save)


@contextmanager
def mount_small_disk() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="spacequiz-small-"))
    command = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)]
    try:
        if (
            os.geteuid() != 0
            or subprocess.run(command, capture_output=True, check=False).returncode
        ):
            pytest.skip("a small disk cannot be mounted here")
        yield folder
        subprocess.run(["umount", str(folder)], check=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_a_small_disk_runs_full() -> None:
    with mount_small_disk() as folder:
        lines = run("fill_disk", folder)
        assert "full" in lines
        assert any(line.startswith("trouble Answers cannot be written") for line in lines)
        assert lines[-1] == "after '' 40"
        assert_kept(find_places_under(folder), set())
        check_file(folder / "save.db")


@pytest.fixture
def open_home() -> Iterator[Path]:
    """A folder that every user of the machine can reach."""
    folder = Path(tempfile.mkdtemp(prefix="spacequiz-open-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


needs_root = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root can become another user"
)


@needs_root
@pytest.mark.parametrize("left_open", [False, True])
def test_without_permission_to_write_the_game_goes_on_in_memory(
    open_home: Path, left_open: bool
) -> None:
    places = find_places_under(open_home)
    save = Save.open(places, Clock())
    play(save)
    save.close()
    if left_open:
        child = spawn("leave_journal", open_home)
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        child.kill()
        child.communicate()
        assert journal_of(places.save).exists()
    for path in [places.backups, *open_home.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    before = places.save.read_bytes()
    lines = run("play_as_nobody", open_home)
    assert "goes on in memory" in lines[0]
    assert lines[1] == "before 10"
    assert "after 20" in lines
    assert "a whole copy lies at" in lines[-1]
    copy = Path(lines[-1].split(" lies at ")[1])
    assert places.save.read_bytes() == before
    check_file(copy)
    copy.unlink()


@needs_root
def test_a_place_where_nothing_can_be_made(open_home: Path) -> None:
    lines = run("play_as_nobody", open_home / "missing" / "home")
    assert "goes on in memory" in lines[0]
    assert lines[1] == "before 0"
    assert "after 10" in lines
    Path(lines[-1].split(" lies at ")[1]).unlink()
    assert not any(open_home.iterdir())


def test_locked_by_another_program(places: Places, save: Save) -> None:
    """Ids given out meanwhile stay good, and others may write before they reach the file."""
    play(save, 2)
    with spawn("hold_lock", places.save.parent, stdin=subprocess.PIPE) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        assert save._keeper._disk is not None
        save._keeper._disk.execute("PRAGMA busy_timeout=50")
        bea = save.player("Bea")
        assert "locked" in save.trouble
        game = begin(save, "Bea", count=3)
        ask(save, game, 0)
        save.set_setting(bea, "theme", "night")
        assert save.setting(bea, "theme", "") == "night"
        assert save.scores()[0].game == game
        other.stdin.write("let go\n")
        other.stdin.close()
        assert other.wait() == 0
    ask(save, game, 1)
    assert save.trouble == ""
    assert save.player("Bea") != bea, "the file gave her another id"
    assert save.setting(bea, "theme", "") == "night"
    assert set(save.last_seen(bea)) == {"pack/q0", "pack/q1"}
    unfinished = save.unfinished(bea)
    assert unfinished is not None
    assert len(unfinished.answers) == len(save.answers(game)) == 2
    save.record(game, make_answer(2))
    save.finish(game)
    assert [(s.player, s.questions) for s in save.scores()] == [("Bea", 3), ("Ann", 2)]
    assert [p.name for p in save.players()] == ["Ann", "Cid", "Bea"]
    check_file(places.save)


@pytest.mark.parametrize("first", ["read", "write"])
def test_held_by_another_program_for_longer_than_we_wait(
    first: str, places: Places, save: Save
) -> None:
    """As by a backup or a browser of databases: nobody may even read meanwhile."""
    play(save, 2)
    game = begin(save)
    ask(save, game, 0)
    with spawn("hold_lock", places.save.parent, "EXCLUSIVE", stdin=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        assert save._keeper._disk is not None
        save._keeper._disk.execute("PRAGMA busy_timeout=50")
        if first == "read":
            assert len(save.scores()) == 2
        else:
            ask(save, game, 1)
        assert "locked" in save.trouble
        assert "the game goes on in memory" in save.trouble
        ask(save, game, 2)
        assert len(save.answers(game)) == (2 if first == "read" else 3)
        other.communicate("let go\n")
    ask(save, game, 3)
    assert save.trouble == ""
    assert len(save.answers(game)) == (3 if first == "read" else 4)
    assert save.player("Cid")
    check_file(places.save)
    check_sums(places.save)


def test_what_a_game_left_elsewhere_is_taken_in_at_the_next_start(
    places: Places, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    save = Save.open(places, clock)
    game = begin(save)
    ask(save, game, 0)
    home = places.save.parent
    home.rename(home.with_name("away"))
    home.write_text("in the way of the folder")
    ask(save, game, 1)
    ask(save, game, 2)
    save.close()
    [rescued] = elsewhere.glob("spacequiz-rescued-*.db")
    other = Save.open(find_places_under(tmp_path / "other"), clock)
    assert other.notices == (), "it is not of that save file"
    other.close()
    home.unlink()
    home.with_name("away").rename(home)
    (home / "spacequiz-rescued-20260101T000000Z.db").write_bytes(b"no save file")
    (home / "spacequiz-rescued-20260102T000000Z.db").symlink_to(rescued)
    again = Save.open(places, clock)
    broken, taken = again.notices
    assert "could not be taken in" in broken
    assert taken.endswith("was taken in, games: 1.")
    found = again.unfinished(again.player("Ann"))
    assert found is not None
    assert [answer.position for answer in found.answers] == [0, 1, 2]
    assert not rescued.exists()
    assert [path.suffix for path in elsewhere.iterdir()] == [".taken-in"]
    again.close()
    last = Save.open(places, clock)
    assert last.notices == ()
    last.close()
    check_file(places.save)
    check_sums(places.save)


def test_deleted_while_in_use_it_is_put_back(places: Places, save: Save, clock: Clock) -> None:
    game = begin(save)
    ask(save, game, 0)
    places.save.unlink()
    ask(save, game, 1)
    assert save.trouble == ""
    assert any("put back" in notice for notice in save.notices)
    save.close()
    again = Save.open(places, clock)
    assert again.notices == ()
    assert len(again.answers(game)) == 2
    again.close()
