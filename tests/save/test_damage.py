"""A save file that is broken, emptied, gone, newer, older or somebody else's."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import struct
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builders import Clock, scribble
from spacequiz.errors import SaveError
from spacequiz.game.records import Aid
from spacequiz.save import Save, migrations
from spacequiz.save.backups import find_backups
from spacequiz.save.file import describe_version, journal_of
from spacequiz.save.opening import describe, write_stamp
from spacequiz.save.repair import restore

from .helpers import (
    NEXT_STEP,
    ask,
    begin,
    check_file,
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
    from collections.abc import Callable

    from spacequiz.paths import Places

PLAYED, BACKED_UP = 300, 200


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two days of play; the backup of the second day lacks that day's games."""
    home = tmp_path_factory.mktemp("template") / "home"
    clock = Clock()
    save = Save.open(find_places_under(home), clock)
    for _ in range(20):
        play(save)
    clock.time += timedelta(days=1)
    for _ in range(9):
        play(save)
    game, ann = begin(save), save.player("Ann")
    for position in range(10):
        memory = learn(save.memory(ann, f"pack/q{position % 4}"), clock.utc())
        save.record(game, make_answer(position), memory, "Moons")
        save.set_note(ann, f"pack/q{position}", "a note of some length")
    save.flag(ann, "pack/q1", "a reason")
    save.finish(game)
    save.close()
    return home


@pytest.fixture
def home(template: Path, places: Places) -> Path:
    shutil.copytree(template, places.save.parent)
    return places.save.parent


def truncate(size: Callable[[int], int]) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        with path.open("r+b") as file:
            file.truncate(size(path.stat().st_size))

    return damage


def overwrite(start: int, size: int) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(start)
            file.write(bytes(size))

    return damage


