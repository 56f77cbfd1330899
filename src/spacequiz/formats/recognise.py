"""Which format a file has, told by what is in it and not by its name."""

from __future__ import annotations

import codecs
import re
from itertools import islice

from spacequiz.errors import PackError, UsageError
from spacequiz.formats import csv_table
from spacequiz.formats.csv_table import find_delimiter, list_rows
from spacequiz.formats.decode import check_size, decode_text, decode_windows, name_binary
from spacequiz.formats.intake import Intake
from spacequiz.formats.spreadsheet import HEADER_ROWS, find_columns

PACK = "pack"

_HEAD = 200_000
"""How many characters are looked at: enough for any head and a first question."""

_PACK = re.compile(r"^spacequiz[ ]*:[ ]*\S", re.MULTILINE)
_OPENTRIVIAQA = re.compile(r"^#Q .*(?:\n(?!#Q).*)*?\n\^", re.MULTILINE)
_AIKEN_OPTION = re.compile(r"^[ \t]*[A-Z][).]", re.MULTILINE)
_AIKEN_ANSWER = re.compile(r"^[ \t]*ANSWER[ \t]*:", re.MULTILINE | re.IGNORECASE)
_WEB_PAGE = re.compile(r"(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b")
_GIFT = re.compile(r"^(?:::|\$CATEGORY:|//)|\{[^{}]*\}|\{\s*[=~#]", re.MULTILINE)


def recognise(data: bytes) -> str:
    """Return the name of the format that a file has.

    Raises:
        PackError: The file is empty, too large, or of a kind that nobody here reads.
        UsageError: The file is text in no format that is known.
    """
    check_size(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "xlsx"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise PackError(
            "This is a document of an old office program, or one with a password",
            hint="Save the sheet as .xlsx, without a password.",
        )
    text = _decode_head(data)
    form = _recognise_text(text)
    if form is None:
        raise UsageError("The format of the file is not known.", hint="Name it, as in: --from gift")
    return form


def _decode_head(data: bytes) -> str:
    if name := name_binary(data):
        raise PackError(f"This is no text but {name}", hint="Export the questions as text.")
    head = data[:_HEAD]
    if b"\0" in head or head.startswith(codecs.BOM_UTF8):
        return decode_text(data)[0][:_HEAD]
    # The cut may fall within a letter; one that is spoilt does not matter here.
    text = head.decode("utf-8", "replace")
    if text.count("\ufffd") > 1:
        text = decode_windows(head)
    return re.sub("\r\n?", "\n", text)


def _recognise_text(text: str) -> str | None:
    start = text.lstrip()[:200].lower()
    if start.startswith(("<?xml", "<quiz", "<!doctype", "<!--", "<question")):
        return _refuse("a web page") if _WEB_PAGE.match(start) else "moodle-xml"
    if start.startswith(("<html", "<head", "<body")):
        return _refuse("a web page")
    if start.startswith(("{", "[")) and '"' in start and "correct_answer" in text:
        return "opentdb"
    if start.startswith(("#separator:", "#html:", "#notetype", "#deck", "#columns:")):
        return _refuse("a file for Anki, which is only written here")
    if _PACK.search(text[:10_000]):
        return PACK
    if _OPENTRIVIAQA.search(text):
        return "opentriviaqa"
    if form := _recognise_table(text):
        return form
    if _AIKEN_ANSWER.search(text) and _AIKEN_OPTION.search(text):
        return "aiken"
    if start.startswith(("{", "[")) and "response_code" in start:
        return "opentdb"
    return "gift" if _GIFT.search(text) else None


def _recognise_table(text: str) -> str | None:
    for _, row in islice(list_rows(text, Intake()), HEADER_ROWS):
        if find_columns(row) or {"ask", "answer"} <= set(map(csv_table.name_column, row)):
            return "tsv" if find_delimiter(text) == "\t" else "csv"
    return None


def _refuse(what: str) -> str:
    raise PackError(f"This is {what}", hint="Formats that are read: see docs/formats.md")
