"""Which format a file has, told by what is in it and not by its name; and what it is if it has none."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.errors import PackError
from spacequiz.formats.apkg import NAMES as ANKI_NAMES
from spacequiz.formats.csv_table import find_delimiter, list_rows
from spacequiz.formats.decode import START, check_size, decode_start, name_binary
from spacequiz.formats.docx import MAIN as DOCUMENT
from spacequiz.formats.h5p import is_h5p
from spacequiz.formats.intake import Intake
from spacequiz.formats.json_list import is_json_list
from spacequiz.formats.lists import is_list
from spacequiz.formats.packages import is_qti
from spacequiz.formats.qbreader import is_packet
from spacequiz.formats.spreadsheet import OLD_OFFICE, advise_on_header
from spacequiz.formats.table import is_table, list_pairs
from spacequiz.language import say

if TYPE_CHECKING:
    from collections.abc import Callable

PACK = "pack"

_PACK = re.compile(r"^spacequiz[ ]*:[ ]*\S", re.MULTILINE)
_OPENTRIVIAQA = re.compile(r"^#Q .*(?:\n(?!#Q).*)*?\n\^", re.MULTILINE)
_AIKEN_OPTION = re.compile(r"^[ \t]*[A-Z][).]", re.MULTILINE)
_AIKEN_ANSWER = re.compile(r"^[ \t]*ANSWER[ \t]*:", re.MULTILINE | re.IGNORECASE)
_GIFT = re.compile(r"^(?:::|\$CATEGORY:|//)|\{[^{}]*\}|\{\s*[=~#]", re.MULTILINE)
_WEB_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I)
_XML = re.compile(r"\s*<(?:\?xml|quiz\b|!doctype|!--|question\b)", re.I)


class Sample(NamedTuple):
    """Hold what a file is recognised by."""

    data: bytes
    text: str
    """How the file begins: enough for any head and a first question; empty if it is no text."""
    names: tuple[str, ...]
    """The files in it, if it is a zip."""


def recognise(data: bytes) -> str:
    """Return the name of the format that a file has; whether it keeps to it, reading shows.

    Raises:
        PackError: The file is empty, too large, or in no format that is read.
    """
    check_size(data)
    sample = _sample(data)
    for form, shows in SIGNS:
        if shows(sample):
            return form
    what, advice = tell_likeness(data)
    if what:
        raise PackError(what, hint=advice)
    raise PackError(
        say("Nothing in the file looks like questions"),
        hint=say("What can be read is in docs/formats.md; or name the format, as in: --from gift"),
    )


def tell_likeness(data: bytes) -> tuple[str, str]:
    """Return what a file in no format of ours is, and what its owner can do; else nothing."""
    if name := name_binary(data):
        return say("This is no text but {thing}", thing=name), _advise_to_export()
    text = decode_start(data)
    for likeness, pattern in _LIKENESSES.items():
        if pattern.search(text):
            return _tell_likeness(likeness)
    widths = {len(row) for _, row in list_rows(text, Intake()) if row}
    if len(widths) == 1 and max(widths) > 2:
        return say("This is a table without a line that names its columns"), advise_on_header()
    return "", ""


def _sample(data: bytes) -> Sample:
    if not data.startswith(b"PK"):
        return Sample(data, "" if name_binary(data) else decode_start(data), ())
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return Sample(data, "", tuple(archive.namelist()))
    except Exception:  # A damaged zip can fail anywhere; its reader says so.
        return Sample(data, "", ())


def _is_json(text: str) -> bool:
    return bool(re.match(r'\s*(?:\[\s*)*\{\s*"', text))


def _is_table(text: str) -> bool:
    return is_table(list_rows(text, Intake()))


def _is_list_of_pairs(text: str) -> bool:
    """Return whether a text is nothing but terms and meanings, as a stranger would see, too."""
    mark = find_delimiter(text)
    # Of a long file the last line may be half of one.
    rows = list(list_rows(text if len(text) < START // 4 else text.rpartition("\n")[0], Intake()))
    if mark == "\t":
        return list_pairs(rows, least=2)
    # A sentence has a space behind its comma.
    return list_pairs(rows, least=3) and not any(row[1:2] and row[1][:1] == " " for _, row in rows)


def _is_xml(text: str) -> bool:
    return bool(_XML.match(text)) and not _WEB_PAGE.match(text)


def _is_aiken(text: str) -> bool:
    return bool(_AIKEN_ANSWER.search(text) and _AIKEN_OPTION.search(text))


def _is_opentdb(text: str) -> bool:
    known = "response_code" in text[:200] or ('"results"' in text and "correct_answer" in text)
    return _is_json(text) and known


_ANKI = ("#separator:", "#html:", "#notetype", "#deck", "#columns:", "#guid column:")

SIGNS: tuple[tuple[str, Callable[[Sample], bool]], ...] = (
    ("qti", lambda sample: is_qti(sample.data, sample.text, sample.names)),
    ("apkg", lambda sample: not set(ANKI_NAMES).isdisjoint(sample.names)),
    ("h5p", lambda sample: is_h5p(sample.text, sample.names)),
    ("docx", lambda sample: DOCUMENT in sample.names),
    ("xlsx", lambda sample: sample.data.startswith((b"PK", OLD_OFFICE))),
    ("anki", lambda sample: sample.text.startswith(_ANKI)),
    ("moodle-xml", lambda sample: _is_xml(sample.text)),
    ("opentdb", lambda sample: _is_opentdb(sample.text)),
    ("qbreader", lambda sample: is_packet(sample.text)),
    ("json", lambda sample: is_json_list(sample.data, sample.text)),
    (PACK, lambda sample: bool(_PACK.search(sample.text[:10_000]))),
    ("opentriviaqa", lambda sample: bool(_OPENTRIVIAQA.search(sample.text))),
    ("tsv", lambda sample: find_delimiter(sample.text) == "\t" and _is_table(sample.text)),
    ("csv", lambda sample: _is_table(sample.text)),
    ("aiken", lambda sample: _is_aiken(sample.text)),
    ("list", lambda sample: not _is_json(sample.text) and is_list(sample.text)),
    ("tsv", lambda sample: "\t" in sample.text and _is_list_of_pairs(sample.text)),
    ("csv", lambda sample: _is_list_of_pairs(sample.text)),
    ("gift", lambda sample: not _is_json(sample.text) and bool(_GIFT.search(sample.text))),
)
"""What shows that a file has a format, the surest signs first; the first that shows decides."""

_LIKENESSES = {
    "table in a web page": re.compile(
        r"\A\s*<(?:!doctype html|html|head|body|table)\b[\s\S]*<t[dh]\b", re.I
    ),
    "web page": _WEB_PAGE,
    "Blackboard text": re.compile(r"\A(?:MC|MA|TF|ESS|ORD|MAT|FIB|FIB_PLUS|NUM|SR|OP|QUIZ_BOWL)\t"),
    "JSON": re.compile(r'\A\s*(?:\[\s*)*\{\s*"'),
    "LaTeX": re.compile(
        r"^[^%\n]*\\(?:documentclass|begin\{(?:document|questions?|choices)\})", re.M
    ),
    "Cloze": re.compile(
        r"\{\d*:(?:MULTICHOICE|MULTIRESPONSE|SHORTANSWER|NUMERICAL|M[CRW]\w*|SA\w*|NM)\w*:"
    ),
    "Python": re.compile(r"^(?:import \w|from \S+ import |def \w+\()", re.M),
    "R/exams": re.compile(r"^(?:Meta-information|Answerlist)\n[=-]{3}|^ex(?:type|name):", re.M),
    "style sheet": re.compile(r"^[\w.#*: -]+\{\s*(?:[\w-]+:[^;{}]*;\s*)+\}", re.M),
    "YAML": re.compile(r"\A(?:---\s*\n|(?:#.*\n|[ \t]*\n)*[\w-]+:[ \n](?:.*\n)*?\s*- )"),
}
"""How it shows what a foreign file is."""


def _advise_to_export() -> str:
    return say("Export the questions as text, as a table, or as Moodle XML.")


def _advise_to_copy() -> str:
    return say("Copy the questions into a table (spacequiz new quiz.csv) or into a plain list.")


def _tell_likeness(likeness: str) -> tuple[str, str]:
    """Return what a foreign file is, and what to do."""
    return {
        "table in a web page": (
            say("This is a web page with a table, such as some programs call .xls"),
            say("Open it in a spreadsheet program and save it as .xlsx."),
        ),
        "web page": (say("This is a web page"), _advise_to_export()),
        "Blackboard text": (
            say("This is Blackboard's questions parted by tabs"),
            say("Export them from Blackboard as a pool (a zip file), which is read."),
        ),
        "JSON": (say("This is JSON in a shape that is not known"), _advise_to_export()),
        "LaTeX": (say("This is a LaTeX document"), _advise_to_copy()),
        "Cloze": (
            say("This is Moodle's Cloze text, whose gaps hold options of their own"),
            say("A gap with options cannot be asked here; make a question of each gap."),
        ),
        "Python": (say("This is a program in Python"), _advise_to_copy()),
        "R/exams": (
            say("This is an exercise of R/exams"),
            say("Let R/exams write it for Moodle: exams2moodle."),
        ),
        "style sheet": (say("This is a style sheet"), _advise_to_copy()),
        "YAML": (
            say("This is YAML, but no pack"),
            say(
                "A pack begins with spacequiz: 1; a new one is made by: spacequiz new my-pack.yaml"
            ),
        ),
    }[likeness]
