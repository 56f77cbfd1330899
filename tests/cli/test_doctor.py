"""`spacequiz doctor`."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from builders import Clock, make_runner
from spacequiz.cli.doctor import doctor
from spacequiz.errors import SaveError, UsageError
from spacequiz.game.records import Answer, Setup, Verdict
from spacequiz.paths import find_places
from spacequiz.save import Save

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    monkeypatch.setenv("SPACEQUIZ_HOME", str(home))
    return home


@pytest.fixture
def played(home: Path) -> Path:
    """A home with a game on each of two days, and so a backup without and one with an answer."""
    clock = Clock()
    save = Save.open(find_places(), clock)
    for _ in range(2):
        game = save.start_game(save.player("Ann"), Setup(), "seed", [("moons/io", "moons/io")])
        answer = Answer(0, "moons/io", "moons/io", ("Io",), Verdict.RIGHT, 1.0, 100, 2.0)
        save.record(game, answer)
        save.finish(game)
        clock.time += timedelta(days=1)
    save.close()
    return home


def run(*arguments: str, answer: str = "") -> Result:
    return make_runner().invoke(doctor, arguments, input=answer, catch_exceptions=False)


def count_answers() -> int:
    save = Save.open(find_places(), Clock(datetime(2026, 3, 2, 13, tzinfo=UTC)))
    count = sum(score.questions for score in save.scores())
    save.close()
    return count


def list_all(home: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in home.rglob("*") if p.is_file()}


def test_it_shows_where_things_are_and_changes_nothing(played: Path) -> None:
    before = list_all(played)
    result = run()
    assert result.exit_code == 0
    for text in ("spacequiz", "sqlite", str(played / "save.db"), "1 player, 2 games, 2 answers"):
        assert text in result.stdout
    assert "save-000002-2026-03-02.db  1 answer" in result.stdout
    assert list_all(played) == before


def test_json(played: Path) -> None:
    report = json.loads(run("--json").stdout)
    assert set(report) == {"versions", "places", "save", "bank", "backups", "set_aside"}
    assert report["save"]["state"] == "sound"
    assert report["save"]["answers"] == 2
    assert report["places"]["save"] == str(played / "save.db")
    assert [(b["day"], b["answers"], b["fault"]) for b in report["backups"]] == [
        ("2026-03-02", 1, ""),
        ("2026-03-01", 0, ""),
    ]


def test_a_fresh_home_is_well_and_stays_fresh(home: Path) -> None:
    result = run()
    assert result.exit_code == 0
    assert "not there yet" in result.stdout
    assert not home.exists()


@pytest.mark.parametrize(
    ("content", "state"), [(b"", "damaged"), (bytes(500), "damaged"), (b"a diary", "not ours")]
)
def test_an_ill_file_is_told_by_text_and_exit_code(
    content: bytes, state: str, played: Path
) -> None:
    (played / "save.db").write_bytes(content)
    result = run()
    assert result.exit_code == 4
    assert state in result.stdout
    assert json.loads(run("--json").stdout)["save"]["state"] == state
    assert (played / "save.db").read_bytes() == content


def test_damage_that_left_no_trace_is_restored_at_the_next_start_as_doctor_says(
    played: Path,
) -> None:
    # Checked today, so that the next start does not read it through.
    Save.open(find_places(), Clock()).close()
    file = played / "save.db"
    left = file.stat()
    with closing(sqlite3.connect(file)) as connection:
        # Where no start looks by itself.
        query = "SELECT rootpage FROM sqlite_schema WHERE name = 'flag'"
        (page,) = connection.execute(query).fetchone()
    with file.open("r+b") as stream:
        stream.seek((page - 1) * 4096)
        stream.write(b"\xff" * 4096)
    os.utime(file, ns=(left.st_atime_ns, left.st_mtime_ns))
    assert "The next start restores the newest backup" in run().stdout
    save = Save.open(find_places(), Clock())
    save.close()
    assert "damaged" in save.notices[0]
    assert run().exit_code == 0


def test_damage_in_the_middle_is_found(played: Path) -> None:
    with (played / "save.db").open("r+b") as file:
        file.seek(4096)
        file.write(bytes(4096))
    assert run().exit_code == 4


def test_restore_asks_keeps_the_old_file_and_tells_where(played: Path) -> None:
    old = (played / "save.db").read_bytes()
    refused = run("--restore", answer="n\n")
    assert refused.exit_code == 1
    assert count_answers() == 2
    result = run("--restore", answer="y\n")
    assert result.exit_code == 0
    [aside] = played.glob("save-replaced-*.db")
    assert str(aside) in result.stdout
    assert len(aside.read_bytes()) == len(old)
    assert count_answers() == 1
    assert str(aside) in run().stdout


@pytest.mark.parametrize(
    "name", ["2026-03-01", "save-000001-2026-03-01", "save-000001-2026-03-01.db"]
)
def test_restore_a_named_backup(name: str, played: Path) -> None:
    assert run("--restore", name, "--yes").exit_code == 0
    assert count_answers() == 0


def test_restore_refuses_what_it_cannot_do(played: Path) -> None:
    with pytest.raises(UsageError, match="no backup named"):
        run("--restore", "1999-01-01", "--yes")
    with pytest.raises(UsageError):
        run("--restore", "--json")
    for backup in (played / "backups").glob("*.db"):
        backup.write_bytes(b"broken")
    with pytest.raises(SaveError, match="no sound backup"):
        run("--restore", "--yes")
    with pytest.raises(SaveError, match="damaged"):
        run("--restore", "2026-03-01", "--yes")
    assert count_answers() == 2


def test_a_newer_file_can_be_given_up_for_a_backup(played: Path) -> None:
    with (played / "save.db").open("r+b") as file:
        file.seek(60)
        file.write((99).to_bytes(4, "big"))
    assert run().exit_code == 4
    assert run("--restore", "--yes").exit_code == 0
    assert count_answers() == 1
