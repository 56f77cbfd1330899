"""`spacequiz print` as teachers meet it."""

from __future__ import annotations

import re
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from builders import describe_all_kinds, describe_choice, make_runner, write_pack
from spacequiz.errors import PackError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    import click
    from click.testing import Result

MODULE = import_module("spacequiz.cli.print")
COMMAND: click.Command = MODULE.print


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    questions = [
        *describe_all_kinds(),
        describe_choice("easy", difficulty="easy", category="Moons"),
        describe_choice("hard", difficulty="hard", category="Moons"),
    ]
    return write_pack(tmp_path / "own", questions, "lesson")


def run(*arguments: object) -> Result:
    return make_runner().invoke(COMMAND, [str(argument) for argument in arguments])


def list_asks(page: Path) -> list[str]:
    return re.findall('class="ask"><bdi>(.*?)</bdi>', page.read_text("utf-8"))


def test_one_sheet_and_its_key(pack: Path, here: Path) -> None:
    result = run(pack, "-o", "test.html")
    assert result.exit_code == 0, result.exception
    assert result.stdout.splitlines() == ["test.html", "test-key.html"]
    assert sorted(path.name for path in here.iterdir()) == ["test-key.html", "test.html"]
    assert len(list_asks(here / "test.html")) == 9


def test_a_folder_gets_sheets_with_the_name_of_the_pack(pack: Path, here: Path) -> None:
    (here / "class").mkdir()
    assert run(pack, "-o", "class").exit_code == 0
    assert sorted(path.name for path in here.rglob("*.html")) == ["lesson-key.html", "lesson.html"]


def test_versions_have_letters(pack: Path, here: Path) -> None:
    run(pack, "-o", "test.html", "--versions", 4)
    names = [f"test-{letter}.html" for letter in "ABCD"]
    assert sorted(path.name for path in here.iterdir()) == [*names, "test-key.html"]


def test_the_name_comes_from_the_pack_by_default(pack: Path, here: Path) -> None:
    run(pack)
    assert sorted(path.name for path in here.iterdir()) == ["lesson-key.html", "lesson.html"]
    run(pack, "-o", "other")
    assert (here / "other.html").is_file()


def test_the_same_seed_gives_the_same_bytes(pack: Path, here: Path) -> None:
    run(pack, "-o", "1.html", "--seed", "x", "-n", 5)
    run(pack, "-o", "2.html", "--seed", "x", "-n", 5)
    run(pack, "-o", "3.html", "--seed", "y", "-n", 5)
    first, second, third = [(here / f"{n}.html").read_bytes() for n in (1, 2, 3)]
    assert first == second != third


def test_questions_are_chosen(pack: Path, here: Path) -> None:
    run(pack, "-o", "n.html", "-n", 3)
    assert len(list_asks(here / "n.html")) == 3
    run(pack, "-o", "c.html", "--category", "moons")
    assert len(list_asks(here / "c.html")) == 2
    run(pack, "-o", "d.html", "--category", "Moons", "--difficulty", "hard")
    assert list_asks(here / "d.html") == ["Which option of hard is right?"]
    result = run(pack, "-o", "m.html", "--category", "Moons", "-n", 5)
    assert "Only 2 questions fit." in result.stderr


def test_where_nothing_fits_the_categories_are_named(pack: Path, here: Path) -> None:
    error = run(pack, "-o", "c.html", "--category", "Suns").exception
    assert isinstance(error, UsageError)
    assert "Moons" in error.hint
    assert not list(here.iterdir())


def test_the_look_is_chosen(pack: Path, here: Path) -> None:
    run(pack, "-o", "plain.html")
    run(pack, "-o", "rich.html", "--large", "--bubbles", "--explanations")
    plain, rich = (here / "plain.html").read_text(), (here / "rich.html").read_text()
    assert "18pt" in rich
    assert "18pt" not in plain
    assert 'class="bubble"' in rich
    assert "That is how easy is." in (here / "rich-key.html").read_text()
    assert "That is how easy is." not in (here / "plain-key.html").read_text()


def test_nothing_is_overwritten_without_force(pack: Path, here: Path) -> None:
    (here / "test-key.html").write_text("mine")
    error = run(pack, "-o", "test.html").exception
    assert isinstance(error, UsageError)
    assert "--force" in error.hint
    assert [path.name for path in here.iterdir()] == ["test-key.html"]
    assert run(pack, "-o", "test.html", "--force").exit_code == 0
    assert (here / "test-key.html").read_text() != "mine"


@pytest.mark.parametrize("answer", ["y\n", "n\n"])
def test_somebody_at_the_terminal_is_asked(
    pack: Path, here: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    run(pack, "-o", "test.html")
    before = (here / "test.html").read_bytes()
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
    result = make_runner().invoke(
        COMMAND, [str(pack), "-o", "test.html", "--seed", "other"], input=answer
    )
    assert "Replace test.html, test-key.html?" in result.stderr
    assert ((here / "test.html").read_bytes() == before) is (answer == "n\n")


@pytest.mark.skipif(sys.platform == "win32", reason="folders are refused in another way")
def test_a_place_that_cannot_be_written_is_told(pack: Path, here: Path) -> None:
    for output in (here / "missing" / "test.html", here / "file" / "test.html"):
        (here / "file").write_text("")
        error = run(pack, "-o", output).exception
        assert isinstance(error, UsageError)
        assert str(output) in str(error)
    (here / "class" / "lesson.html").mkdir(parents=True)
    assert isinstance(run(pack, "-o", "class", "--force").exception, UsageError)
    assert not [path for path in here.rglob("*") if path.is_file() and path.name != "file"]


def test_wrong_use_is_told(pack: Path) -> None:
    assert isinstance(run("unknown").exception, UsageError)
    assert run(pack, "--versions", 27).exit_code == 2
    pack.write_text(pack.read_text().replace("answer:", "anwser:"))
    assert isinstance(run(pack).exception, PackError)
