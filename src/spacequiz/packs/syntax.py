"""Friendly words for what the YAML parser finds wrong."""

from __future__ import annotations

import re

import yaml

from spacequiz.packs.diagnostics import Problem

_EXAMPLE = 'ask: "Pluto: planet or not?"'
_COLON = f"Text with a colon and a space in it needs quotes: {_EXAMPLE}"
_INDENT = "Compare the indentation with the lines above; a quote that is not closed looks the same."

# Both parsers of the library use these words, so a part of them is enough to know the cause.
_WORDS: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "A colon stands where no key can be", _COLON),
    (
        "found character '\\t'",
        "A tab stands where only spaces can be",
        "Replace the tab by spaces.",
    ),
    (
        "cannot start any token",
        "A text cannot begin with this character",
        "Put the text in quotes.",
    ),
    (
        "found unexpected end of stream",
        "A quote is opened here and never closed",
        "Close the quote, or double it where it belongs to the text: 'It''s'.",
    ),
    (
        "unknown escape character",
        "A backslash in double quotes is followed by a character that means nothing",
        "Use single quotes, or double the backslash.",
    ),
    (
        "block sequence entries are not allowed",
        "A dash stands where no list can begin",
        "Begin the list on a line of its own.",
    ),
    ("did not find expected key", "The line does not fit the ones above it", _INDENT),
    ("expected <block end>", "The line does not fit the ones above it", _INDENT),
    (
        "could not find expected ':'",
        "A key without a colon",
        "Write key: value, with a space after the colon; longer text goes into quotes.",
    ),
    ("did not find expected '-'", "A dash is missing, or the line is not indented enough", _INDENT),
    (
        "did not find expected ','",
        "A bracket or brace is opened and not closed, or a comma is missing",
        "Close it, or put the text in quotes if the bracket belongs to it.",
    ),
    (
        "expected ',' or",
        "A bracket or brace is opened and not closed, or a comma is missing",
        "Close it, or put the text in quotes if the bracket belongs to it.",
    ),
    (
        "found undefined tag handle",
        "A tag (a word that begins with !) is not read",
        "Put the text in quotes.",
    ),
    (
        "while scanning a directive",
        "A line begins with %, which means a directive",
        "Put the text in quotes.",
    ),
    (
        "alphabetic or numeric",
        "A text cannot begin with & or *",
        "Put the text in quotes.",
    ),
    (
        "did not find expected <document start>",
        "The file has text after its end, or a line that fits nothing",
        _INDENT,
    ),
)
_OWN_LETTER = re.compile(r"(?:^ *- |: )[ ]*(?P<letter>[*&@`%])", re.MULTILINE)
_CURLY = re.compile(r"^ *(?:- +)?(?:[a-z-]+: *)?[\u201c-\u201e\u2018-\u201a\xab\xbb]")
_NEAR = 300
"""How many characters before a broken place are looked at."""
_CLOSED = re.compile(r"(?:^ *- |: +|[\[{,] *)(?P<quote>[\"']).*(?P=quote) *$")
_AFTER_QUOTE = (
    "Text goes on behind a closing quote",
    "Put quotes of the other kind around all of it: '\"Neil\" Armstrong'",
)
_KEY = re.compile(r" *(?:- +)?[a-z][a-z-]*")
_SHIFTED = (
    "The line begins further in, or out, than the keys above it",
    "Let it begin where they begin; or put quotes around the text above, if it belongs to it.",
)
_ANYTHING = ("This is not YAML as packs use it", _INDENT)


def explain_syntax(error: yaml.YAMLError, text: str, start: int, end: int) -> Problem:
    """Return what the parser found, in words that need no knowledge of YAML."""
    said = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or ''}"
    if isinstance(error, yaml.reader.ReaderError):
        offset = min(start + int(error.position), end)
        return Problem(offset, "syntax", "A character here cannot be read", "Remove it.")
    mark = getattr(error, "problem_mark", None)
    opened = "flow sequence" in said or "flow mapping" in said
    if (
        "end of stream" in said
        or ("quoted scalar" in said and "document indicator" in said)
        or (opened and not _stays_on_line(error))
    ):
        mark = getattr(error, "context_mark", None) or mark
    offset = end if mark is None else min(start + mark.index, end)
    begun = _find_first_letter(text, start, offset)
    if begun is not None:
        message = f"A text cannot begin with {text[begun]}"
        return Problem(begun, "syntax", message, "Put the text in quotes.")
    line = text[max(text.rfind("\n", 0, offset) + 1, offset - _NEAR) : offset]
    if ("expected key" in said or "<block end>" in said) and _CLOSED.search(line):
        return Problem(_step_back(text, start, offset), "syntax", *_AFTER_QUOTE)
    if "mapping values" in said and _KEY.fullmatch(line):
        return Problem(_step_back(text, start, offset), "syntax", *_SHIFTED)
    for part, message, hint in _WORDS:
        if part in said:
            if hint == _COLON and _CURLY.match(line):
                hint = f"Typographic quotes are a part of the text; use straight ones: {_EXAMPLE}"
            return Problem(_step_back(text, start, offset), "syntax", message, hint)
    return Problem(_step_back(text, start, offset), "syntax", *_ANYTHING)


def _stays_on_line(error: yaml.YAMLError) -> bool:
    """Return whether a list in brackets is broken on the line on which it begins."""
    begin, mark = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    return begin is None or mark is None or begin.line == mark.line


def _find_first_letter(text: str, start: int, offset: int) -> int | None:
    """Return where the text on this line or the one before begins with a character of YAML's own."""
    line = text.rfind("\n", start, max(start, text.rfind("\n", start, offset))) + 1
    for found in _OWN_LETTER.finditer(text, max(start, line), offset + 1):
        return found.start("letter")
    return None


def _step_back(text: str, start: int, offset: int) -> int:
    """Return the offset, or the last character of the text if it points behind the end."""
    if offset < len(text):
        return offset
    return max(start, len(text.rstrip()) - 1)
