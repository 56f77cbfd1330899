"""Workbooks of Kahoot, Wayground (once Quizizz) and Blooket: read by the text of their header, and written."""

from __future__ import annotations

import importlib
import io
import re
import zipfile
from datetime import date, datetime, time
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from spacequiz.errors import PackError, UsageError
from spacequiz.formats import csv_table
from spacequiz.formats.common import (
    KIND_NAMES,
    CannotCarry,
    Draft,
    Exported,
    Loss,
    find_losses,
    flatten,
    make_choice,
    name_truths,
    spread,
)
from spacequiz.formats.csv_table import list_rows
from spacequiz.formats.decode import check_size, decode_text, name_binary
from spacequiz.formats.intake import Intake, describe
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse, Wrong
from spacequiz.game.kinds.typed import Typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacequiz.formats.common import Heading, Imported
    from spacequiz.game.question import Body, Question


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
            intake.leave_out(describe(place, ask), error)
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


SECONDS = 30
"""The time limit that every question gets; both programs let it be changed."""

KAHOOT_ASK, KAHOOT_ANSWER, KAHOOT_OPTIONS = 120, 75, 4
WAYGROUND_OPTIONS = 5
_WAYGROUND_HEADER = (
    "Question Text",
    "Question Type",
    *(f"Option {n}" for n in range(1, WAYGROUND_OPTIONS + 1)),
    "Correct Answer",
    "Time in seconds",
    "Image Link",
    "Answer explanation",
)

_KAHOOT_HEADER = (
    "",
    f"Question - max {KAHOOT_ASK} characters",
    *(f"Answer {n} - max {KAHOOT_ANSWER} characters" for n in range(1, KAHOOT_OPTIONS + 1)),
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
)
_WAYGROUND_KEPT = frozenset(("explain", "accept"))


def write_kahoot(questions: Iterable[Question], head: Heading) -> Exported:
    """Return Kahoot's spreadsheet with the questions, and what it cannot hold."""
    rows: list[tuple[int, list[str | int]]] = [
        (2, ["", "Quiz template"]),
        (3, ["", flatten(head.title)]),
        (8, list(_KAHOOT_HEADER)),
    ]
    losses: list[Loss] = []
    count = left_out = 0
    for question in questions:
        try:
            ask, options, right = _fit_kahoot(question, head.language, losses)
        except CannotCarry as error:
            losses.append(Loss(question.id, f"left out: {error}"))
            left_out += 1
            continue
        count += 1
        rows.append((8 + count, [count, ask, *_pad(options, KAHOOT_OPTIONS), SECONDS, right]))
        losses += [Loss(question.id, what) for what in find_losses(question, frozenset())]
    return Exported(
        save_rows(rows, [5, 60, 30, 30, 30, 30, 16, 16], "Quiz"), tuple(losses), left_out
    )


def write_wayground(questions: Iterable[Question], head: Heading) -> Exported:
    """Return Wayground's spreadsheet with the questions, and what it cannot hold."""
    rows: list[tuple[int, list[str | int]]] = [(1, list(_WAYGROUND_HEADER))]
    losses: list[Loss] = []
    left_out = 0
    for question in questions:
        try:
            kind, options, right = _fit_wayground(question, head.language, losses)
        except CannotCarry as error:
            losses.append(Loss(question.id, f"left out: {error}"))
            left_out += 1
            continue
        cells = [question.ask, kind, *_pad(options, WAYGROUND_OPTIONS), right, SECONDS, ""]
        rows.append((len(rows) + 1, [*cells, question.explain]))
        losses += [Loss(question.id, what) for what in find_losses(question, _WAYGROUND_KEPT)]
    widths = [60, 18, 30, 30, 30, 30, 30, 16, 16, 20, 60]
    return Exported(save_rows(rows, widths, "Sheet1"), tuple(losses), left_out)


def _fit_wayground(
    question: Question, language: str, losses: list[Loss]
) -> tuple[str, list[str], str | int]:
    """Return kind, options and right answer within Wayground's limits."""
    body, limit = question.body, WAYGROUND_OPTIONS
    if isinstance(body, Typed):
        texts = [body.answer, *body.accept]
        return "Fill-in-the-Blank", _keep(question, texts, limit, "right answers", losses), ""
    kind = "Checkbox" if isinstance(body, Several) else "Multiple Choice"
    return kind, *_list_options(question, language, limit, losses, "Wayground")


def _fit_kahoot(
    question: Question, language: str, losses: list[Loss]
) -> tuple[str, list[str], str | int]:
    """Return text, options and right answer within Kahoot's limits."""
    ask = flatten(question.ask)
    if len(ask) > KAHOOT_ASK:
        raise CannotCarry(f"its text has {len(ask)} characters; Kahoot takes {KAHOOT_ASK}")
    options, right = _list_options(question, language, KAHOOT_OPTIONS, losses, "Kahoot")
    if too_long := [text for text in options if len(text) > KAHOOT_ANSWER]:
        length = len(too_long[0])
        raise CannotCarry(f"an option has {length} characters; Kahoot takes {KAHOOT_ANSWER}")
    return ask, options, right


