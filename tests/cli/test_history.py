"""`spacequiz history export` and `history import`."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builders import MARQUESAS, Clock, MoveTo, make_runner
from spacequiz.cli.history import history
from spacequiz.errors import SaveError, SpacequizError, UsageError
from spacequiz.game.records import Aid, Answer, Setup, Verdict
from spacequiz.paths import find_places
from spacequiz.save import Save

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacequiz.game.kinds.body import Response


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return use_home(tmp_path / "home", monkeypatch)


def use_home(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SPACEQUIZ_HOME", str(path))
    return path


def play(name: str = "Ann", responses: Sequence[Response] = (("Io",),)) -> None:
    save = Save.open(find_places(), Clock())
    game = save.start_game(save.player(name), Setup(), "s", [])
    for position, response in enumerate(responses):
        answer = Answer(position, "moons/io", "moons/io", response, Verdict.RIGHT, 1 / 3, -25, 2.04)
        save.record(game, replace(answer, aids=frozenset({Aid.HINT}), claimed=True), None, "Moons")
    save.finish(game)
    save.close()


def run(*arguments: str) -> str:
    result = make_runner().invoke(history, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def fail(*arguments: str) -> SpacequizError:
    error = make_runner().invoke(history, arguments).exception
    assert isinstance(error, SpacequizError)
    return error


def read_table(path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(Path(path).read_text("utf-8-sig"), newline="")))


def test_from_one_home_to_another(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    play()
    play()
    play("Bob")
    assert run("export", "all.json") == "3 games written to all.json\n"
    use_home(tmp_path / "other", monkeypatch)
    assert run("import", "all.json") == "3 games imported for Ann, Bob\n"
    assert run("import", "all.json") == "0 games imported for Ann, Bob; 3 already here\n"
    run("export", "again.json")
    Path("again.json").write_text("mine")
    error = fail("export", "again.json")
    assert ("exists already" in str(error), "--force" in str(error)) == (True, True)
    assert Path("again.json").read_text() == "mine"
    run("export", "again.json", "--force")
    assert Path("again.json").read_bytes() == Path("all.json").read_bytes()


def test_of_one_player_and_for_another() -> None:
    play("Ann")
    play("Bob")
    assert run("export", "ann.json", "--player", "ANN") == "1 game written to ann.json\n"
    assert run("import", "ann.json", "--player", "bob") == "1 game imported for Bob\n"
    assert run("import", "ann.json", "--player", " New\x1b ") == "1 game imported for New\n"
    run("export", "all.json")
    assert "none can be renamed" in str(fail("import", "all.json", "--player", "Cid"))
    assert isinstance(fail("import", "all.json", "--player", "\x1b"), UsageError)
    assert "no player Nobody" in str(fail("export", "x.json", "--player", "Nobody"))
    assert not Path("x.json").exists()


def test_a_table_of_all_answers(move_to: MoveTo) -> None:
    move_to(MARQUESAS)
    play(responses=[("Io", "Ganymede"), ()])
    play("Bob")
    run("export", "all.csv")
    first, second, third = read_table("all.csv")
    assert first == {
        "player": "Ann",
        "date": "2026-03-01 02:30",
        "mode": "classic",
        "pack": "moons",
        "question": "io",
        "category": "Moons",
        "response": "Io; Ganymede",
        "verdict": "right",
        "credit": "0.333",
        "points": "-25",
        "seconds": "2.0",
        "hint": "yes",
        "fifty-fifty": "",
        "typing mistake forgiven": "",
        "called right by the player": "yes",
        "sure": "",
        "game": "1",
    }
    assert second["response"] == ""
    assert third["player"] == "Bob"
    assert Path("all.csv").read_bytes().startswith(b"\xef\xbb\xbf"), "so that Excel reads UTF-8"


@pytest.mark.parametrize(
    ("response", "cell"),
    [
        ('=HYPERLINK("x")', '\'=HYPERLINK("x")'),
        ("x;=cmd|calc!A0;-5;+y", "x;'=cmd|calc!A0;-5;'+y"),
        ("+1+2", "'+1+2"),
        ("-cmd", "'-cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        ("\n=1", "'\n=1"),
        ("a\n=cmd\n\nb", "a\n'=cmd\n\nb"),
        ("\x1b[31m", "\\x1b[31m"),
        ("-5", "-5"),
        ("+3,5", "+3,5"),
        ('a "b", c', 'a "b", c'),
    ],
)
def test_no_cell_is_a_formula_or_a_command(response: str, cell: str) -> None:
    play(responses=[(response,)])
    run("export", "all.csv")
    assert read_table("all.csv")[0]["response"] == cell


def test_a_name_that_is_a_formula() -> None:
    play("=1+1")
    run("export", "all.csv")
    assert read_table("all.csv")[0]["player"] == "'=1+1"


def test_wrong_use_is_told() -> None:
    play()
    error = fail("export", "all.xlsx")
    assert (error.exit_code, "end in .json or .csv" in str(error)) == (2, True)
    assert "cannot be written" in str(fail("export", "missing/all.json"))
    assert "cannot be read" in str(fail("import", "missing.json"))
    run("export", "all.csv")
    assert "cannot be imported" in str(fail("import", "all.csv"))
    assert not list(Path().glob("*.part"))


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe", b"[" * 200_000, b'{"format": 1}', b"1" * 5000, b'"\\ud800"'],
)
def test_a_file_that_is_no_history(content: bytes) -> None:
    Path("x.json").write_bytes(content)
    error = fail("import", "x.json")
    assert isinstance(error, SaveError)
    assert error.exit_code == 4
    assert error.where == "x.json"


def test_a_newer_file_changes_nothing(home: Path) -> None:
    play()
    run("export", "all.json")
    document = json.loads(Path("all.json").read_text("utf-8"))
    Path("all.json").write_text(json.dumps({**document, "version": 99}), "utf-8")
    before = (home / "save.db").read_bytes()
    assert "newer spacequiz" in str(fail("import", "all.json"))
    assert (home / "save.db").read_bytes() == before


def test_an_import_that_cannot_be_written_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    from spacequiz.save import opening

    play()
    run("export", "all.json")

    def refuse(path: Path) -> None:
        raise PermissionError(13, "no permission to write", str(path))

    monkeypatch.setattr(opening, "require_writable", refuse)
    assert "cannot be written" in str(fail("import", "all.json", "--player", "Cid"))
