"""The diagnostic: what is wrong with a pack and where; and its three forms in print."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Literal, NamedTuple

from spacequiz.language import say, say_count
from spacequiz.text import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Severity = Literal["error", "warning"]

_TAB = 4
_WINDOW = 100
_FEW, _LINES_NAMED = 3, 12
"""How many columns of a quoted line are shown: a line of a book is cut around the caret."""


class Problem(NamedTuple):
    """Say what is wrong at an offset of a text, before file, line and column are looked up."""

    offset: int
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    question: str = ""

    @property
    def sentence(self) -> str:
        """Return the message as a sentence of its own, with its full stop."""
        return say("{message}.", message=self.message)


class Diagnostic(NamedTuple):
    """Say what is wrong in a file, where, and what to do."""

    path: str
    line: int
    """From 1."""
    column: int
    """From 1, in characters."""
    severity: Severity
    code: str
    message: str
    hint: str = ""
    question: str = ""
    """The id of the question it concerns, if there is one."""
    quote: str = ""
    """The line as it stands in the file."""

    @property
    def is_error(self) -> bool:
        """Return whether the pack cannot be played because of it."""
        return self.severity == "error"


def count_severities(diagnostics: Iterable[Diagnostic]) -> tuple[int, int]:
    """Return how many errors and how many warnings there are."""
    errors = warnings = 0
    for diagnostic in diagnostics:
        if diagnostic.is_error:
            errors += 1
        else:
            warnings += 1
    return errors, warnings


def render_text(diagnostic: Diagnostic) -> str:
    """Return `file:line:column: severity code message`, the line with a caret, and the hint."""
    d = diagnostic
    place = f"{escape(d.path)}:{d.line}:{d.column}"
    severity = say("error") if d.is_error else say("warning")
    lines = [f"{place}: {severity} {d.code} {_one_line(d.message)}"]
    if d.quote.strip():
        quote, indent = _quote(d.quote, d.column)
        lines += [f"    {quote}", f"    {' ' * indent}^"]
    if d.hint:
        lines.append("    " + say("hint: {hint}", hint=_one_line(d.hint)))
    return "\n".join(lines)


def render_grouped(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield each finding as text; of many that say the same, the first one and where the others are."""
    groups: dict[tuple[str, str, str], list[Diagnostic]] = {}
    for d in diagnostics:
        groups.setdefault((d.path, d.code, d.message), []).append(d)
    for first, *others in groups.values():
        if len(others) < _FEW:
            yield from map(render_text, (first, *others))
            continue
        lines = ", ".join(str(d.line) for d in others[:_LINES_NAMED])
        more = ", …" if len(others) > _LINES_NAMED else ""
        told = say_count(
            len(others),
            "and {count} more of the same: line {lines}",
            "and {count} more of the same: line {lines}",
            lines=f"{lines}{more}",
        )
        yield f"{render_text(first)}\n    {told}"


def render_json(diagnostics: Iterable[Diagnostic]) -> str:
    """Return a JSON list of objects, one for each diagnostic."""
    return json.dumps([_as_object(d) for d in diagnostics], indent=2)


def render_github(diagnostic: Diagnostic) -> str:
    """Return a workflow command that GitHub shows beside the line of the file."""
    d = diagnostic
    text = f"{d.message}\n{d.hint}" if d.hint else d.message
    place = f"file={_property(d.path)},line={d.line},col={d.column},title={_property(d.code)}"
    return f"::{d.severity} {place}::{_data(text)}"


def _as_object(d: Diagnostic) -> dict[str, str | int]:
    return {
        "path": escape(d.path),
        "line": d.line,
        "column": d.column,
        "severity": d.severity,
        "code": d.code,
        "message": _one_line(d.message),
        "hint": _one_line(d.hint),
        "question": d.question,
    }


def _one_line(text: str) -> str:
    return escape(text.replace("\n", " "))


def _quote(line: str, column: int) -> tuple[str, int]:
    """Return the line as it can be printed, cut around the column, and the caret's indent."""
    start = max(0, column - 1 - _WINDOW // 2)
    cut = line[start : start + _WINDOW]
    before = _printable(cut[: column - 1 - start])
    shown = before + _printable(cut[column - 1 - start :])
    lead = "…" if start else ""
    tail = "…" if start + _WINDOW < len(line) else ""
    return f"{lead}{shown}{tail}", len(lead) + measure(before)


def _printable(text: str) -> str:
    return escape(text.replace("\t", " " * _TAB).replace("\xa0", " "))


def measure(text: str) -> int:
    """Return how many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(_width(c) for c in text)


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _data(text: str) -> str:
    shown = "\n".join(escape(line) for line in text.split("\n"))
    return shown.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
