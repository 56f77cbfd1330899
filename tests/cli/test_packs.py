"""`spacequiz packs` as users and scripts meet it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from spacequiz.cli.packs import packs
from spacequiz.errors import UsageError

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
    return CliRunner().invoke(packs, args)


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
        "documents": [{"id": "book", "title": "Science 5", "paragraphs": 12, "questions": 1}],
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


def test_a_pack_with_errors_is_named_with_the_way_to_mend_it(home: Path) -> None:
    path = home / "packs" / "planets.yaml"
    path.write_text(PACK.replace("answer: Jupiter", "anwser: Jupiter"), encoding="utf-8")
    result = run()
    assert result.exit_code == 0
    complaint = f"planets cannot be played: it has 2 errors. See: spacequiz check {path}\n"
    assert complaint in result.stderr
    assert "planets" in result.stdout


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
