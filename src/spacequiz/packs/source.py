"""A file as it is read from a stranger: bytes to text, with offsets turned into lines."""

from __future__ import annotations

import os
import re
import stat
from bisect import bisect_left, bisect_right
from itertools import pairwise
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from spacequiz.errors import name_reason
from spacequiz.language import say
from spacequiz.packs.diagnostics import Diagnostic, Problem
from spacequiz.packs.tree import shorten
from spacequiz.text import clean_text, name_character

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


MAX_BYTES = 16 * 1024 * 1024
MAX_QUOTE = 2000
MAX_FINDINGS = 50
"""How many tabs and how many control characters are reported in a file."""

_BREAKS = re.compile("\r\n?")
_TAB = re.compile(r"^[ -]*\t[ \t]*(?=[^ \t\n])|(?<=:)\t+(?=[^ \t\n])", re.MULTILINE)
# What the YAML parser refuses as a whole file, and what it takes for the end of a line.
_UNREADABLE = re.compile(
    "[^\t\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_BLANKS = "\u2028\u2029\ufeff"


class Unreadable(Exception):  # noqa: N818  # It ends the reading of one file, not the command.
    """Report a file of which nothing can be read."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.problem = Problem(0, code, message, hint)


class SourceText:
    """Hold the text of a file and find the line and column of an offset."""

    def __init__(self, label: str, text: str = "") -> None:
        self.label = label
        self.text = text
        self.problems: list[Problem] = []
        self._added: list[int] = []
        self._last = (0, 1)
        self._original = text

    def prepare(self) -> None:
        """Make the text one that a YAML parser reads: no tabs for indentation, no controls."""
        if not self.text.isascii() or _UNREADABLE.search(self.text):
            self.text = _UNREADABLE.sub(self._blank, self.text)
            self._original = self.text
        if "\t" in self.text:
            self._expand_tabs()

    def place(self, offset: int) -> tuple[int, int, str]:
        """Return line and column, both from 1, and the line itself."""
        text = self._original
        offset = min(offset - bisect_right(self._added, offset), len(text))
        known, line = self._last
        if offset < known:
            known, line = 0, 1
        # Lines are counted on from the last place asked for: problems come in their order.
        line += text.count("\n", known, offset)
        self._last = (offset, line)
        start = text.rfind("\n", 0, offset) + 1
        # A line may be a book, which nobody wants to see quoted.
        quote = "" if offset - start > MAX_QUOTE else text[start : start + 2 * MAX_QUOTE]
        return line, offset - start + 1, quote.partition("\n")[0]

    def diagnose(self, problems: Iterable[Problem]) -> list[Diagnostic]:
        """Return the problems as diagnostics with file, line and column."""
        diagnostics = []
        for problem in sorted(problems, key=_get_offset):
            line, column, quote = self.place(problem.offset)
            diagnostics.append(
                Diagnostic(
                    self.label,
                    line,
                    column,
                    problem.severity,
                    problem.code,
                    problem.message,
                    problem.hint,
                    problem.question,
                    quote,
                )
            )
        return diagnostics

    def _blank(self, found: re.Match[str]) -> str:
        """Return a space for a character that no pack may hold, and report it."""
        character = found.group()
        if character not in _BLANKS and len(self.problems) < MAX_FINDINGS:
            message = say(
                "The file holds {character}, which may not be shown",
                character=name_character(character),
            )
            self.problems.append(
                Problem(found.start(), "forbidden-character", message, say("Remove it."))
            )
        return " "

    def _expand_tabs(self) -> None:
        """Report each line with a tab for indentation, and read such a tab as two spaces."""
        lines = [found.span() for found in _TAB.finditer(self.text)]
        tabs = [o for first, end in lines for o in range(first, end) if self.text[o] == "\t"]
        self.problems = [
            problem._replace(offset=problem.offset + bisect_left(tabs, problem.offset))
            for problem in self.problems
        ]
        for first, end in lines[:MAX_FINDINGS]:
            tab = self.text.index("\t", first, end)
            message = say("A tab stands where only spaces can be")
            hint = say("Replace each tab by two spaces; most editors can do it for the whole file.")
            self.problems.append(Problem(tab + bisect_left(tabs, tab), "tab", message, hint))
        self._added = [offset + number + 1 for number, offset in enumerate(tabs)]
        ends = [-1, *tabs, len(self.text)]
        self.text = "  ".join([self.text[a + 1 : b] for a, b in pairwise(ends)])


def _get_offset(problem: Problem) -> int:
    return problem.offset


def load(path: Path, label: str) -> SourceText:
    """Return the text of a file.

    Raises:
        Unreadable: There is no such file, it is too large, or it is no text.
    """
    problems: list[Problem] = []
    source = SourceText(label, load_text(path, problems))
    source.problems = problems
    source.prepare()
    return source


def load_text(path: Path, problems: list[Problem] | None = None) -> str:
    """Return the text of a file with plain line ends.

    Args:
        path: The file.
        problems: Takes the first byte that is not UTF-8; without it, such a file is unreadable.

    Raises:
        Unreadable: There is no such file, it is too large, or it is no text.
    """
    data = read_bytes(path)
    refuse_other_formats(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = _explain_bytes(data, error)
        if problems is None:
            raise Unreadable(problem.code, problem.message, problem.hint) from None
        problems.append(problem)
        text = data.decode("cp1252", "replace")
    return _BREAKS.sub("\n", text) if "\r" in text else text


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Return what a regular file holds; a pipe, a device or a folder is not opened to be read."""
    try:
        # Without waiting: opening a pipe would block until someone writes to it.
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except OSError as error:
        message = say("The file cannot be opened: {reason}", reason=name_reason(error))
        raise Unreadable("unreadable-file", message) from None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise Unreadable("not-a-file", say("This is not a file"))
        with os.fdopen(handle, "rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        message = say("The file cannot be read: {reason}", reason=name_reason(error))
        raise Unreadable("unreadable-file", message) from None
    if len(data) > limit:
        message = say("The file is larger than {size} MiB", size=limit // 1024 // 1024)
        raise Unreadable("file-too-large", message, say("Split the pack into a folder of files."))
    return data


def refuse_other_formats(data: bytes) -> None:
    """Refuse what is no UTF-8 text: an empty file, UTF-16, a document of an office program."""
    if not data.strip(b"\xef\xbb\xbf \r\n"):
        hint = say("To begin with examples: spacequiz new my-pack.yaml")
        raise Unreadable("empty-file", say("The file is empty"), hint)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[1:2] == b"\0" or data[:1] == b"\0":
        raise Unreadable(
            "not-utf8",
            say("The file is saved as UTF-16"),
            say("Save it again with the encoding UTF-8."),
        )
    if data[:4] == b"PK\x03\x04":
        hint = say(
            "Add a pack with: spacequiz packs add; bring a spreadsheet with: spacequiz convert"
        )
        raise Unreadable("not-text", say("This is a zip or an office document"), hint)
    if data[:4] in (b"%PDF", b"\xd0\xcf\x11\xe0"):
        hint = say("Save the questions as plain text, in UTF-8.")
        raise Unreadable("not-text", say("This is not a text file"), hint)
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise Unreadable(
            "not-text", say("This is not a text file: a zero byte stands in line {line}", line=line)
        )


def _explain_bytes(data: bytes, error: UnicodeDecodeError) -> Problem:
    """Return the place of the first byte that is no UTF-8 and the letter it was meant to be."""
    bad = data[error.start]
    before = _BREAKS.sub("\n", data[: error.start].decode("cp1252", "replace"))
    line = before.count("\n") + 1
    meant = bytes([bad]).decode("cp1252", "replace")
    byte = f"0x{bad:02X}"
    if meant == "\ufffd":
        message = say("Line {line} holds the byte {byte}, which is not UTF-8", line=line, byte=byte)
    else:
        message = say(
            "Line {line} holds the byte {byte}, which is not UTF-8; in Windows-1252 it is {letter}",
            line=line,
            byte=byte,
            letter=meant,
        )
    hint = say("Save the file again with the encoding UTF-8.")
    return Problem(len(before), "not-utf8", message, hint)


SUFFIXES = (".md", ".txt")
_BLANK = re.compile(r"\n[ \t]*\n\s*")


def find_document(folder: Path, name: str) -> Path:
    """Return the path of a document's text.

    Raises:
        Unreadable: The name leads out of the pack's folder, by dots or by a link.
    """
    hint = say("Put the text beside the pack and write its name only: file: handout.md")
    if PurePosixPath(name).suffix.lower() not in SUFFIXES and not _leads_out(name):
        message = say(
            "The file {name} is no text: its name must end in .md or .txt", name=shorten(name)
        )
        raise Unreadable("wrong-suffix", message, hint)
    return find_beside(folder, name, hint)


def _leads_out(name: str) -> bool:
    pure = PurePosixPath(name)
    return pure.is_absolute() or ".." in pure.parts or "\\" in name or ":" in name


def find_beside(folder: Path, name: str, hint: str) -> Path:
    """Return the path of a file beside a pack.

    Raises:
        Unreadable: There is none, or the name leads out of the pack's folder, by dots or by a link.
    """
    if _leads_out(name):
        message = say("The file {name} lies outside the pack's folder", name=shorten(name))
        raise Unreadable("outside-file", message, hint)
    path = folder
    for part in PurePosixPath(name).parts:
        path = path / part
        if path.is_symlink():
            message = say(
                "The file {name} is a link; a link may lead out of the folder", name=shorten(name)
            )
            raise Unreadable("outside-file", message, hint)
    if not path.is_file():
        raise Unreadable(
            "missing-file", say("There is no file {name} beside the pack", name=shorten(name)), hint
        )
    return path


def read_paragraphs(path: Path) -> tuple[str, ...]:
    """Return the paragraphs of a text, which blank lines part; what may not be shown is dropped.

    Raises:
        Unreadable: The text cannot be read as UTF-8.
    """
    text, _ = clean_text(load_text(path))
    return tuple(part.strip("\n").rstrip() for part in _BLANK.split(text) if part.strip())
