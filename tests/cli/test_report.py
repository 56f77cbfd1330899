"""`spacequiz report` as teachers and scripts meet it."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from builders import Clock, describe_choice, describe_typed, make_runner, write_pack
from spacequiz.cli.report import report
from spacequiz.errors import PackError, SaveError, UsageError
from spacequiz.game.records import Answer, Setup, Verdict
from spacequiz.paths import find_places
from spacequiz.save import Save

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from click.testing import Result

ASK = "=HYPERLINK(1) \x1b[31m"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    questions = [
        describe_choice("key", wrong=["second", "third"], answer="first"),
        describe_typed("word", "moon"),
        describe_choice("plain", wrong=["wrong", "odd"], answer="right", ask="=SUM(A1) is what?"),
    ]
    return write_pack(tmp_path / "own", questions, "lesson")


def play(home: Path | None, name: str, responses: Sequence[str]) -> Path:
    places = find_places()
    if home:
        places = places._replace(save=home / "save.db", backups=home / "backups")
    save = Save.open(places, Clock())
    game = save.start_game(save.player(name), Setup(), "seed", [])
    for position, (question, text) in enumerate(
        zip(("key", "plain", "word"), responses, strict=True)
    ):
        address = f"lesson/{question}"
        answer = Answer(position, address, address, (text,), Verdict.WRONG, 0.0, 0, 1.0)
        save.record(game, answer)
    save.close()
    return places.save


def play_class(folder: Path, count: int = 12) -> Path:
    for n in range(count):
        good = n % 2
        play(folder / f"pupil {n}", "pi", ("second", "right" if good else "wrong", "moon"))
    return folder


def run(*arguments: object) -> Result:
    return make_runner().invoke(report, [str(argument) for argument in arguments])


def show(*arguments: object) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.exception
    return result.stdout


def test_the_table_names_what_to_look_at(pack: Path, tmp_path: Path) -> None:
    out = show(pack, "--save", play_class(tmp_path / "class"))
    assert out.splitlines()[:4] == [
        "The lesson",
        "12 students, 36 first answers to 3 of 3 questions",
        "mean 50%   standard deviation 17%   Cronbach's α 0.00   n 12",
        "Fewer than 30 students: take every number as a hint, not as a verdict.",
    ]
    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines()[5:9]}
    assert rows["question"] == ["n", "right", "discr", "27%", "effic"]
    assert rows["key"] == ["12*", "0%", "–", "+0.00", "–", "!"]
    assert rows["plain"] == ["12*", "50%", "–", "+1.00", "–"]
    assert "! More chose “second” (12) than the right answer (0): check the key." in out
    assert max(map(len, out.splitlines())) <= 80


def test_options_of_every_question_are_shown_on_demand(pack: Path, tmp_path: Path) -> None:
    folder = play_class(tmp_path / "class")
    assert "    odd" not in show(pack, "--save", folder)
    assert "    odd" in show(pack, "--save", folder, "--all")


def test_own_answers_are_analysed_by_default(pack: Path) -> None:
    play(None, "Ann", ("first", "right", "moon"))
    play(None, "Bob", ("first", "wrong", "sun"))
    assert "2 students, 6 first answers" in show(pack)


def test_an_installed_pack_is_named_by_its_id(pack: Path) -> None:
    places = find_places()
    places.packs.mkdir(parents=True)
    pack.rename(places.packs / "lesson.yaml")
    assert "Nobody has answered" in show("lesson")


def test_json_has_the_keys_that_scripts_rely_on(pack: Path, tmp_path: Path) -> None:
    found = json.loads(show(pack, "--json", "--save", play_class(tmp_path / "class")))
    assert list(found) == [
        *("pack", "title", "students", "answers", "editions", "mean", "standard_deviation"),
        *("alpha", "caution", "questions"),
    ]
    question = found["questions"][0]
    assert list(question) == [
        *("id", "ask", "kind", "n", "here", "difficulty", "standard_deviation", "compared"),
        *("discrimination", "upper_lower", "efficiency", "blank", "helped", "claimed"),
        *("caution", "options", "flags"),
    ]
    assert question["options"][1] == {
        "text": "second",
        "count": 12,
        "share": 1.0,
        "right": False,
        "idle": False,
        "pull": None,
    }
    assert question["flags"][0]["code"] == "check-key"


def test_csv_is_a_line_for_each_question_and_no_formula(pack: Path, tmp_path: Path) -> None:
    out = show(pack, "--csv", "--save", play_class(tmp_path / "class"))
    head, *rows = csv.reader(io.StringIO(out))
    assert [row[0] for row in rows] == ["key", "word", "plain"]
    assert {len(row) for row in rows} == {len(head)}
    plain = dict(zip(head, rows[2], strict=True))
    assert plain["text"] == "'=SUM(A1) is what?"
    assert plain["difficulty"] == "0.5"
    assert plain["options"] == "right (right) 50%; wrong 50%; odd 0%"


def test_without_answers_it_says_how_to_bring_some(pack: Path) -> None:
    out = show(pack)
    assert "Nobody has answered" in out
    assert "--save" in out
    assert json.loads(show(pack, "--json"))["students"] == 0
    assert len(show(pack, "--csv").splitlines()) == 4


def test_no_escape_sequence_reaches_the_terminal(pack: Path, tmp_path: Path) -> None:
    for n in range(12):
        play(tmp_path / "class" / str(n), "pi", ("first", "right", ASK))
    arguments = (pack, "--all", "--save", tmp_path / "class")
    for out in (show(*arguments), show(*arguments, "--csv")):
        assert "HYPERLINK" in out
        assert not set(out) & set("\x1b\x07\x9b\u202e")


def test_a_file_left_out_is_named(pack: Path, tmp_path: Path) -> None:
    folder = play_class(tmp_path / "class", 2)
    (folder / "pupil 0" / "save.db").write_bytes(b"")
    result = run(pack, "--save", folder)
    assert "1 student, 3 first answers" in result.stdout
    assert "Left out" in result.stderr
    assert "pupil 0" in result.stderr


def test_wrong_use_is_told(pack: Path, tmp_path: Path) -> None:
    assert isinstance(run(pack, "--json", "--csv").exception, UsageError)
    assert isinstance(run(pack, "--save", tmp_path / "nowhere").exception, UsageError)
    assert isinstance(run("unknown").exception, UsageError)
    (tmp_path / "letter.txt").write_text("Dear teacher")
    assert isinstance(run(pack, "--save", tmp_path / "letter.txt").exception, SaveError)
    pack.write_text(pack.read_text().replace("answer:", "anwser:"))
    assert isinstance(run(pack).exception, PackError)


def test_answers_in_another_language_count_and_are_judged_by_it(pack: Path) -> None:
    play(None, "Ann", ("first", "wrong", "moon"))
    translated = [
        describe_choice("key", wrong=["segundo", "tercero"], answer="primero"),
        describe_choice("plain", wrong=["mal", "raro"], answer="bien"),
        describe_typed("word", "luna"),
    ]
    path = write_pack(find_places().packs, translated, "leccion", translates="lesson")
    save = Save.open(find_places(), Clock(datetime(2026, 3, 2, 12, tzinfo=UTC)))
    game = save.start_game(save.player("Ben"), Setup(), "seed", [])
    for position, (name, text) in enumerate(
        (("key", "segundo"), ("plain", "bien"), ("word", "luna"))
    ):
        key = f"leccion/{name}", f"lesson/{name}"
        save.record(game, Answer(position, *key, (text,), Verdict.WRONG, 0.0, 0, 1.0))
    save.close()
    out = show(pack)
    assert "2 students, 6 first answers to 3 of 3 questions" in out
    assert "3 of these in the edition leccion: not in the shares of the options." in out
    found = json.loads(show(pack, "--json"))
    assert found["editions"] == {"leccion": 3}
    assert [each["difficulty"] for each in found["questions"]] == [0.5, 1, 0.5]
    assert [(each["n"], each["here"]) for each in found["questions"]] == [(2, 1)] * 3
    assert [option["count"] for option in found["questions"][0]["options"]] == [1, 0, 0]
    # Asked from the other side, the same answers are found.
    pack.rename(path.with_name(pack.name))
    found = json.loads(show(path, "--json"))
    assert found["editions"] == {"lesson": 3}
    assert [each["difficulty"] for each in found["questions"]] == [0.5, 0.5, 1]


def test_true_and_false_are_called_as_the_pack_calls_them(tmp_path: Path) -> None:
    question = {"id": "plain", "kind": "true-false", "ask": "¿5?", "answer": True, "explain": "5."}
    others = [describe_typed("word", "luna"), describe_typed("key", "sol")]
    own = write_pack(tmp_path / "own", [question, *others], "lesson", language="es")
    play(None, "Ana", ("sol", "false", "luna"))
    told = make_runner().invoke(report, [str(own), "--all"]).output
    assert "Falso" in told
    assert "false" not in told
