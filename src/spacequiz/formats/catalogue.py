"""All formats by name: what they are called, how their files end, and who reads and writes them."""

from __future__ import annotations

import importlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from spacequiz.errors import PackError, UsageError
from spacequiz.formats.common import LeftOut, Loss
from spacequiz.formats.recognise import PACK, tell_likeness
from spacequiz.language import say, say_count, say_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacequiz.formats.common import Exported, Heading, Imported
    from spacequiz.game.question import Question


class Format(NamedTuple):
    """Describe a format; the module that knows it is imported when it is needed."""

    name: str
    reader: str = ""
    """Module and function, as in `gift.read`; empty if it is not read."""
    writer: str = ""
    suffix: str = ""
    """The ending of a file that means this format when it is written."""

    @property
    def title(self) -> str:
        """Return what a file in it is called, or its name if that is all."""
        return {
            PACK: say("a pack"),
            "list": say("a list of questions"),
            "docx": say("a Word document"),
            "csv": say("a CSV table"),
            "tsv": say("a TSV table"),
            "xlsx": say("a spreadsheet"),
            "kahoot": say("a Kahoot spreadsheet"),
            "wayground": say("a Wayground spreadsheet"),
            "qti": say("a QTI package"),
            "apkg": say("an Anki deck"),
            "json": say("a list in JSON"),
            "qbreader": say("a quizbowl packet"),
            "anki": say("a text file for Anki"),
            **_PROPER_NAMES,
        }[self.name]


_PROPER_NAMES = {
    "gift": "GIFT",
    "moodle-xml": "Moodle XML",
    "aiken": "Aiken",
    "h5p": "H5P",
    "opentdb": "Open Trivia DB",
    "opentriviaqa": "OpenTriviaQA",
}
_FORMATS = (
    Format(PACK, suffix=".yaml"),
    Format("gift", "gift.read", "gift.write", ".gift"),
    Format("moodle-xml", "moodle_xml.read", "moodle_xml.write", ".xml"),
    Format("aiken", "aiken.read", "aiken.write", ".txt"),
    Format("list", "lists.read"),
    Format("docx", "docx.read"),
    Format("csv", "spreadsheet.read_table", "csv_table.write", ".csv"),
    Format("tsv", "spreadsheet.read_table", "csv_table.write_tsv", ".tsv"),
    Format("xlsx", "spreadsheet.read", "spreadsheet.write", ".xlsx"),
    Format("kahoot", "spreadsheet.read_either", "spreadsheet.write_kahoot"),
    Format("wayground", "spreadsheet.read_either", "spreadsheet.write_wayground"),
    Format("qti", "qti.read", "canvas.write", ".zip"),
    Format("apkg", "apkg.read"),
    Format("h5p", "h5p.read"),
    Format("json", "json_list.read"),
    Format("qbreader", "qbreader.read"),
    Format("opentdb", "opentdb.read"),
    Format("opentriviaqa", "opentriviaqa.read"),
    Format("anki", "anki.read", "anki.write"),
)
FORMATS = {form.name: form for form in _FORMATS}
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
    what = say_count(
        found.strange,
        "{count} of {parts} parts of the file makes no sense as {format}",
        "{count} of {parts} parts of the file make no sense as {format}",
        parts=say_number(parts),
        format=FORMATS[form].title,
    )
    return replace(found, losses=(Loss("", what), *found.losses))


def _refuse(data: bytes, form: str, found: Imported) -> PackError:
    """Return why a file that was taken for a format is none of that format."""
    # A table that was known by its header is no other file, whatever its rows hold.
    is_known = data.startswith(b"PK") or form in _OF_PAIRS
    what, advice = ("", "") if is_known else tell_likeness(data)
    if what:
        return PackError(what, hint=advice)
    parts = len(found.questions) + found.left_out
    lost = [loss for loss in found.losses if isinstance(loss, LeftOut)]
    return PackError(
        say_count(
            parts - found.strange,
            "The file looks like {format}, and only {count} of {parts} parts makes sense",
            "The file looks like {format}, and only {count} of {parts} parts make sense",
            format=FORMATS[form].title,
            parts=say_number(parts),
        ),
        hint=say(
            "The first that does not is {first}. To take the rest all the same: --from {name}",
            first=f"{lost[0].question}: {lost[0].what}" if lost else "",
            name=form,
        ),
    )


_WITH_PICTURES = ("moodle-xml", "qti")


def write_questions(
    questions: Iterable[Question],
    head: Heading,
    form: str,
    pictures: Mapping[str, bytes] | None = None,
) -> Exported:
    """Return a file with the questions in a format that is no pack.

    Args:
        questions: The questions.
        head: What the pack says of itself.
        form: The format's name.
        pictures: Those of the questions, by name.
    """
    write = _import(FORMATS[form].writer)
    more = (pictures,) if pictures and form in _WITH_PICTURES else ()
    found: Exported = write(questions, head, *more)
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
        say(
            "The ending {suffix} belongs to no format that can be written.",
            suffix=suffix or say("(none)"),
        ),
        hint=say(
            "Use one of {suffixes}, or name the format: --to {names}",
            suffixes=known,
            names=" | ".join(WRITTEN),
        ),
    )


def _import(name: str) -> Any:
    module, _, function = name.partition(".")
    return getattr(importlib.import_module(f"spacequiz.formats.{module}"), function)
