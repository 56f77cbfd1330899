"""`spacequiz packs` as users and scripts meet it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from builders import make_runner
from spacequiz.cli.packs import packs
from spacequiz.errors import UsageError
from spacequiz.packs.install import FaultyPackError

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

PACK = """\
spacequiz: 1
id: planets
title: Planets [bold] and "moons"
language: en-GB
description: For grade 5
authors: [Ms. Rivera]
license: CC-BY-4.0
documents:
  book:
    title: Science 5
    paragraphs: 12
questions:
- id: biggest
  ask: Which planet is the largest?
  answer: Jupiter
  wrong: [Saturn]
  explain: It is.
  source: {document: book, paragraph: 4}
  difficulty: easy
- id: dwarf
  kind: true-false
  ask: Pluto is a planet.
  answer: no
  explain: It is a dwarf planet.
  category: Dwarfs
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SPACEQUIZ_HOME", str(tmp_path))
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "planets.yaml").write_text(PACK, encoding="utf-8")
    return tmp_path


def run(*args: str) -> Result:
    return make_runner().invoke(packs, args)


def test_the_list_names_every_pack(home: Path) -> None:
    result = run()
    assert result.exit_code == 0
    (line,) = [line for line in result.stdout.splitlines() if line.startswith("planets")]
    assert line.split() == ["planets", "2", "en-GB", *["Planets", "[bold]", "and", '"moons"']]


def test_json_has_the_keys_that_scripts_rely_on(home: Path) -> None:
    result = run("--json")
    (found,) = [pack for pack in json.loads(result.stdout) if pack["id"] == "planets"]
    assert found == {
        "id": "planets",
        "title": 'Planets [bold] and "moons"',
        "language": "en-GB",
        "questions": 2,
        "kinds": {"choice": 1, "true-false": 1},
        "categories": {"General": 1, "Dwarfs": 1},
        "documents": [
            {"id": "book", "title": "Science 5", "paragraphs": 12, "questions": 1}
            | {"readable": False}
        ],
        "path": str(home / "packs" / "planets.yaml"),
        "bundled": False,
        "errors": 0,
    }


def test_the_bundled_packs_are_sound(home: Path) -> None:
    bundled = [pack for pack in json.loads(run("--json").stdout) if pack["bundled"]]
    assert bundled
    assert all(pack["errors"] == 0 for pack in bundled)


def test_show_sums_a_pack_up(home: Path) -> None:
    for name in ("planets", str(home / "packs" / "planets.yaml")):
        lines = run("show", name).stdout.splitlines()
        assert lines[:2] == ['Planets [bold] and "moons"', "For grade 5"]
        assert "Kinds:        choice 1, true-false 1" in lines
        assert "Categories:   General 1, Dwarfs 1" in lines
        assert "Difficulties: easy 1, medium 1" in lines
        assert "Document:     Science 5 (1 question, 12 paragraphs)" in lines


def test_show_lists_questions_with_answers_and_searches_them(home: Path) -> None:
    output = run("show", "planets", "--questions").stdout
    assert "\n  Jupiter\n" in output
    assert output.count("(one right answer, ") == output.count("(true or false, ") == 1
    assert "question found" not in output
    assert output.startswith('Planets [bold] and "moons"\n')
    found = run("show", "planets", "--search", "JUPITER").stdout
    assert found.endswith("\n1 question found.\n")
    assert "true or false, " not in found
    assert run("show", "planets", "--search", "zzz").stdout.endswith("\n0 questions found.\n")


def test_all_packs_are_searched_at_once(home: Path) -> None:
    other = PACK.replace("planets", "more-planets")
    (home / "packs" / "more.yaml").write_text(other, encoding="utf-8")
    found = run("search", "JUPIT", "planet").stdout
    assert found.count("  Jupiter\n") == 2
    assert "\nplanets/" in found
    assert "\nmore-planets/" in found
    assert found.endswith("\n2 questions found.\n")
    assert run("search", "zzz").stdout == "\n0 questions found.\n"
    assert run("search").exit_code == 2


