"""Spreadsheets of Kahoot and Wayground (once Quizizz), read; a header is found by its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.errors import PackError
from spacequiz.formats import csv_table
from spacequiz.formats.common import CannotCarry, Draft, make_choice
from spacequiz.formats.intake import Intake, describe
from spacequiz.formats.workbook import list_sheets
from spacequiz.game.question import Several, Typed, Wrong

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacequiz.formats.common import Imported
    from spacequiz.game.question import Body

HEADER_ROWS = 30
"""How many rows are searched for the header: Kahoot's stands in row 8."""

_COLUMNS = (
    ("ask", re.compile(r"question( text| ?- max.*|)")),
    ("type", re.compile(r"question type")),
    ("time", re.compile(r"time.*")),
    ("correct", re.compile(r"correct answers?(\(s\))?( ?-.*)?")),
    ("image", re.compile(r"image link|link of the image")),
    ("explain", re.compile(r"answer explanation|explanation")),
    ("option", re.compile(r"(answer|option) ?(\d+).*")),
)
_FILL_IN = ("fill-in-the-blank", "fill in the blank", "fill-in-the-blanks")


class _Columns(NamedTuple):
    """Hold where each column stands."""

    ask: int
    correct: int
    options: tuple[int, ...]
    others: dict[str, int]


def read(data: bytes) -> Imported:
    """Return the questions of a spreadsheet: Kahoot's, Wayground's, or one with our columns.

    Raises:
        PackError: It is damaged, or no header is known.
    """
    intake = Intake()
    found = False
    for rows in list_sheets(data):
        start: list[tuple[int, list[str]]] = []
        for number, row in rows:
            if (columns := _find_columns(row)) is not None:
                _read_sheet(intake, rows, columns)
                found = True
                break
            if {"ask", "answer"} <= set(map(csv_table.name_column, row)):
                csv_table.read_rows(_chain((number, row), rows), intake, "row")
                found = True
                break
            start.append((number, row))
            if len(start) >= HEADER_ROWS:
                break
    if not found:
        raise PackError(
            "No sheet has the header of Kahoot, of Wayground or of our own columns",
            hint="Keep the template's line with Question, Answer 1 and Correct answer.",
        )
    return intake.finish()


def _chain(
    first: tuple[int, list[str]], rows: Iterator[tuple[int, list[str]]]
) -> Iterator[tuple[int, list[str]]]:
    yield first
    yield from rows


def _find_columns(row: Sequence[str]) -> _Columns | None:
    """Return the columns if the row is a header of Kahoot or Wayground."""
    options: dict[int, int] = {}
    others: dict[str, int] = {}
    for index, cell in enumerate(row):
        name = " ".join(cell.lower().replace("–", "-").split())
        for key, pattern in _COLUMNS:
            if found := pattern.fullmatch(name):
                if key == "option":
                    options.setdefault(int(found[2][:3]), index)
                else:
                    others.setdefault(key, index)
                break
    if "ask" not in others or "correct" not in others or not options:
        return None
    places = tuple(index for _, index in sorted(options.items()))
    return _Columns(others.pop("ask"), others.pop("correct"), places, others)


def _read_sheet(intake: Intake, rows: Iterator[tuple[int, list[str]]], columns: _Columns) -> None:
    timed = False
    for number, row in rows:
        row = [*row, *[""] * 60]
        ask, options = row[columns.ask], [row[index] for index in columns.options]
        is_instruction = ask.startswith("Text of the question") and "required" in ask
        if is_instruction or not (ask or any(options)):
            continue
        place = f"row {number}"
        others = {name: row[index] for name, index in columns.others.items()}
        timed = timed or bool(others.get("time"))
        told = ["left out a picture"] if others.get("image") else []
        try:
            body = _read_body(others.get("type", ""), options, row[columns.correct])
        except CannotCarry as error:
            intake.leave_out(describe(place, ask), str(error))
            continue
        intake.add(Draft(ask, body, explain=others.get("explain", "")), place, told)
    if timed:
        intake.note("time limits are left out: the timer is set for a whole game")


def _read_body(kind: str, options: list[str], correct: str) -> Body:
    kind = kind.strip().lower()
    given = [text for text in options if text]
    if kind in _FILL_IN:
        if not given:
            raise CannotCarry("it names no right answer")
        return Typed(given[0], tuple(given[1:]))
    if kind not in ("", "multiple choice", "checkbox"):
        raise CannotCarry(f"there is no such kind here: {kind[:30]}")
    # Excel makes the number 1.3 of the list 1,3, so every digit counts on its own.
    numbers = {int(digit) for digit in re.findall(r"[1-9]", correct)}
    if not numbers:
        raise CannotCarry("it names no right answer")
    if any(number > len(options) or not options[number - 1] for number in numbers):
        raise CannotCarry(f"its right answer {correct[:20]} is an empty option")
    right = [options[number - 1] for number in sorted(numbers)]
    others = [text for n, text in enumerate(options, 1) if text and n not in numbers]
    wrong = [Wrong(text) for text in others]
    if len(right) > 1 or kind == "checkbox":
        return Several(tuple(right), tuple(wrong))
    return make_choice(right[0], wrong)
