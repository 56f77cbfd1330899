"""Spreadsheets: XLSX, ODS and XLS read sheet by sheet; Kahoot's and Wayground's written."""

from __future__ import annotations

import importlib
import io
import zipfile
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from spacequiz.errors import PackError
from spacequiz.formats import opendocument, table
from spacequiz.formats.cells import write_value
from spacequiz.formats.common import (
    CannotCarry,
    Export,
    Exported,
    Loss,
    flatten,
    name_kind,
    name_line,
    name_row,
    name_truths,
    spread,
)
from spacequiz.formats.csv_table import NO_VALUE, list_rows, write_rows
from spacequiz.formats.decode import check_size, decode_text, name_binary
from spacequiz.formats.intake import Intake
from spacequiz.formats.old_excel import list_formats
from spacequiz.formats.parts import Part, tell_kept
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse
from spacequiz.game.kinds.typed import Typed
from spacequiz.language import say, say_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacequiz.formats.common import Heading, Imported
    from spacequiz.game.question import Question


def read(data: bytes, *, swap: bool = False) -> Imported:
    """Return the questions of a spreadsheet.

    Raises:
        PackError: It is damaged, or no sheet holds a table of questions.
    """
    intake = Intake()
    found = False
    for sheet in list_sheets(data):
        if sheet.hidden:
            intake.note(say('the hidden sheet "{name}" is left out', name=sheet.name))
            continue
        rows = list(sheet.rows)
        if table.read_rows(intake, iter(rows), name_row, swap=swap):
            found = True
        elif table.list_pairs(rows, least=2):
            table.read_pairs(intake, rows, name_row, swap=swap)
            found = True
        elif rows and found:
            intake.note(
                say('the sheet "{name}" has no line that names its columns', name=sheet.name)
            )
    if not found:
        raise PackError(say("No sheet has a line that names its columns"), hint=advise_on_header())
    return intake.finish()


def read_table(data: bytes, *, swap: bool = False) -> Imported:
    """Return the questions of the same tables as text: CSV or TSV.

    Raises:
        PackError: No header is known.
    """
    text, note = decode_text(data)
    intake = Intake()
    intake.note(note)
    rows = list(list_rows(text, intake))
    if not table.read_rows(intake, iter(rows), name_line, swap=swap):
        if not table.list_pairs(rows, least=1):
            raise PackError(
                say("The table has no line that names its columns"), hint=advise_on_header()
            )
        rows = [row for row in rows if any(cell.strip() for cell in row[1])]
        table.read_pairs(intake, rows, name_line, swap=swap)
    return intake.finish()


def advise_on_header() -> str:
    """Say what to do about a table without names of columns."""
    return say(
        "The first line must name them, such as: question, option A, option B, option C, answer. "
        "To get such a table: spacequiz new quiz.csv"
    )


def read_either(data: bytes, *, swap: bool = False) -> Imported:
    """Return the questions of a spreadsheet, or of the same saved as text."""
    is_book = data.startswith((b"PK", OLD_OFFICE))
    return read(data, swap=swap) if is_book else read_table(data, swap=swap)


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


def write(questions: Iterable[Question], _head: Heading) -> Exported:
    """Return a spreadsheet of our own columns, which holds all that a table can."""
    rows, export = write_rows(questions)
    numbered: list[tuple[int, list[str | int]]] = [(n, list(row)) for n, row in enumerate(rows, 1)]
    widths = [50 if name in ("ask", "explain") else 20 for name in rows[0]]
    return export.finish(save_rows(numbered, widths, "Questions"))