def test_what_is_found_too_often_is_cut(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spacequiz.cli.packs._MOST_FOUND", 1)
    found = run("search", "planet").stdout
    assert found.count(", medium)\n") == 1
    assert found.endswith("\nMore than 1 question found. Add a word.\n")


def test_a_pack_with_errors_is_named_with_the_way_to_mend_it(home: Path) -> None:
    path = home / "packs" / "planets.yaml"
    path.write_text(PACK.replace("answer: Jupiter", "anwser: Jupiter"), encoding="utf-8")
    result = run()
    assert result.exit_code == 0
    complaint = f"planets cannot be played: it has 2 errors. See: spacequiz check {path}\n"
    assert complaint in result.stderr
    assert "planets" in result.stdout


def test_show_tells_what_is_wrong_with_a_broken_pack(home: Path) -> None:
    path = home / "packs" / "planets.yaml"
    path.write_text(PACK.replace("answer: Jupiter", "anwser: Jupiter"), encoding="utf-8")
    # What is wrong with another pack of the same id is not its business.
    (home / "packs" / "others.yaml").write_text(PACK.replace("kind: ", "kin: "), encoding="utf-8")
    result = run("show", str(path))
    assert result.exit_code == 3
    assert "Errors:       2" in result.stdout
    assert f"{path}:15:3: error unknown-key" in result.stderr
    assert "hint: Did you mean answer?" in result.stderr
    assert f"See: spacequiz check {path}" in result.stderr
    assert "others.yaml" not in result.stderr
    assert run("show", "a-million-miles-away").exit_code == 0


def test_an_unknown_pack_is_a_wrong_use(home: Path) -> None:
    error = run("show", "planet").exception
    assert isinstance(error, UsageError)
    assert error.hint == "Did you mean planets?"


def test_output_holds_no_escapes(home: Path) -> None:
    path = home / "packs" / "\x1b[31m.yaml"
    path.write_text(PACK.replace("id: planets", "id: other").replace("For", '"\\e[2J"'))
    result = run()
    shown = run("show", "other")
    assert (result.output + shown.output).replace("\n", "").isprintable()


# In and out ---------------------------------------------------------------------------------------

OTHER = PACK.replace("id: planets", "id: other").replace("Planets [bold]", "Other [bold]")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pretend that somebody sits at the terminal and can be asked."""
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)


def ask(answer: str, *args: str) -> Result:
    return make_runner().invoke(packs, args, input=f"{answer}\n")


def write(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_pack_is_added(home: Path, tmp_path: Path) -> None:
    result = run("add", write(tmp_path / "my.yaml", OTHER))
    assert result.exit_code == 0
    assert result.output == (
        'Added Other [bold] and "moons" (other): 2 questions.\n'
        "Play it with: spacequiz play --pack other\n"
    )
    assert "other" in run().stdout


def test_a_pack_with_errors_is_not_added_and_the_errors_are_shown(home: Path) -> None:
    path = write(home / "bad.yaml", OTHER.replace("wrong:", "worng:"))
    result = run("add", path)
    assert isinstance(result.exception, FaultyPackError)
    assert result.exception.exit_code == 3
    assert f'{path}:16:3: error unknown-key There is no key "worng" here' in result.stderr
    assert sorted(each.name for each in (home / "packs").iterdir()) == ["planets.yaml"]


def test_nobody_is_asked_where_nobody_can_answer(home: Path) -> None:
    path = write(home / "again.yaml", PACK)
    for args in (("add", path), ("remove", "planets")):
        error = run(*args).exception
        assert isinstance(error, UsageError)
        assert "with --" in error.hint
    assert run("add", "--force", path).exit_code == 0
    assert run("remove", "planets", "--yes").exit_code == 0


@pytest.mark.usefixtures("terminal")
def test_replacing_and_removing_ask_first(home: Path) -> None:
    path = write(home / "again.yaml", PACK.replace("For grade 5", "For grade 6"))
    result = ask("n", "add", path)
    assert "Nothing was changed." in result.stderr
    assert "For grade 5" in run("show", "planets").stdout
    assert ask("y", "add", path).exit_code == 0
    assert "For grade 6" in run("show", "planets").stdout
    assert "Nothing was changed." in ask("n", "remove", "planets").stderr
    result = ask("y", "remove", "planets")
    assert "Removed Planets" in result.output
    kept = result.output.split("packs add ")[1].strip()
    assert run("add", kept).exit_code == 0
    assert sorted(each.name for each in (home / "packs").iterdir()) == ["planets.yaml"]


def test_a_pack_is_exported_and_added_elsewhere(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.zip"
    result = run("export", "planets", "-o", str(target))
    assert result.output.startswith(f"Written: {target} (2 questions)\nFingerprint: ")
    before = target.read_bytes()
    assert isinstance(run("export", "planets", "-o", str(target)).exception, UsageError)
    assert run("export", "planets", "-o", str(target), "--force").exit_code == 0
    assert target.read_bytes() == before
    assert run("remove", "planets", "--yes").exit_code == 0
    assert run("add", str(target)).exit_code == 0
    assert (home / "packs" / "planets.yaml").read_text(encoding="utf-8") == PACK


def test_the_bundled_packs_stay(home: Path) -> None:
    for args in (("remove", "a-million-miles-away", "--yes"), ("export", "nothing")):
        assert isinstance(run(*args).exception, UsageError)
