"""Tables as text: rows and cells of CSV and TSV, and our own columns written."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from spacequiz.formats.common import (
    CannotCarry,
    Export,
    Exported,
    name_kind,
)
from spacequiz.game.kinds import Difficulty
from spacequiz.game.kinds.arranged import Matching, Order
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Strictness, Typed
from spacequiz.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacequiz.formats.common import Heading
    from spacequiz.formats.intake import Intake
    from spacequiz.game.kinds.body import Body
    from spacequiz.game.question import Question


MAX_WRONG = 10
COLUMNS = (
    *("id", "kind", "ask", "answer"),
    *(f"{name} {number}" for number in range(1, MAX_WRONG + 1) for name in ("wrong", "why")),
    *("keep last", "key", "accept", "prompt", "reject", "match", "tolerance", "unit"),
    *("explain", "hint", "category", "difficulty", "tags"),
)
KEPT = frozenset(
    (
        *("explain", "why", "keep-last", "key", "accept", "prompt", "reject", *Strictness),
        *("tolerance", "unit", "spellings"),
        *("extra", "hint", "category", "difficulty", "tags"),
    )
)
_ALWAYS = ("id", "kind", "ask", "answer", "explain")


def write(questions: Iterable[Question], _head: Heading, delimiter: str = ",") -> Exported:
    """Return a table with the questions, and what it cannot hold."""
    rows, export = write_rows(questions)
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    # Without the mark, Excel takes UTF-8 for something else.
    return export.finish(out.getvalue().encode("utf-8-sig"))


def write_rows(questions: Iterable[Question]) -> tuple[list[list[str]], Export]:
    """Return the rows of a table, its header first, and what it cannot hold."""
    rows: list[dict[str, str]] = []
    export = Export()
    for question, row in export.write_each(questions, lambda each: dict(_write_cells(each))):
        rows.append(row)
        export.lose(question, KEPT)
    used = {name for row in rows for name, cell in row.items() if cell}
    columns = [name for name in COLUMNS if name in used or name in _ALWAYS]
    table = [columns, *([row.get(name, "") for name in columns] for row in rows)]
    return table, export


def write_tsv(questions: Iterable[Question], head: Heading) -> Exported:
    """Return a table whose columns are parted by tabs."""
    return write(questions, head, "\t")


def _write_cells(question: Question) -> Iterator[tuple[str, str]]:
    plain = {"id": question.id, "kind": question.kind, "ask": question.ask}
    plain |= {"explain": question.explain, "hint": question.hint}
    if question.category != "General":
        plain["category"] = question.category
    if question.difficulty is not Difficulty.MEDIUM:
        plain["difficulty"] = question.difficulty
    for name, text in (plain | dict(_write_body(question.body))).items():
        yield name, guard(text)
    yield "tags", guard(join_cell(question.tags))


def _write_body(body: Body) -> Iterator[tuple[str, str]]:
    match body:
        case Choice():
            yield "answer", body.answer
            yield "keep last", body.keep_last or ""
        case Several():
            yield "answer", join_cell(body.answers)
        case TrueFalse():
            yield "answer", "true" if body.answer else "false"
        case Typed():
            yield "answer", body.answer
            yield "accept", join_cell(body.accept)
            yield "reject", join_cell(body.reject)
            yield "key", join_cell(body.key)
            yield "prompt", join_prompts(body.prompt)
            yield "match", "" if body.match is Strictness.LENIENT else body.match
        case Number():
            yield "answer", f"{body.answer:f}"
            yield "tolerance", f"{body.tolerance:f}" if body.tolerance else ""
            yield "unit", join_cell(body.units)
        case Order():
            yield "answer", join_cell(body.items)
        case Matching():
            yield "answer", join_pairs(body.pairs)
            yield from ((f"wrong {n}", text) for n, text in enumerate(body.extra, 1))
        case _:
            raise CannotCarry(say("a table cannot hold {kind}", kind=name_kind(body.kind)))
    if isinstance(body, Choice | Several):
        for number, option in enumerate(body.wrong, 1):
            yield f"wrong {number}", option.text
            yield f"why {number}", option.why


BAR, EQUALS = "|", "="

_PARTS = re.compile(r"(?<=[;\n])")
"""Where a cell may end for who opens a table with semicolons, quotes or not."""
_FORMULA = re.compile(r"'*(\s*[=+\-@＝＋－＠]|[\t\r])")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


NO_VALUE = "\0"
"""What stands in a cell for an error, or for a formula that was never worked out."""


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
            intake.leave_out(
                say("line {number}", number=number),
                say("a quote that is opened there is never closed"),
            )
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
    return "".join(f"'{part}" if _acts(part) else part for part in _PARTS.split(text))


def _acts(part: str) -> bool:
    return bool(_FORMULA.match(part)) and not _NUMBER.fullmatch(part.strip("; \n"))


def read_cell(text: str) -> str:
    """Return the text of a cell without its guards."""
    parts = _PARTS.split(text.strip())
    return "".join(
        part[1:] if part.startswith("'") and _FORMULA.match(part) else part for part in parts
    )


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


def join_prompts(prompts: Iterable[tuple[str, str]]) -> str:
    """Return prompts as one cell; those with nothing to be asked back have no equals sign."""
    return f" {BAR} ".join(
        join_pairs([(text, back)]) if back else _escape(text, BAR + EQUALS)
        for text, back in prompts
    )


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
