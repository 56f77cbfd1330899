"""`spacequiz new` as a teacher meets it: write, check, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl  # type: ignore[import-untyped]
import pytest

from builders import make_runner
from spacequiz import language
from spacequiz.cli.check import check
from spacequiz.cli.convert import convert
from spacequiz.cli.new import new
from spacequiz.errors import UsageError
from spacequiz.game.kinds import Kind
from spacequiz.packs.read import read_pack

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


def run(*args: str) -> Result:
    return make_runner().invoke(new, args)


def test_a_new_file_passes_the_check(tmp_path: Path) -> None:
    path = tmp_path / "planets.yaml"
    result = run(str(path), "--title", "Our planets")
    assert result.exit_code == 0
    assert result.output == (
        f"Written: {path}\nOpen it in any editor; then:\n"
        f"  spacequiz check {path}\n  spacequiz play --pack {path} --watch\n"
    )
    checked = make_runner().invoke(check, [str(path), "--strict"])
    assert checked.exit_code == 0
    assert checked.output == "1 pack, 7 sound questions: 0 errors, 0 warnings\n"


def test_a_document_is_copied_beside_the_pack(tmp_path: Path) -> None:
    (tmp_path / "text.md").write_text("One.\n\nTwo.\n")
    result = run(str(tmp_path / "chapter"), "--document", str(tmp_path / "text.md"))
    assert result.exit_code == 0
    assert "2 questions wait in it to be filled in." in result.output
    assert (tmp_path / "chapter" / "document.md").read_text() == "One.\n\nTwo.\n"


def test_nothing_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "planets.yaml"
    path.write_text("mine")
    error = run(str(path)).exception
    assert isinstance(error, UsageError)
    assert path.read_text() == "mine"


def test_the_commands_that_follow_can_be_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert 'spacequiz check "my lesson.yaml"\n' in run("my lesson.yaml").output
    # Without a dot or a slash, it would be the id of an installed pack.
    output = run("chapter-3").output
    assert "spacequiz check chapter-3\n" in output
    assert "spacequiz play --pack ./chapter-3 --watch\n" in output
    assert "new 'it is $1.yaml'" in str(run("it is $1.yml").exception)


def test_what_is_not_there_or_cannot_be_written_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for args in (
        (str(tmp_path / "a"), "--document", str(tmp_path / "no.txt")),
        (str(tmp_path / "file" / "a.yaml"),),
    ):
        error = run(*args).exception
        assert isinstance(error, UsageError)
        assert str(tmp_path) in error.where


@pytest.mark.parametrize("name", ["quiz.xlsx", "quiz.csv", "quiz.tsv"])
def test_a_table_to_fill_in_makes_a_sound_pack(tmp_path: Path, name: str) -> None:
    table, out = tmp_path / name, tmp_path / "quiz.yaml"
    made = make_runner().invoke(new, [str(table)])
    assert made.exit_code == 0
    assert f"spacequiz packs add {table}" in made.output
    assert make_runner().invoke(convert, [str(table), str(out)]).exit_code == 0
    pack = read_pack(out)
    assert pack.diagnostics == ()
    assert {question.kind for question in pack.questions} == set(Kind)
    again = make_runner().invoke(new, [str(table)])
    assert isinstance(again.exception, UsageError)


def test_a_spreadsheet_to_fill_in_has_drop_downs(tmp_path: Path) -> None:
    table = tmp_path / "quiz.xlsx"
    make_runner().invoke(new, [str(table)])
    sheet = openpyxl.load_workbook(table).active
    lists = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
    assert lists["A2:A500"] == f'"{",".join(Kind)}"'
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("name", ["quiz.xls", "quiz.ODS", "quiz.docx", "quiz.zip"])
def test_no_folder_is_made_with_the_name_of_a_file(tmp_path: Path, name: str) -> None:
    result = make_runner().invoke(new, [str(tmp_path / name)])
    assert isinstance(result.exception, UsageError)
    assert "quiz.xlsx" in result.exception.hint
    assert not list(tmp_path.iterdir())


def test_a_new_file_is_in_the_chosen_language(tmp_path: Path) -> None:
    path = tmp_path / "mio.yaml"
    language.choose("es")
    try:
        make_runner().invoke(new, [str(path)])
        assert make_runner().invoke(check, [str(path), "--strict"]).exit_code == 0
    finally:
        language.choose("en")
    pack = read_pack(path)
    assert pack.head.language == "es"
    assert {each.kind for each in pack.questions} == set(Kind)
    assert "# Un paquete de preguntas." in path.read_text("utf-8")


def test_a_table_to_fill_in_has_examples_in_the_chosen_language(tmp_path: Path) -> None:
    table, out = tmp_path / "quiz.csv", tmp_path / "quiz.yaml"
    language.choose("es")
    try:
        make_runner().invoke(new, [str(table)])
    finally:
        language.choose("en")
    make_runner().invoke(convert, [str(table), str(out)])
    pack = read_pack(out)
    assert pack.diagnostics == ()
    assert pack.head.language == "es"
    assert {question.kind for question in pack.questions} == set(Kind)