def write_kahoot(questions: Iterable[Question], head: Heading) -> Exported:
    """Return Kahoot's spreadsheet with the questions, and what it cannot hold."""
    rows: list[tuple[int, list[str | int]]] = [
        (2, ["", "Quiz template"]),
        (3, ["", flatten(head.title)]),
        (8, list(_KAHOOT_HEADER)),
    ]
    export = Export()
    fitted = export.write_each(
        questions, lambda each: _fit_kahoot(each, head.language, export.losses)
    )
    for count, (question, (ask, options, right)) in enumerate(fitted, 1):
        rows.append((8 + count, [count, ask, *_pad(options, KAHOOT_OPTIONS), SECONDS, right]))
        export.lose(question, frozenset())
    return export.finish(save_rows(rows, [5, 60, 30, 30, 30, 30, 16, 16], "Quiz"))


def write_wayground(questions: Iterable[Question], head: Heading) -> Exported:
    """Return Wayground's spreadsheet with the questions, and what it cannot hold."""
    rows: list[tuple[int, list[str | int]]] = [(1, list(_WAYGROUND_HEADER))]
    export = Export()
    for question, (kind, options, right) in export.write_each(
        questions, lambda each: _fit_wayground(each, head.language, export.losses)
    ):
        cells = [question.ask, kind, *_pad(options, WAYGROUND_OPTIONS), right, SECONDS, ""]
        rows.append((len(rows) + 1, [*cells, question.explain]))
        export.lose(question, _WAYGROUND_KEPT)
    widths = [60, 18, 30, 30, 30, 30, 30, 16, 16, 20, 60]
    return export.finish(save_rows(rows, widths, "Sheet1"))


def _fit_wayground(
    question: Question, language: str, losses: list[Loss]
) -> tuple[str, list[str], str | int]:
    """Return kind, options and right answer within Wayground's limits."""
    body, limit = question.body, WAYGROUND_OPTIONS
    if isinstance(body, Typed):
        texts = [body.answer, *body.accept]
        return "Fill-in-the-Blank", _keep(question, texts, limit, Part.ANSWER, losses), ""
    kind = "Checkbox" if isinstance(body, Several) else "Multiple Choice"
    return kind, *_list_options(question, language, limit, losses, "Wayground")


def _fit_kahoot(
    question: Question, language: str, losses: list[Loss]
) -> tuple[str, list[str], str | int]:
    """Return text, options and right answer within Kahoot's limits."""
    ask = flatten(question.ask)
    if "\n" in question.ask.strip():
        losses.append(Loss(question.id, say("put the lines of its text into one")))
    if len(ask) > KAHOOT_ASK:
        raise CannotCarry(
            say_count(
                len(ask),
                "its text has {count} character; Kahoot takes {limit}",
                "its text has {count} characters; Kahoot takes {limit}",
                limit=KAHOOT_ASK,
            )
        )
    options, right = _list_options(question, language, KAHOOT_OPTIONS, losses, "Kahoot")
    if too_long := [text for text in options if len(text) > KAHOOT_ANSWER]:
        raise CannotCarry(
            say_count(
                len(too_long[0]),
                "an option has {count} character; Kahoot takes {limit}",
                "an option has {count} characters; Kahoot takes {limit}",
                limit=KAHOOT_ANSWER,
            )
        )
    return ask, options, right


def _list_options(
    question: Question, language: str, limit: int, losses: list[Loss], name: str
) -> tuple[list[str], str | int]:
    """Return the options, at most so many, and the numbers of the right ones."""
    body = question.body
    if isinstance(body, Choice):
        texts = [option.text for option in body.wrong]
        wrong = _keep(question, texts, limit - 1, Part.WRONG, losses)
        options = spread(question, body.answer, wrong, body.keep_last)
        return options, options.index(body.answer) + 1
    if isinstance(body, TrueFalse):
        return list(name_truths(language)), 1 if body.answer else 2
    if not isinstance(body, Several):
        raise CannotCarry(
            say("{program} cannot hold {kind}", program=name, kind=name_kind(question.kind))
        )
    if len(body.answers) + len(body.wrong) < 2 or len(body.answers) > limit:
        raise CannotCarry(
            say_count(
                len(body.answers),
                "it has {count} right option; {program} takes 2 to {limit}",
                "it has {count} right options; {program} takes 2 to {limit}",
                program=name,
                limit=limit,
            )
        )
    texts = [option.text for option in body.wrong]
    wrong = _keep(question, texts, limit - len(body.answers), Part.WRONG, losses)
    options = sorted([*body.answers, *wrong])
    numbers = [n for n, text in enumerate(options, 1) if text in body.answers]
    return options, ",".join(map(str, numbers)) if len(numbers) > 1 else numbers[0]


