"""Rows and cells of a table: lists and pairs in one cell, and texts that are no formulas."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacequiz.formats.intake import Intake

BAR, EQUALS = "|", "="

_FORMULA = re.compile(r"'*[=+\-@]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


def list_rows(text: str, intake: Intake) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with the number of the line where each one begins."""
    first, delimiter = 1, find_delimiter(text)
    if found := re.match(r"sep=.\n", text, re.IGNORECASE):
        text, first = text[found.end() :], 2
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        number = reader.line_num + first
        try:
            yield number, next(reader)
        except csv.Error:
            intake.leave_out(f"line {number}", "a quote that is opened there is never closed")
        except StopIteration:
            return


def find_delimiter(text: str) -> str:
    """Return what parts the columns: whichever the first line with one of them has most of."""
    if found := re.match(r"sep=(.)\n", text, re.IGNORECASE):
        return found[1]
    line = re.search(r"^.*[\t;,].*$", text, re.MULTILINE)
    return max("\t;,", key=line[0].count) if line else ","


def guard(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: one from a stranger could act."""
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def read_cell(text: str) -> str:
    """Return the text of a cell without its guard."""
    text = text.strip()
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def join_cell(texts: Iterable[str]) -> str:
    """Return a list as one cell, with bars between."""
    return f" {BAR} ".join(_escape(text, BAR) for text in texts)


def split_cell(cell: str) -> list[str]:
    """Return the list that a cell holds: bars or line breaks part it."""
    parts = _split(cell, BAR + "\n")
    return [text for part in parts if (text := _unescape(part).strip())]


def join_pairs(pairs: Iterable[tuple[str, str]]) -> str:
    """Return pairs as one cell: `left = right | left = right`."""
    marks = BAR + EQUALS
    both = (f"{_escape(left, marks)} {EQUALS} {_escape(right, marks)}" for left, right in pairs)
    return f" {BAR} ".join(both)


def split_pairs(cell: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs that a cell holds; a pair without a partner has an empty one."""
    pairs = []
    for part in _split(cell, BAR + "\n"):
        left, *rest = _split(part, EQUALS)
        right = EQUALS.join(rest)
        if left.strip() or right.strip():
            pairs.append((_unescape(left).strip(), _unescape(right).strip()))
    return tuple(pairs)


def _split(text: str, marks: str) -> list[str]:
    """Return the parts between marks that no backslash stands before; escapes stay."""
    parts, start = [], 0
    for found in re.finditer(rf"\\.|[{re.escape(marks)}]", text, re.DOTALL):
        if found[0] in marks:
            parts.append(text[start : found.start()])
            start = found.end()
    return [*parts, text[start:]]


def _escape(text: str, marks: str) -> str:
    return re.sub(f"[\\\\{marks}]", lambda found: "\\" + found[0], text)


def _unescape(text: str) -> str:
    return re.sub(r"\\([\\|=])", r"\1", text)
