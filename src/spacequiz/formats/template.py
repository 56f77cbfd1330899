"""A table to fill in: our columns with an example of each kind, as text or as a spreadsheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from spacequiz.formats.spreadsheet import load_openpyxl, save_rows
from spacequiz.game.kinds import Difficulty, Kind
from spacequiz.language import say, spoken

HEADER = (
    *("kind", "question", "answer", "wrong 1", "wrong 2", "wrong 3", "explanation", "hint"),
    *("category", "difficulty", "accept", "tolerance", "unit"),
)
_EXAMPLES: tuple[dict[str, str], ...] = (
    {
        "kind": "choice",
        "question": "Which planet is the largest?",
        "answer": "Jupiter",
        "wrong 1": "Saturn",
        "wrong 2": "Earth",
        "wrong 3": "Mars",
        "explanation": "It outweighs all the others together.",
    },
    {
        "kind": "several",
        "question": "Which of these are rocky? (Bars part the answers.)",
        "answer": "Mars | Venus",
        "wrong 1": "Saturn",
        "explanation": "They have solid ground.",
    },
    {
        "kind": "true-false",
        "question": "The Sun is a star.",
        "answer": "true",
        "explanation": "It shines by itself.",
    },
    {
        "kind": "typed",
        "question": "What is our galaxy called?",
        "answer": "Milky Way",
        "explanation": "It looks like spilled milk.",
        "accept": "the Milky Way system",
    },
    {
        "kind": "number",
        "question": "How many planets circle the Sun?",
        "answer": "8",
        "explanation": "Since 2006 Pluto is none.",
        "unit": "planets",
    },
    {
        "kind": "order",
        "question": "From the Sun outward?",
        "answer": "Mercury | Venus | Earth",
        "explanation": "They circle in this order.",
    },
    {
        "kind": "match",
        "question": "Which color has which planet?",
        "answer": "Mars = red | Neptune = blue | Venus = white",
        "wrong 1": "green",
        "explanation": "Seen through a telescope.",
    },
)
SUFFIXES = (".csv", ".tsv", ".xlsx")
_ROWS = 500
"""For how many rows the drop-downs are made."""


def make_template(suffix: str) -> bytes:
    """Return a table with an example of each kind, as the ending of its name says."""
    rows = _list_rows()
    if suffix == ".xlsx":
        widths = [12, 50, 30, *[20] * 3, 50, *[20] * 6]
        numbered: list[tuple[int, list[str | int]]] = [
            (number, list(row)) for number, row in enumerate(rows, 1)
        ]
        return _add_choices(save_rows(numbered, widths, say("Questions")))
    out = io.StringIO()
    csv.writer(out, delimiter="\t" if suffix == ".tsv" else ",").writerows(rows)
    # Without the mark, Excel takes UTF-8 for something else.
    return out.getvalue().encode("utf-8-sig")


def _list_rows() -> list[list[str]]:
    """Return the columns and the examples, these in the chosen language or else in English."""
    own = Path(__file__).with_suffix(f".{spoken()}.csv")
    if own.exists():
        return list(csv.reader(own.read_text("utf-8").splitlines()))
    return [list(HEADER), *([example.get(name, "") for name in HEADER] for example in _EXAMPLES)]


def _add_choices(data: bytes) -> bytes:
    """Return a spreadsheet with drop-downs, and a header that stays in sight."""
    openpyxl = load_openpyxl()
    from openpyxl.worksheet.datavalidation import (  # type: ignore[import-untyped]
        DataValidation,
    )

    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.active
    sheet.freeze_panes = "A2"
    for name, words in (("kind", list(Kind)), ("difficulty", list(Difficulty))):
        letter = openpyxl.utils.get_column_letter(HEADER.index(name) + 1)
        choices = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
        choices.add(f"{letter}2:{letter}{_ROWS}")
        sheet.add_data_validation(choices)
    for cell in sheet[1]:
        cell.font = openpyxl.styles.Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
