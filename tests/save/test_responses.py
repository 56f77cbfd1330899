"""Answers read for analysis: whose they are, which count, and files that are not as they should."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from builders import Clock
from spacequiz.errors import SaveError, UsageError
from spacequiz.game.records import Aid, Setup, Verdict
from spacequiz.save import Save, migrations
from spacequiz.save.responses import Responses, read_responses

from .helpers import NEXT_STEP, find_places_under, make_answer

if TYPE_CHECKING:
    from pathlib import Path

SETUP = Setup(packs=("pack",))


def play(home: Path, name: str = "pupil", count: int = 2, mode: str = "classic") -> Path:
    """Answer some questions, and return the save file."""
    places = find_places_under(home)
    save = Save.open(places, Clock())
    setup = replace(SETUP, mode=mode)
    drawn = [(f"pack/q{n}", f"pack/q{n}") for n in range(count)]
    game = save.start_game(save.player(name), setup, "seed", drawn)
    for position in range(count):
        save.record(game, make_answer(position))
    save.close()
    return places.save


def count_students(found: Responses) -> list[int]:
    """Return how many answers each student gave."""
    students = [reply.student for reply in found.replies]
    return [students.count(student) for student in dict.fromkeys(students)]


def test_all_that_an_answer_holds_is_read(tmp_path: Path) -> None:
    places = find_places_under(tmp_path)
    save = Save.open(places, Clock())
    game = save.start_game(save.player("Ann"), replace(SETUP, mode="sprint"), "seed", [])
    given = replace(
        make_answer(0, Verdict.PARTLY),
        response=("Ganymede", "Io"),
        credit=0.5,
        aids=frozenset({Aid.HINT, Aid.FIFTY_FIFTY}),
        typo=True,
        claimed=True,
        sure=True,
    )
    save.record(game, given)
    save.record(game, replace(make_answer(1), address="other/q", progress_key="other/q"))
    save.close()
    (reply,) = read_responses([places.save], "pack").replies
    assert reply.answer == given
    assert reply.mode == "sprint"


def test_every_player_of_every_file_is_a_student(tmp_path: Path) -> None:
    files = [play(tmp_path / "1"), play(tmp_path / "2", count=3)]
    play(tmp_path / "2", "somebody else", count=1)
    found = read_responses(files, "pack")
    assert sorted(count_students(found)) == [1, 2, 3]
    assert found.files == 2


def test_a_folder_holds_many_files(tmp_path: Path) -> None:
    for name in ("ann", "bob"):
        play(tmp_path / name)
    (tmp_path / "notes.json").write_text("{}")
    (tmp_path / "list.json").write_text("[1")
    (tmp_path / "names.txt").write_text("Ann")
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("CREATE TABLE answer (id)")
    found = read_responses([tmp_path], "pack")
    assert count_students(found) == [2, 2]
    assert found.notices == ()


def test_copies_of_a_file_are_the_same_student(tmp_path: Path) -> None:
    file = play(tmp_path / "home", count=2)
    older = tmp_path / "older.db"
    shutil.copy(file, older)
    play(tmp_path / "home", count=3)
    replies = read_responses([older, file, older], "pack").replies
    assert {reply.student for reply in replies} == {0}
    assert len(replies) == 2 + 5


def test_a_history_is_read_and_known_for_that_of_a_file(tmp_path: Path) -> None:
    file = play(tmp_path / "home")
    save = Save.open(find_places_under(tmp_path / "home"), Clock())
    history = tmp_path / "ann.json"
    history.write_text(json.dumps(save.export_history()), "utf-8-sig")
    save.close()
    alone = read_responses([history], "pack")
    assert [r.answer for r in alone.replies] == [
        r.answer for r in read_responses([file], "pack").replies
    ]
    assert {reply.student for reply in read_responses([history, file], "pack").replies} == {0}


def test_an_imported_history_is_the_same_student_under_another_name(tmp_path: Path) -> None:
    first = find_places_under(tmp_path / "1")
    play(tmp_path / "1", "Ann")
    source = Save.open(first, Clock())
    teacher = Save.open(find_places_under(tmp_path / "2"), Clock())
    teacher.import_history(source.export_history(), "Ann of grade 5")
    source.close()
    teacher.close()
    found = read_responses([tmp_path / "1", tmp_path / "2"], "pack")
    assert {reply.student for reply in found.replies} == {0}


def test_answers_come_in_the_order_of_giving(tmp_path: Path) -> None:
    places, clock = find_places_under(tmp_path), Clock()
    late = clock.time.replace(hour=20)
    save = Save.open(places, clock)
    for moment, text in ((late, "late"), (clock.time, "early")):
        clock.time = moment
        game = save.start_game(save.player("Ann"), SETUP, text, [])
        save.record(game, replace(make_answer(0), response=(text,)))
    save.close()
    replies = read_responses([places.save], "pack").replies
    assert [reply.answer.response for reply in replies] == [("early",), ("late",)]


def test_older_files_are_read_and_left_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = play(tmp_path / "old")
    copy = tmp_path / "new" / "save.db"
    copy.parent.mkdir()
    shutil.copy(file, copy)
    before, beside = file.read_bytes(), sorted(file.parent.iterdir())
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, NEXT_STEP))
    # The other was brought up to date, and is known to be of the same student.
    Save.open(find_places_under(copy.parent), Clock()).close()
    found = read_responses([file, copy], "pack")
    assert count_students(found) == [4]
    assert file.read_bytes() == before
    assert sorted(file.parent.iterdir()) == beside


def test_a_newer_file_is_refused_and_left_out_of_a_folder(tmp_path: Path) -> None:
    play(tmp_path / "good")
    newer = play(tmp_path / "newer")
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute(f"PRAGMA user_version={migrations.newest() + 1}")
    before = newer.read_bytes()
    with pytest.raises(SaveError, match="newer spacequiz") as caught:
        read_responses([newer], "pack")
    assert caught.value.exit_code == 4
    found = read_responses([tmp_path], "pack")
    assert count_students(found) == [2]
    assert "newer spacequiz" in found.notices[0]
    assert newer.read_bytes() == before


@pytest.mark.parametrize("damage", ["empty", "half", "header", "text", "response", "verdict"])
def test_a_damaged_file_is_refused_in_words(tmp_path: Path, damage: str) -> None:
    file = play(tmp_path)
    data = file.read_bytes()
    if damage == "empty":
        file.write_bytes(b"")
    elif damage == "half":
        file.write_bytes(data[: len(data) // 2])
    elif damage == "header":
        file.write_bytes(bytes(100) + data[100:])
    elif damage == "text":
        file.write_text("Dear teacher")
    else:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute(f"UPDATE answer SET {damage} = 17")
            connection.commit()
    with pytest.raises(SaveError) as caught:
        read_responses([file], "pack")
    assert str(file) in str(caught.value)
    assert caught.value.message.endswith(".")


@pytest.mark.parametrize("odd", ["[[[", "7", "[" * 100_000])
def test_an_answer_beyond_reading_costs_itself_alone(tmp_path: Path, odd: str) -> None:
    file = play(tmp_path, count=3)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE answer SET response = ? WHERE position = 1", (odd,))
        connection.commit()
    found = read_responses([file], "pack")
    assert [reply.answer.address for reply in found.replies] == ["pack/q0", "pack/q2"]
    assert found.notices == (f"Left out: {file}: one answer cannot be read, the one to pack/q1.",)


def test_a_file_beyond_reading_costs_itself_alone(tmp_path: Path) -> None:
    good, bad = play(tmp_path / "good"), play(tmp_path / "bad")
    bad.write_bytes(bad.read_bytes()[:5000])
    found = read_responses([bad, good], "pack")
    assert count_students(found) == [2]
    [notice] = found.notices
    assert notice.startswith(f"Left out: {bad}: The save file is damaged")


def test_a_file_that_cannot_be_read_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "save.db").symlink_to("save.db")
    with pytest.raises((SaveError, UsageError)):
        read_responses([tmp_path / "save.db"], "pack")


def test_a_path_that_leads_nowhere_is_a_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        read_responses([tmp_path / "missing.db"], "pack")
    with pytest.raises(UsageError, match="no save file"):
        read_responses([tmp_path], "pack")


def test_what_could_steer_a_terminal_is_dropped(tmp_path: Path) -> None:
    file = play(tmp_path, count=1)
    with closing(sqlite3.connect(file)) as connection:
        escapes = json.dumps(["\x1b[31mred\u202e"])
        connection.execute("UPDATE answer SET response = ?", (escapes,))
        connection.commit()
    (reply,) = read_responses([file], "pack").replies
    assert reply.answer.response == ("[31mred",)


def test_a_pack_whose_name_begins_the_same_is_another(tmp_path: Path) -> None:
    assert read_responses([play(tmp_path)], "pac").replies == ()
