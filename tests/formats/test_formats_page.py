"""The page about formats: its samples convert, and its tables are complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from spacequiz.formats.catalogue import FORMATS, read_questions
from spacequiz.formats.csv_table import COLUMNS
from spacequiz.formats.recognise import recognise
from spacequiz.game.kinds import Kind

PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")


@pytest.mark.parametrize(("form", "count"), [("gift", 8), ("aiken", 1), ("csv", 5), ("list", 3)])
def test_samples_convert_without_loss(form: str, count: int) -> None:
    (sample,) = re.findall(rf"```{form}\n(.*?)```", PAGE, re.DOTALL)
    assert recognise(sample.encode()) == form
    found = read_questions(sample.encode(), form)
    assert found.losses == ()
    assert len(found.questions) == count
    if form == "gift":
        assert {question.kind for question in found.questions} == set(Kind)


def test_all_columns_are_described() -> None:
    for name in COLUMNS:
        if not re.fullmatch(r"(wrong|why) ([2-9])", name):
            assert f"`{name}`" in PAGE, name


def test_all_formats_are_listed() -> None:
    for name, form in FORMATS.items():
        (row,) = re.findall(rf"^\| `{name}` \|.*$", PAGE, re.MULTILINE)
        read, written, ending = (cell.strip() for cell in row.split("|")[3:6])
        assert (read == "yes") == (bool(form.reader) or name == "pack")
        assert (written == "yes") == (bool(form.writer) or name == "pack")
        assert ending.strip("`") == form.suffix or not form.suffix
