"""A spreadsheet file as rows of texts, opened only after a look at what is in the zip."""

from __future__ import annotations

import importlib
import io
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from spacequiz.errors import PackError, UsageError
from spacequiz.formats.decode import check_size, name_binary

if TYPE_CHECKING:
    from collections.abc import Iterator

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