def _keep(
    question: Question, texts: list[str], limit: int, part: Part, losses: list[Loss]
) -> list[str]:
    if len(texts) > limit:
        losses.append(Loss(question.id, tell_kept(part, limit, len(texts))))
    return texts[:limit]


def _pad(texts: list[str], count: int) -> list[str]:
    return [*texts, *[""] * (count - len(texts))]


OLD_OFFICE = b"\xd0\xcf\x11\xe0"
MAX_UNPACKED = 16 * 1024 * 1024
MAX_MEMBERS = 2000
MAX_ROWS = 50_100
MAX_COLUMNS = 60

_DECLARATIONS = tuple(
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)


def load_openpyxl() -> Any:
    """Return openpyxl, which takes a while to be imported."""
    return importlib.import_module("openpyxl")


class WorkbookSheet(NamedTuple):
    """Hold a sheet: its rows of texts, each with its number."""

    name: str
    rows: Iterator[tuple[int, list[str]]]
    hidden: bool = False


def list_sheets(data: bytes) -> Iterator[WorkbookSheet]:
    """Yield the sheets of a spreadsheet.

    Raises:
        PackError: The file is no sound spreadsheet, or too large when it is unpacked.
    """
    room = _Room()
    check_size(data)
    if data.startswith(OLD_OFFICE):
        yield from _list_old(data, room)
        return
    if "content.xml" in check_zip(data):
        for found in opendocument.list_tables(data):
            rows = ((number, room.take(cells)) for number, cells in found.rows)
            yield WorkbookSheet(found.name[:40], rows, found.hidden)
        return
    openpyxl = load_openpyxl()
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = list(book.worksheets)
        # A formula that was never worked out has no value, and its cell would look empty.
        twins = openpyxl.load_workbook(io.BytesIO(data), read_only=True).worksheets
    except Exception:  # Whatever a broken file does to the library, it is broken.
        raise _make_damaged() from None
    for sheet, twin in zip(sheets, twins, strict=True):
        hidden = sheet.sheet_state != "visible"
        yield WorkbookSheet(sheet.title[:40], _list_rows(sheet, twin, room), hidden)


def _list_old(data: bytes, room: _Room) -> Iterator[WorkbookSheet]:
    """Yield the sheets of an old Excel file."""
    try:
        calamine = importlib.import_module("python_calamine")
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        visible = calamine.SheetVisibleEnum.Visible
        sheets = [(meta.name, meta.visible != visible) for meta in book.sheets_metadata]
    except Exception as error:
        if b"W\0o\0r\0d\0D\0o\0c" in data:
            raise PackError(
                say("This is a document of an old Word"), hint=say("Save it as .docx or as text.")
            ) from None
        if type(error).__name__ == "PasswordError" or b"E\0n\0c\0r\0y\0p\0t" in data:
            raise PackError(
                say("The spreadsheet has a password"),
                hint=say("Save it as .xlsx, without a password."),
            ) from None
        raise _make_damaged() from None
    builtin = importlib.import_module("openpyxl.styles.numbers").BUILTIN_FORMATS
    formats = list_formats(data, builtin)
    for place, (name, hidden) in enumerate(sheets):
        # Sheets that hold charts are not told by both alike; then no format is sure.
        own = formats[place] if len(formats) == len(sheets) else {}
        yield WorkbookSheet(name[:40], _list_values(book, name, own, room), hidden)


