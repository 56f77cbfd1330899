"""Tables of Kahoot, Wayground (once Quizizz) and Blooket, read; a header is found by its text."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.errors import PackError
from spacequiz.formats import csv_table
from spacequiz.formats.common import CannotCarry, Draft, make_choice
from spacequiz.formats.csv_cells import list_rows
from spacequiz.formats.decode import decode_text
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
    ("correct", re.compile(r"correct answers?(\(s\))?( ?[-(].*)?")),
    ("image", re.compile(r"image link|link of the image")),
    ("explain", re.compile(r"answer explanation|explanation")),
    ("option", re.compile(r"(answer|option) ?(\d+).*")),
)
_FILL_IN = ("fill-in-the-blank", "fill in the blank", "fill-in-the-blanks")


class Columns(NamedTuple):
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
    found = [_take_in(intake, rows, "row") for rows in list_sheets(data)]
    if not any(found):
        raise PackError(
            "No sheet has the header of Kahoot, of Wayground or of our own columns",
            hint="Keep the template's line with Question, Answer 1 and Correct answer.",
        )
    return intake.finish()


def read_table(data: bytes) -> Imported:
    """Return the questions of the same tables as text: CSV or TSV.

    Raises:
        PackError: No header is known.
    """
    text, note = decode_text(data)
    intake = Intake()
    intake.note(note)
    if not _take_in(intake, list_rows(text, intake), "line"):
        raise PackError(
            "The table needs the columns ask and answer in its first line",
            hint="Write a pack as a table to see all columns: spacequiz convert pack.yaml pack.csv",
        )
    return intake.finish()


def read_either(data: bytes) -> Imported:
    """Return the questions of a spreadsheet, or of the same saved as text."""
    return read(data) if data.startswith(b"PK") else read_table(data)


def _take_in(intake: Intake, rows: Iterator[tuple[int, list[str]]], word: str) -> bool:
    """Take in the questions below the first header; return whether there is one."""
    for number, row in islice(rows, HEADER_ROWS):
        if (columns := find_columns(row)) is not None:
            _read_sheet(intake, rows, columns, word)
            return True
        if {"ask", "answer"} <= set(map(csv_table.name_column, row)):
            csv_table.read_rows(chain([(number, row)], rows), intake, word)
            return True
    return False


def find_columns(row: Sequence[str]) -> Columns | None:
    """Return the columns if the row is a header of Kahoot, Wayground or Blooket."""
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
    return Columns(others.pop("ask"), others.pop("correct"), places, others)


def _read_sheet(
    intake: Intake, rows: Iterator[tuple[int, list[str]]], columns: Columns, word: str
) -> None:
    timed = False
    for number, cells in rows:
        row = [*map(str.strip, cells), *[""] * 60]
        ask, options = row[columns.ask], [row[index] for index in columns.options]
        is_instruction = ask.startswith("Text of the question") and "required" in ask
        if is_instruction or not (ask or any(options)):
            continue
        place = f"{word} {number}"
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
