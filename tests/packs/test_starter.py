"""A new pack passes every check, and one with a document waits to be filled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spacequiz.errors import PackError, UsageError
from spacequiz.game.kinds import Kind
from spacequiz.packs.json_schema import render_schema
from spacequiz.packs.lint import check_packs
from spacequiz.packs.read import read_closely, read_pack
from spacequiz.packs.starter import SCHEMA_FILE, write_starter

from .helpers import list_codes, write

if TYPE_CHECKING:
    from pathlib import Path

    from spacequiz.packs.pack import Pack

TEXT = "# Chapter: one\n\nJupiter is *large*; #1.\nIt has a storm.\n\n\nMars is {red}.\n"


@pytest.mark.parametrize("name", ["my-planets.yaml", "folder/my-planets", "a b.yaml"])
def test_a_new_pack_has_an_example_of_each_kind_and_passes(tmp_path: Path, name: str) -> None:
    made = write_starter(tmp_path / name, "Planets: a start")
    reading = read_closely(made.path)
    assert check_packs([reading]) == []
    assert [question.kind for question in reading.pack.questions] == list(Kind)
    assert reading.pack.head.title == "Planets: a start"
    first = made.main.read_text().splitlines()[0]
    assert first == f"# yaml-language-server: $schema={SCHEMA_FILE}"
    assert (made.main.parent / SCHEMA_FILE).read_text(encoding="utf-8") == render_schema()


def test_id_and_title_come_from_the_name(tmp_path: Path) -> None:
    head = read_pack(write_starter(tmp_path / "My_solar system.yaml").path).head
    assert (head.id, head.title) == ("my-solar-system", "My solar system")


def fill(main: Path) -> Pack:
    """Do what the notes say: take the first # away and write."""
    lines: list[str] = []
    for line in main.read_text().splitlines():
        if re.match(r"#(?:- id|  )", line):
            line = line[1:]
            if re.fullmatch(r"  (?:ask|answer|explain|hint):", line):
                line += f" My own words {len(lines)}"
            elif line == "  -":
                line += f" A wrong option {len(lines)}"
        lines.append(line)
    main.write_text("\n".join(lines))
    return read_pack(main.parent)


def test_a_document_gives_a_question_for_each_paragraph(tmp_path: Path) -> None:
    path = write(tmp_path / "Chapter 3.txt", TEXT)
    made = write_starter(tmp_path / "chapter-3", document=path)
    assert made.questions == 3
    pack = read_pack(made.path)
    assert list_codes(pack) == ["no-questions"]
    assert pack.head.documents["document"].title == "Chapter 3"
    assert pack.head.documents["document"].count == 3
    assert "\n## 2: Jupiter is *large*; #1. It has a storm.\n" in made.main.read_text()
    filled = fill(made.main)
    assert list_codes(filled) == []
    cited = [question.citation for question in filled.questions]
    assert [each.paragraphs for each in cited if each] == [(1,), (2,), (3,)]
    assert [each.passage for each in cited if each][2] == "Mars is {red}."


@pytest.mark.parametrize("name", ["pack.yaml", "folder", "link"])
def test_nothing_is_written_over(tmp_path: Path, name: str) -> None:
    write(tmp_path / "pack.yaml", "mine")
    write(tmp_path / "folder" / "pack.yaml", "mine")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="already"):
        write_starter(tmp_path / name)
    assert (tmp_path / "pack.yaml").read_text() == (tmp_path / "folder/pack.yaml").read_text()
    assert not (tmp_path / "nowhere").exists()


def test_a_schema_that_is_there_stays(tmp_path: Path) -> None:
    write(tmp_path / SCHEMA_FILE, "mine")
    write_starter(tmp_path / "a.yaml")
    assert (tmp_path / SCHEMA_FILE).read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "document", "error"),
    [
        ("a.yml", None, UsageError),
        ("a.yaml", "text.md", UsageError),
        ("a", "text.docx", UsageError),
        ("a", "nothing.md", UsageError),
        ("a", "binary.txt", PackError),
        ("text.md/a", None, UsageError),
    ],
)
def test_what_cannot_be_is_refused(
    tmp_path: Path, name: str, document: str | None, error: type[Exception]
) -> None:
    write(tmp_path / "text.md", "x")
    write(tmp_path / "text.docx", "x")
    write(tmp_path / "binary.txt", b"a\0b")
    with pytest.raises(error):
        write_starter(tmp_path / name, document=tmp_path / document if document else None)
    assert not (tmp_path / "a").exists()


@settings(max_examples=30)
@given(st.text(max_size=60), st.text(max_size=60))
def test_no_title_and_no_text_breaks_a_new_pack(
    tmp_path_factory: pytest.TempPathFactory, title: str, text: str
) -> None:
    folder = tmp_path_factory.mktemp("new")
    assert read_pack(write_starter(folder / "a.yaml", title).path).diagnostics == ()
    document = folder / "text.md"
    document.write_text(f"Start {text}\n\nEnd.\n", encoding="utf-8", errors="replace")
    try:
        made = write_starter(folder / "b", title, document)
    except PackError:
        return  # A zero byte, say.
    assert list_codes(read_pack(made.path)) == ["no-questions"]
    assert read_pack(made.path).head.documents["document"].count == made.questions