def _list_options(
    question: Question, language: str, limit: int, losses: list[Loss], name: str
) -> tuple[list[str], str | int]:
    """Return the options, at most so many, and the numbers of the right ones."""
    body = question.body
    if isinstance(body, Choice):
        texts = [option.text for option in body.wrong]
        wrong = _keep(question, texts, limit - 1, "wrong options", losses)
        options = spread(question, body.answer, wrong, body.keep_last)
        return options, options.index(body.answer) + 1
    if isinstance(body, TrueFalse):
        return list(name_truths(language)), 1 if body.answer else 2
    if not isinstance(body, Several):
        raise CannotCarry(f"{name} cannot hold {KIND_NAMES[question.kind]}")
    if len(body.answers) + len(body.wrong) < 2 or len(body.answers) > limit:
        raise CannotCarry(f"it has {len(body.answers)} right options; {name} takes 2 to {limit}")
    texts = [option.text for option in body.wrong]
    wrong = _keep(question, texts, limit - len(body.answers), "wrong options", losses)
    options = sorted([*body.answers, *wrong])
    numbers = [n for n, text in enumerate(options, 1) if text in body.answers]
    return options, ",".join(map(str, numbers)) if len(numbers) > 1 else numbers[0]


def _keep(
    question: Question, texts: list[str], limit: int, name: str, losses: list[Loss]
) -> list[str]:
    if len(texts) > limit:
        losses.append(Loss(question.id, f"kept {limit} of {len(texts)} {name}"))
    return texts[:limit]


def _pad(texts: list[str], count: int) -> list[str]:
    return [*texts, *[""] * (count - len(texts))]


MAX_UNPACKED = 16 * 1024 * 1024
MAX_MEMBERS = 2000
MAX_ROWS = 50_100
MAX_COLUMNS = 60

_DECLARATIONS = tuple(
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_OTHERS = {
    "word/": "a text document (Word)",
    "ppt/": "a presentation (PowerPoint)",
    "content.xml": "an OpenDocument file",
    "collection.anki2": "an Anki deck",
    "imsmanifest.xml": "a QTI package",
}
_PACK = "a pack in a zip; add it with: spacequiz packs add"


def load_openpyxl() -> Any:
    """Return openpyxl, which comes with an extra.

    Raises:
        UsageError: It is not installed.
    """
    try:
        return importlib.import_module("openpyxl")
    except ImportError:
        raise UsageError(
            "Spreadsheets need the package openpyxl.",
            hint="Install it with: pip install 'spacequiz[xlsx]', or save the sheet as CSV.",
        ) from None


def list_sheets(data: bytes) -> Iterator[Iterator[tuple[int, list[str]]]]:
    """Yield the sheets of a spreadsheet, each as rows of texts with their numbers.

    Raises:
        PackError: The file is no sound spreadsheet, or too large when it is unpacked.
        UsageError: The extra is not installed.
    """
    check_zip(data)
    openpyxl = load_openpyxl()
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = list(book.worksheets)
    except Exception:  # Whatever a broken file does to the library, it is broken.
        raise PackError("The spreadsheet is damaged", hint="Save it again as .xlsx.") from None
    room = _Room()
    for sheet in sheets:
        yield _list_rows(sheet, room)


class _Room:
    """Say when the cells hold too much: many of them can share one text of the file."""

    def __init__(self) -> None:
        self._left = MAX_UNPACKED

    def take(self, cells: list[str]) -> list[str]:
        """Return the cells of a row if they find room."""
        self._left -= sum(map(len, cells))
        if self._left < 0:
            raise _make_large()
        return cells


def _make_large() -> PackError:
    return PackError(
        f"The spreadsheet is larger than {MAX_UNPACKED // 1024 // 1024} MiB when unpacked",
        hint="Copy the questions into a new sheet, without pictures.",
    )


def check_zip(data: bytes) -> None:
    """Refuse a zip that is no spreadsheet or that would fill the memory.

    Raises:
        PackError: It is.
    """
    check_size(data)
    if not data.startswith(b"PK"):
        raise PackError(
            f"This is no spreadsheet but {name_binary(data) or 'text'}",
            hint="Save the sheet as .xlsx, without a password.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive)
    except PackError:
        raise
    except Exception:  # A damaged zip can fail in any part that unpacks it.
        raise PackError("The spreadsheet, or zip, is damaged: half of it may be missing") from None


def _check_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    # What a member declares is also the most that is ever unpacked of it.
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
        raise _make_large()
    names = [member.filename for member in members]
    if not any(name.startswith("xl/") for name in names):
        what = next((w for start, w in _OTHERS.items() for n in names if n.startswith(start)), "")
        what = what or (_PACK if any(name.endswith(".yaml") for name in names) else "")
        raise PackError(
            f"This is no spreadsheet but {what or 'another kind of zip file'}",
            hint="Save the questions as .xlsx or as text.",
        )
    for member in members:
        if member.filename.lower().endswith((".xml", ".rels", ".vml")):
            content = archive.read(member)
            if any(mark in content for mark in _DECLARATIONS):
                raise PackError("The spreadsheet declares XML entities, which are not read")


def _list_rows(sheet: Any, room: _Room) -> Iterator[tuple[int, list[str]]]:
    try:
        # Some programs write a wrong size of the sheet, and rows would be missing.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True)
        for number, row in enumerate(rows, 1):
            yield number, room.take([_write_value(value) for value in row])
    except PackError:
        raise
    except Exception:  # As above: the rows are unpacked while they are read.
        raise PackError("The spreadsheet is damaged", hint="Save it again as .xlsx.") from None


def _write_value(value: Any) -> str:
    """Return the text of a cell as a person sees it, as far as the file says."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        text = value.date() if value.time() == time(0) else value.replace(microsecond=0)
        return text.isoformat().replace("T", " ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).strip()


def save_rows(rows: list[tuple[int, list[str | int]]], widths: list[int], title: str) -> bytes:
    """Return a spreadsheet with the rows, each at its number, whose texts stay texts."""
    openpyxl = load_openpyxl()
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for number, row in rows:
        for column, value in enumerate(row, 1):
            if value == "":
                continue
            cell = sheet.cell(number, column, value)
            if isinstance(value, str):
                # Else a text that begins with = would be a formula, which could act.
                cell.data_type = "s"
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[chr(64 + column)].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