def _list_values(
    book: Any, name: str, formats: Mapping[tuple[int, int], str], room: _Room
) -> Iterator[tuple[int, list[str]]]:
    try:
        sheet = book.get_sheet_by_name(name)
        rows = enumerate(sheet.iter_rows(), 1)
        for number, row in islice(rows, MAX_ROWS):
            cells = [
                write_value(value, formats.get((number - 1, column), ""))
                for column, value in enumerate(row[:MAX_COLUMNS])
            ]
            yield number, room.take(cells)
    except PackError:
        raise
    except Exception:
        raise _make_damaged() from None


def _make_damaged() -> PackError:
    return PackError(say("The spreadsheet is damaged"), hint=say("Save it again as .xlsx."))


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
        say(
            "The spreadsheet is larger than {limit} MiB when unpacked",
            limit=MAX_UNPACKED // 1024 // 1024,
        ),
        hint=say("Copy the questions into a new sheet, without pictures."),
    )


def check_zip(data: bytes) -> list[str]:
    """Return the files in a spreadsheet, after a look at what could fill the memory.

    Raises:
        PackError: It is no spreadsheet, or too large when it is unpacked.
    """
    if not data.startswith(b"PK"):
        raise PackError(
            say("This is no spreadsheet but {thing}", thing=name_binary(data) or say("text")),
            hint=say("Save the sheet as .xlsx, without a password."),
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive)
            return archive.namelist()
    except PackError:
        raise
    except Exception:  # A damaged zip can fail in any part that unpacks it.
        raise PackError(
            say("The spreadsheet, or zip, is damaged: half of it may be missing")
        ) from None


def _check_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    # What a member declares is also the most that is ever unpacked of it.
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
        raise _make_large()
    names = [member.filename for member in members]
    if not any(name.startswith("xl/") for name in names) and not is_opendocument(archive):
        raise PackError(
            say("This is no spreadsheet but {thing}", thing=_name_zip(names)),
            hint=say("Save the questions as .xlsx or as text."),
        )
    for member in members:
        if member.filename.lower().endswith((".xml", ".rels", ".vml")):
            content = archive.read(member)
            if any(mark in content for mark in _DECLARATIONS):
                raise PackError(say("The spreadsheet declares XML entities, which are not read"))


def _name_zip(names: Sequence[str]) -> str:
    """Return what a zip is that is no spreadsheet."""
    known = {
        "word/": say("a text document (Word)"),
        "ppt/": say("a presentation (PowerPoint)"),
        "content.xml": say("an OpenDocument file, though no spreadsheet"),
        "collection.anki2": say("an Anki deck"),
        "imsmanifest.xml": say("a QTI package"),
    }
    for start, thing in known.items():
        if any(name.startswith(start) for name in names):
            return thing
    if any(name.endswith(".yaml") for name in names):
        return say("a pack in a zip; add it with: spacequiz packs add")
    return say("another kind of zip file")


def is_opendocument(archive: zipfile.ZipFile) -> bool:
    """Return whether a zip is an OpenDocument spreadsheet."""
    if "content.xml" not in archive.namelist():
        return False
    return "mimetype" in archive.namelist() and b"spreadsheet" in archive.read("mimetype")[:200]


def _list_rows(sheet: Any, twin: Any, room: _Room) -> Iterator[tuple[int, list[str]]]:
    try:
        # Some programs write a wrong size of the sheet, and rows would be missing.
        sheet.reset_dimensions()
        twin.reset_dimensions()
        rows, others = (
            each.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS) for each in (sheet, twin)
        )
        for number, (row, other) in enumerate(zip(rows, others, strict=False), 1):
            cells = [
                NO_VALUE
                if cell.data_type == "e" or (cell.value is None and twin_cell.value is not None)
                else write_value(cell.value, getattr(cell, "number_format", "") or "")
                for cell, twin_cell in zip(row, other, strict=False)
            ]
            yield number, room.take(cells)
    except PackError:
        raise
    except Exception:  # As above: the rows are unpacked while they are read.
        raise _make_damaged() from None


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
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
