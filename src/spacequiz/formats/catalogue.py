"""All formats by name: what they are called, how their files end, and who reads and writes them."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, NamedTuple

from spacequiz.errors import UsageError
from spacequiz.formats.recognise import PACK

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacequiz.formats.common import Exported, Heading, Imported
    from spacequiz.game.question import Question


class Format(NamedTuple):
    """Describe a format; the module that knows it is imported when it is needed."""

    title: str
    reader: str = ""
    """Module and function, as in `gift.read`; empty if it is not read."""
    writer: str = ""
    suffix: str = ""
    """The ending of a file that means this format when it is written."""


FORMATS = {
    PACK: Format("a pack", suffix=".yaml"),
    "gift": Format("GIFT", "gift.read", "gift.write", ".gift"),
    "moodle-xml": Format("Moodle XML", "moodle_xml.read", "moodle_xml.write", ".xml"),
    "aiken": Format("Aiken", "aiken.read", "aiken.write", ".txt"),
    "csv": Format("a CSV table", "spreadsheet.read_table", "csv_table.write", ".csv"),
    "tsv": Format("a TSV table", "spreadsheet.read_table", "csv_table.write_tsv", ".tsv"),
    "xlsx": Format("a spreadsheet", "spreadsheet.read"),
    "kahoot": Format(
        "a Kahoot spreadsheet", "spreadsheet.read_either", "spreadsheet.write_kahoot", ".xlsx"
    ),
    "wayground": Format(
        "a Wayground spreadsheet", "spreadsheet.read_either", "spreadsheet.write_wayground"
    ),
    "opentdb": Format("Open Trivia DB", "opentdb.read"),
    "opentriviaqa": Format("OpenTriviaQA", "opentriviaqa.read"),
    "anki": Format("a text file for Anki", writer="anki.write"),
}
READ = tuple(name for name, form in FORMATS.items() if form.reader or name == PACK)
WRITTEN = tuple(name for name, form in FORMATS.items() if form.writer or name == PACK)


def read_questions(data: bytes, form: str, category: str = "") -> Imported:
    """Return the questions of a file in a format that is no pack.

    Args:
        data: What the file holds.
        form: The format's name.
        category: What the file's name says; used where the format has one category a file.

    Raises:
        PackError: Nothing of the file can be read.
    """
    read = _import(FORMATS[form].reader)
    found: Imported = read(data, category) if form == "opentriviaqa" else read(data)
    return found


def write_questions(questions: Iterable[Question], head: Heading, form: str) -> Exported:
    """Return a file with the questions in a format that is no pack."""
    found: Exported = _import(FORMATS[form].writer)(questions, head)
    return found


def find_by_suffix(suffix: str) -> str:
    """Return the name of the format that a file with this ending is written in.

    Raises:
        UsageError: There is none.
    """
    for name, form in FORMATS.items():
        if form.suffix and form.suffix == suffix.lower():
            return name
    known = ", ".join(form.suffix for form in FORMATS.values() if form.suffix)
    raise UsageError(
        f"The ending {suffix or '(none)'} belongs to no format that can be written.",
        hint=f"Use one of {known}, or name the format: --to {' | '.join(WRITTEN)}",
    )


def _import(name: str) -> Any:
    module, _, function = name.partition(".")
    return getattr(importlib.import_module(f"spacequiz.formats.{module}"), function)