DAMAGE: dict[str, Callable[[Path], object]] = {
    "emptied": truncate(lambda size: 0),
    "one byte": truncate(lambda size: 1),
    "half": truncate(lambda size: size // 2),
    "minus a page": truncate(lambda size: size - 4096),
    "header zeroed": overwrite(0, 100),
    "first page zeroed": overwrite(0, 4096),
    "format numbers zeroed": overwrite(18, 2),
    "schema no longer text": lambda path: path.write_bytes(
        path.read_bytes().replace(b"CREATE TABLE game", b"CREATE \xdfABLE game")
    ),
    "schema with another word": lambda path: path.write_bytes(
        path.read_bytes().replace(b"REFERENCES player (id)", b"REFERENCES plaier (id)")
    ),
    "a page in the middle zeroed": overwrite(8 * 4096, 4096),
    "deleted": Path.unlink,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_gives_way_to_the_newest_backup(
    damage: Callable[[Path], object], home: Path, places: Places, clock: Clock
) -> None:
    damage(places.save)
    broken = places.save.read_bytes() if places.save.exists() else None
    save = Save.open(places, clock)
    assert count_all(save) == BACKED_UP
    [notice] = save.notices
    assert "2026-03-02 with 200 answers was restored" in notice
    assert "\n" not in notice
    asides = list(home.glob("save-damaged-*.db"))
    if broken is None:
        assert asides == []
    else:
        [aside] = asides
        assert str(aside) in notice
        assert aside.read_bytes() == broken
    play(save)
    save.close()
    again = Save.open(places, clock)
    assert again.notices == ()
    assert count_all(again) == BACKED_UP + 10
    again.close()
    check_file(places.save)


def test_the_notice_counts_what_was_lost_where_it_can(
    home: Path, places: Places, clock: Clock
) -> None:
    with closing(sqlite3.connect(places.save, isolation_level=None)) as connection:
        connection.execute("DROP TABLE seen")
    save = Save.open(places, clock)
    assert "100 later answers are lost" in save.notices[0]
    save.close()


def test_a_damaged_backup_is_passed_over(home: Path, places: Places, clock: Clock) -> None:
    newest, older = find_backups(places)[:2]
    overwrite(4096, 4096)(newest.path)
    places.save.unlink()
    save = Save.open(places, clock)
    assert older.day.isoformat() in save.notices[0]
    save.close()


def test_without_a_backup_damage_is_told_and_the_file_kept(
    home: Path, places: Places, clock: Clock
) -> None:
    shutil.rmtree(places.backups)
    truncate(lambda size: size // 2)(places.save)
    save = Save.open(places, clock)
    assert "no backup is sound: a new one was begun" in save.notices[0]
    assert len(list(home.glob("save-damaged-*.db"))) == 1
    assert count_all(save) == 0
    save.close()


def test_an_empty_file_without_a_backup_is_told(places: Places, clock: Clock) -> None:
    places.save.parent.mkdir()
    places.save.touch()
    save = Save.open(places, clock)
    assert "was empty and there is no backup" in save.notices[0]
    save.close()


def test_a_first_start_says_nothing(save: Save) -> None:
    assert save.notices == ()
    assert save.trouble == ""


@pytest.mark.parametrize("seed", range(60))
def test_flipped_bits_never_lose_anything_in_silence(
    seed: int, home: Path, places: Places, clock: Clock
) -> None:
    chance = random.Random(seed)
    data = bytearray(places.save.read_bytes())
    spot = chance.randrange(100) if seed % 3 == 0 else chance.randrange(len(data))
    for at in [spot] + [chance.randrange(len(data)) for _ in range(seed % 4)]:
        data[at] ^= 1 << chance.randrange(8)
    places.save.write_bytes(data)
    try:
        save = Save.open(places, clock)
    except SaveError:
        assert places.save.read_bytes() == data, "refused, so left as it is"
        return
    games = [save.game(score.game) for score in save.scores()]
    # A flipped bit may also make another type of a value, which is put right, and told, too.
    restored = any("was restored" in line for line in save.notices)
    assert len(games) == (20 if restored else 30)
    assert sum(len(game.answers) for game in games) == (BACKED_UP if restored else PLAYED)
    look_at_all(save, clock.utc())
    play(save)
    save.close()


def look_at_all(save: Save, now: datetime) -> None:
    """Read whatever can be read; a changed value may be wrong, but must not be a crash."""
    ann = save.player("Ann")
    keys = list(save.last_seen(ann))
    for key in keys:
        save.memory(ann, key)
    save.due(ann, now, 5)
    save.forecast(ann)
    save.list_known(ann)
    save.leeches(ann, keys)
    save.weakest(ann, 5)
    save.flags()
    assert all(date.fromisoformat(day.day) for day in save.days(ann))
    save.categories(ann)
    save.hardest(ann, 5)
    save.totals(ann)
    save.leaders("classic")
    json.dumps(save.export_history())
    for score in save.scores(limit=1):
        save.memory_before(score.game, 4)
        if answers := save.answers(score.game):
            save.undo(score.game, answers[-1].position)


@pytest.mark.parametrize("seed", range(25))
def test_flipped_bits_that_no_note_tells_of_are_met_and_got_over(
    seed: int, home: Path, places: Places, clock: Clock
) -> None:
    """As on a failing disk: the file has the size and the time that it was left with."""
    Save.open(places, clock).close()
    chance = random.Random(seed)
    data, left = bytearray(places.save.read_bytes()), places.save.stat()
    schema = data.index(b"CREATE TABLE answer")
    spots = [schema + 2] if seed == 0 else [chance.randrange(100, len(data)) for _ in range(4)]
    for spot in spots:
        data[spot] ^= 1 << chance.randrange(8)
    places.save.write_bytes(data)
    os.utime(places.save, ns=(left.st_atime_ns, left.st_mtime_ns))
    save = Save.open(places, clock)
    look_at_all(save, clock.utc())
    game = play(save)
    assert len(save.answers(game)) == 10
    save.close()
    clock.time += timedelta(days=1)
    again = Save.open(places, clock)
    assert len(again.scores()) >= (21 if save.notices or again.notices else 31)
    again.close()
    with closing(sqlite3.connect(places.save)) as connection:
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("first", ["read", "write", "back up"])
@pytest.mark.parametrize("begun", ["here", "before"])
def test_a_file_that_breaks_in_mid_game_gives_way_and_the_game_goes_on(
    begun: str, first: str, places: Places, clock: Clock
) -> None:
    """The backup is of before the player first played, so all of the game must be made again."""
    save = Save.open(places, clock)
    # Their rows are lost, and what gets the same ids later must not be taken for them.
    for _ in range(2):
        play(save, 1, "Cid")
    game = begin(save)
    save.record(game, make_answer(0), learn(None, clock.utc()), "Moons")
    if begun == "before":
        save.close()
        save = Save.open(places, clock)
        found = save.unfinished(save.player("Ann"))
        assert found is not None
        game = found.game
    ask(save, game, 1)
    save.show(game, 2, "pack/q2", "pack/q2")
    save.take_aid(game, 2, Aid.HINT)
    scribble(places.save)
    if first == "read":
        assert [answer.position for answer in save.answers(game)] == [0, 1]
    elif first == "back up":
        play(save, 3, "Bob")
    ask(save, game, 2)
    assert save.trouble == ""
    assert [answer.position for answer in save.answers(game)] == [0, 1, 2]
    [notice] = save.notices
    assert "damaged" in notice
    later = begin(save, "Dan")
    ask(save, later, 0)
    ask(save, game, 3)
    save.undo(game, 3)
    save.finish(game)
    assert len(save.answers(later)) == 1
    save.close()
    check_file(places.save)
    check_sums(places.save)
    again = Save.open(places, clock)
    assert again.notices == ()
    assert [s.questions for s in again.scores(again.player("Ann"))] == [3]
    again.close()


@pytest.mark.parametrize("begun", ["here", "before"])
def test_a_file_that_breaks_in_mid_evening_gives_way_and_the_evening_goes_on(
    begun: str, places: Places, clock: Clock
) -> None:
    save = Save.open(places, clock)
    night = save.start_night({"teams": ["Ann", "Bob"]})
    save.append_to_night(night, 0, "first")
    if begun == "before":
        save.close()
        save = Save.open(places, clock)
        found = save.unfinished_night()
        assert found is not None
        night = found.night
        save.claim_night(night)
    save.append_to_night(night, 1, "second")
    scribble(places.save)
    save.append_to_night(night, 2, "third")
    assert save.night(night).journal == ("first", "second", "third")
    assert save.night(night).plan == {"teams": ["Ann", "Bob"]}
    save.finish_night(night)
    save.close()
    check_file(places.save)
    again = Save.open(places, clock)
    assert again.unfinished_night() is None
    again.close()


def test_what_was_played_yesterday_stays_where_the_file_breaks_today(
    home: Path, places: Places, clock: Clock
) -> None:
    """The game that is continued is in the backup, but not the answers of today."""
    save = Save.open(places, clock)
    game = begin(save)
    ask(save, game, 0)
    save.close()
    clock.time += timedelta(days=2)
    save = Save.open(places, clock)
    save._keeper.back_up()
    ask(save, game, 1)
    scribble(places.save)
    ask(save, game, 2)
    assert [answer.position for answer in save.answers(game)] == [0, 1, 2]
    assert len(save.scores()) == 31
    save.close()
    check_file(places.save)
    check_sums(places.save)


ODD = [b"\xff\x00odd", b"", "no number", "", 7, 9e999, -(1 << 62), 1.5]


@pytest.mark.parametrize("noticed", [True, False])
@pytest.mark.parametrize("table", describe_version(migrations.newest()))
def test_values_of_the_wrong_kind_end_no_command(
    table: str, noticed: bool, places: Places, clock: Clock
) -> None:
    """Another program may write anything into any column, and a flipped bit another type."""
    save = Save.open(places, clock)
    game = begin(save, count=2)
    save.show(game, 0, "pack/q0", "pack/q0")
    save.record(game, make_answer(0), learn(None, clock.utc()), "Moons")
    ann = save.player("Ann")
    save.set_note(ann, "pack/q0", "a note")
    save.flag(ann, "pack/q0", "a reason")
    save.set_setting(ann, "theme", "night")
    save.append_to_night(save.start_night({"teams": ["Ann"]}), 0, "first")
    save.close()
    sound = places.save.read_bytes()
    with closing(sqlite3.connect(places.save)) as connection:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    for column in columns:
        for odd in ODD:
            places.save.write_bytes(sound)
            with closing(sqlite3.connect(places.save)) as connection, suppress(sqlite3.Error):
                # A row id takes whole numbers alone.
                connection.execute(f"UPDATE OR IGNORE {table} SET {column} = ?", (odd,))
                connection.commit()
            if not noticed:
                write_stamp(places, describe(places.save))
            clock.time += timedelta(minutes=1)
            save = Save.open(places, clock)
            for player in save.players():
                save.unfinished(player)
            for score in save.scores():
                assert f"{score.points:,} {score.right}/{score.questions} {score.player:>9}"
            look_at_all(save, clock.utc())
            save.unfinished_night()
            play(save, 1)
            save.close()


def test_a_value_of_the_wrong_kind_is_put_right_and_the_sums_with_it(
    places: Places, clock: Clock
) -> None:
    save = Save.open(places, clock)
    play(save, 3)
    save.close()
    with closing(sqlite3.connect(places.save)) as connection:
        connection.execute("UPDATE answer SET points = 'many' WHERE position = 0")
        connection.commit()
    save = Save.open(places, clock)
    assert "put right" in save.notices[0]
    [score] = save.scores()
    assert (score.questions, score.points) == (3, 200)
    save.close()
    check_sums(places.save)


def test_a_trigger_of_another_program_keeps_no_answer_out(
    home: Path, places: Places, clock: Clock
) -> None:
    with closing(sqlite3.connect(places.save)) as connection:
        connection.execute(
            """CREATE TRIGGER "odd "" name" BEFORE INSERT ON answer
            BEGIN SELECT RAISE(ABORT, 'no'); END"""
        )
        connection.commit()
    write_stamp(places, describe(places.save))
    save = Save.open(places, clock)
    play(save)
    assert count_all(save) == PLAYED + 10
    assert "put right" in save.notices[0]
    save.close()


@pytest.fixture
def cut_short(home: Path, places: Places) -> Path:
    """The journal left by a program that was killed after its pages had reached the file."""
    before = places.save.read_bytes()
    child = spawn("leave_journal", home)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    child.kill()
    child.communicate()
    assert places.save.read_bytes() != before
    return journal_of(places.save)


def test_a_hot_journal_is_rolled_back(cut_short: Path, places: Places, clock: Clock) -> None:
    save = Save.open(places, clock)
    assert save.notices == ()
    assert count_all(save) == PLAYED
    assert {a.points for s in save.scores() for a in save.answers(s.game)} == {100}
    save.close()
    check_file(places.save)


def test_a_hot_journal_that_was_deleted(cut_short: Path, places: Places, clock: Clock) -> None:
    cut_short.unlink()
    save = Save.open(places, clock)
    assert count_all(save) == (BACKED_UP if save.notices else PLAYED)
    save.close()
    check_file(places.save)


def test_a_journal_goes_aside_with_its_file(cut_short: Path, places: Places, clock: Clock) -> None:
    truncate(lambda size: 0)(places.save)
    save = Save.open(places, clock)
    assert count_all(save) == BACKED_UP
    [journal] = places.save.parent.glob("save-damaged-*.db-journal")
    assert journal.with_name(journal.name.removesuffix("-journal")).exists()
    save.close()
    check_file(places.save)


@pytest.mark.parametrize("left", [b"", bytes(512)], ids=["empty", "zeroed"])
def test_a_journal_beside_a_file_that_was_sound_has_all_of_it_read(
    left: bytes, home: Path, places: Places, clock: Clock
) -> None:
    """Somebody was at the file since, though its size and time say nothing of that."""
    Save.open(places, clock).close()
    data, was = bytearray(places.save.read_bytes()), places.save.stat()
    data[-4096:] = bytes(4096)
    places.save.write_bytes(data)
    os.utime(places.save, ns=(was.st_atime_ns, was.st_mtime_ns))
    journal_of(places.save).write_bytes(left)
    save = Save.open(places, clock)
    assert "was restored" in save.notices[0]
    assert count_all(save) == BACKED_UP
    save.close()


@pytest.mark.parametrize("step", ["before", "between", "after"])
def test_killed_in_the_middle_of_a_repair(
    step: str, home: Path, places: Places, clock: Clock
) -> None:
    truncate(lambda size: size // 2)(places.save)
    child = spawn("die_repairing", home, step)
    child.communicate(timeout=60)
    assert child.returncode == -signal.SIGKILL
    save = Save.open(places, clock)
    assert count_all(save) == BACKED_UP
    assert bool(save.notices) is (step != "after")
    assert len(list(home.glob("save-damaged-*.db"))) == 1
    save.close()


def test_behind_a_link_the_file_itself_is_repaired(
    home: Path, places: Places, clock: Clock, tmp_path: Path
) -> None:
    target = tmp_path / "elsewhere" / "mine.db"
    target.parent.mkdir()
    places.save.rename(target)
    places.save.symlink_to(target)
    truncate(lambda size: size // 2)(target)
    save = Save.open(places, clock)
    assert count_all(save) == BACKED_UP
    save.close()
    assert places.save.is_symlink()
    assert len(list(target.parent.glob("mine-damaged-*.db"))) == 1
    check_file(target)


# -- not ours, newer, older ----------------------------------------------------------------------


def make_text(path: Path) -> None:
    path.write_text("Dear diary, this is not a save file.\n")


def make_foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipe (name)")
        connection.commit()


def make_picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(5000))


@pytest.mark.parametrize("make", [make_text, make_foreign, make_picture])
def test_a_file_that_is_not_ours_is_never_touched(
    make: Callable[[Path], None], places: Places, clock: Clock
) -> None:
    places.save.parent.mkdir()
    make(places.save)
    before = places.save.read_bytes(), places.save.stat().st_mtime_ns
    with pytest.raises(SaveError) as caught:
        Save.open(places, clock)
    assert caught.value.exit_code == 4
    assert str(places.save) in str(caught.value)
    assert caught.value.hint
    assert (places.save.read_bytes(), places.save.stat().st_mtime_ns) == before
    assert [p.name for p in places.save.parent.iterdir() if p.is_file()] == ["save.db"]


@pytest.mark.parametrize("make", [make_text, make_foreign])
def test_not_even_when_there_are_backups(
    make: Callable[[Path], None], home: Path, places: Places, clock: Clock
) -> None:
    places.save.unlink()
    make(places.save)
    with pytest.raises(SaveError):
        Save.open(places, clock)
    assert not list(home.glob("save-damaged*"))


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_a_folder_or_a_pipe_in_the_place_of_the_file(
    make: Callable[[Path], None], places: Places, clock: Clock
) -> None:
    places.save.parent.mkdir()
    make(places.save)
    with pytest.raises(SaveError, match="not a save file of spacequiz"):
        Save.open(places, clock)


def test_a_newer_file_is_refused_with_its_version_and_unchanged(
    home: Path, places: Places, clock: Clock
) -> None:
    with closing(sqlite3.connect(places.save)) as connection:
        connection.execute("UPDATE meta SET value = '9.4.1' WHERE name = 'version'")
        connection.commit()
        connection.execute(f"PRAGMA user_version = {migrations.newest() + 1}")
    before = places.save.read_bytes()
    assert before[60:64] == struct.pack(">I", migrations.newest() + 1)
    with pytest.raises(SaveError, match=r"version 9\.4\.1"):
        Save.open(places, clock)
    assert places.save.read_bytes() == before


@pytest.fixture
def update(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what makes of this program one with a newer schema."""
    later = (*migrations.MIGRATIONS, NEXT_STEP)
    return lambda: monkeypatch.setattr(migrations, "MIGRATIONS", later)


def read_version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        return int(version)


def test_an_older_file_is_backed_up_and_migrated(
    home: Path, places: Places, clock: Clock, update: Callable[[], None]
) -> None:
    update()
    save = Save.open(places, clock)
    assert save.notices == ()
    assert count_all(save) == PLAYED
    backup = find_backups(places)[0]
    assert backup.special
    assert read_version(backup.path) == 1
    play(save)
    save.close()
    assert read_version(places.save) == 2
    check_file(places.save)
    with closing(sqlite3.connect(places.save)) as connection:
        query = "SELECT COUNT(*) FROM answer WHERE mood = 'glad'"
        assert connection.execute(query).fetchone() == (PLAYED,)
    assert [path for path in home.glob("*.db") if path != places.save] == []


@pytest.mark.usefixtures("home")
def test_an_older_program_refuses_the_file_of_a_newer(
    places: Places, clock: Clock, update: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    update()
    Save.open(places, clock).close()
    monkeypatch.undo()
    with pytest.raises(SaveError, match="newer spacequiz"):
        Save.open(places, clock)


@pytest.mark.usefixtures("home")
def test_a_table_that_a_migration_made_is_missed_when_it_is_gone(
    places: Places, clock: Clock, update: Callable[[], None]
) -> None:
    update()
    Save.open(places, clock).close()
    with closing(sqlite3.connect(places.save)) as connection:
        connection.execute("DROP TABLE badge")
        connection.commit()
    save = Save.open(places, clock)
    [notice] = save.notices
    assert "was restored" in notice
    assert count_all(save) == PLAYED
    save.close()
    check_file(places.save)


def test_killed_at_any_statement_of_a_migration_nothing_is_lost(
    template: Path, tmp_path: Path, clock: Clock, update: Callable[[], None]
) -> None:
    update()
    for statement in range(60):
        home = tmp_path / str(statement)
        shutil.copytree(template, home)
        places = find_places_under(home)
        child = spawn("die_migrating", home, statement)
        output, _ = child.communicate(timeout=60)
        if child.returncode == 0:
            assert output == "done\n"
            break
        save = Save.open(places, clock)
        assert save.notices == ()
        assert count_all(save) == PLAYED
        save.close()
        assert read_version(places.save) == 2
        check_file(places.save)
        check_sums(places.save)
    assert statement > len(NEXT_STEP)


def test_a_backup_of_an_older_schema_is_restored_and_migrated(
    places: Places, clock: Clock, update: Callable[[], None]
) -> None:
    save = Save.open(places, clock)
    play(save)
    save.close()
    update()
    Save.open(places, clock).close()
    places.save.write_bytes(b"")
    save = Save.open(places, clock)
    assert "with 10 answers was restored" in save.notices[0]
    assert count_all(save) == 10
    save.close()


def test_two_programs_open_a_new_and_a_damaged_home_at_once(places: Places) -> None:
    for _ in range(3):
        children = [spawn("play_much", places.save.parent, 1, name) for name in ("Ann", "Bob")]
        for child in children:
            child.communicate(timeout=60)
            assert child.returncode == 0
        truncate(lambda size: size // 2)(places.save)
    save = Save.open(places, Clock())
    assert len(list(places.save.parent.glob("save-damaged-*.db"))) == 3
    save.close()
    check_file(places.save)


def test_a_backup_restored_under_a_running_game_loses_nothing(
    home: Path, places: Places, clock: Clock
) -> None:
    save = Save.open(places, clock)
    game = begin(save)
    ask(save, game, 0)
    aside = restore(places, clock.utc, find_backups(places)[0])
    assert aside is not None
    ask(save, game, 1)
    assert len(save.answers(game)) == 2
    assert save.trouble
    save.close()
    [notice] = [line for line in save.notices if "a whole copy lies at" in line]
    check_file(Path(notice.split(" lies at ")[1]))
    check_file(places.save)
    check_file(aside)


def test_a_file_put_in_place_under_a_running_game_takes_none_of_its_answers(
    home: Path, places: Places, clock: Clock, tmp_path: Path
) -> None:
    """Its games have the same numbers and are others."""
    shutil.copytree(home, tmp_path / "other")
    others = find_places_under(tmp_path / "other")
    other = Save.open(others, clock)
    save = Save.open(places, clock)
    game = begin(save)
    assert begin(other, "Bob") == game
    ask(other, game, 0)
    other.close()
    ask(save, game, 0)
    others.save.replace(places.save)
    ask(save, game, 1)
    assert len(save.answers(game)) == 2
    save.close()
    save = Save.open(places, clock)
    assert [score.questions for score in save.scores(save.player("Bob"))] == [1]
    save.close()


def test_the_time_without_a_thorough_check_is_short(home: Path, places: Places) -> None:
    """A file that is just as a spacequiz left it is not read through again that day."""
    run("play_much", home, 1)
    stamp = (places.backups / "checked").read_bytes()
    run("play_much", home, 0)
    assert (places.backups / "checked").read_bytes() == stamp
