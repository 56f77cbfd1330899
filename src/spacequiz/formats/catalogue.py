"""All formats by name: what they are called, how their files end, and who reads and writes them."""

from __future__ import annotations

import importlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from spacequiz.errors import PackError, UsageError
from spacequiz.formats.common import LeftOut, Loss
from spacequiz.formats.recognise import PACK, name_likeness

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
    "list": Format("a list of questions", "lists.read"),
    "docx": Format("a Word document", "docx.read"),
    "csv": Format("a CSV table", "spreadsheet.read_table", "csv_table.write", ".csv"),
    "tsv": Format("a TSV table", "spreadsheet.read_table", "csv_table.write_tsv", ".tsv"),
    "xlsx": Format("a spreadsheet", "spreadsheet.read", "spreadsheet.write", ".xlsx"),
    "kahoot": Format("a Kahoot spreadsheet", "spreadsheet.read_either", "spreadsheet.write_kahoot"),
    "wayground": Format(
        "a Wayground spreadsheet", "spreadsheet.read_either", "spreadsheet.write_wayground"
    ),
    "qti": Format("a QTI package", "qti.read", "canvas.write", ".zip"),
    "apkg": Format("an Anki deck", "apkg.read"),
    "h5p": Format("H5P", "h5p.read"),
    "json": Format("a list in JSON", "json_list.read"),
    "qbreader": Format("a quizbowl packet", "qbreader.read"),
    "opentdb": Format("Open Trivia DB", "opentdb.read"),
    "opentriviaqa": Format("OpenTriviaQA", "opentriviaqa.read"),
    "anki": Format("a text file for Anki", "anki.read", "anki.write"),
}
READ = tuple(name for name, form in FORMATS.items() if form.reader or name == PACK)
WRITTEN = tuple(name for name, form in FORMATS.items() if form.writer or name == PACK)


_OF_PAIRS = ("csv", "tsv", "xlsx", "anki")


def read_questions(
    data: bytes, form: str, category: str = "", *, guessed: bool = False, swap: bool = False
) -> Imported:
    """Return the questions of a file in a format that is no pack.

    Args:
        data: What the file holds.
        form: The format's name.
        category: What the file's name says; used where the format has one category a file.
        swap: Of terms and meanings, ask for the other side.
        guessed: Nobody said that the file has this format. Then most of it must make sense.

    Raises:
        PackError: Nothing of the file can be read, or it makes no sense as what it was taken for.
    """
    read = _import(FORMATS[form].reader)
    if form == "opentriviaqa":
        found: Imported = read(data, category)
    else:
        found = read(data, swap=True) if swap and form in _OF_PAIRS else read(data)
    parts = len(found.questions) + found.left_out
    if found.strange * 2 <= parts:
        return found
    if guessed:
        raise _refuse(data, form, found)
    what = (
        f"{found.strange:,} of {parts:,} parts of the file make no sense as {FORMATS[form].title}"
    )
    return replace(found, losses=(Loss("", what), *found.losses))


def _refuse(data: bytes, form: str, found: Imported) -> PackError:
    """Return why a file that was taken for a format is none of that format."""
    # A table that was known by its header is no other file, whatever its rows hold.
    is_known = data.startswith(b"PK") or form in _OF_PAIRS
    what, advice = ("", "") if is_known else name_likeness(data)
    if what:
        return PackError(f"This is {what}", hint=advice)
    parts = len(found.questions) + found.left_out
    sense = f"{parts - found.strange:,} of {parts:,} parts make sense"
    first = next(
        (f"{loss.question}: {loss.what}" for loss in found.losses if isinstance(loss, LeftOut)), ""
    )
    return PackError(
        f"The file looks like {FORMATS[form].title}, and only {sense}",
        hint=f"The first that does not is {first}. To take the rest all the same: --from {form}",
    )


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
