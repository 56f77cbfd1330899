"""Friendly words for what the YAML parser finds wrong."""

from __future__ import annotations

import re

import yaml

from spacequiz.language import say
from spacequiz.packs.diagnostics import Problem

_OWN_LETTER = re.compile(r"(?:^ *- |: )[ ]*(?P<letter>[*&@`%])", re.MULTILINE)
_CURLY = re.compile(r"^ *(?:- +)?(?:[a-z-]+: *)?[\u201c-\u201e\u2018-\u201a\xab\xbb]")
_NEAR = 300
"""How many characters before a broken place are looked at."""
_CLOSED = re.compile(r"(?:^ *- |: +|[\[{,] *)(?P<quote>[\"']).*(?P=quote) *$")
_KEY = re.compile(r" *(?:- +)?[a-z][a-z-]*")


def explain_syntax(error: yaml.YAMLError, text: str, start: int, end: int) -> Problem:
    """Return what the parser found, in words that need no knowledge of YAML."""
    said = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or ''}"
    if isinstance(error, yaml.reader.ReaderError):
        offset = min(start + int(error.position), end)
        return Problem(offset, "syntax", say("A character here cannot be read"), say("Remove it."))
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
        message = say("A text cannot begin with {character}", character=text[begun])
        return Problem(begun, "syntax", message, _advise_quotes())
    line = text[max(text.rfind("\n", 0, offset) + 1, offset - _NEAR) : offset]
    return Problem(_step_back(text, start, offset), "syntax", *_describe(said, line))


def _describe(said: str, line: str) -> tuple[str, str]:
    """Return message and hint for what the parser said of a line."""
    if ("expected key" in said or "<block end>" in said) and _CLOSED.search(line):
        return (
            say("Text goes on behind a closing quote"),
            say("Put quotes of the other kind around all of it: '\"Neil\" Armstrong'"),
        )
    if "mapping values" in said:
        return _describe_colon(line)
    for part, message, hint in _list_causes():
        if part in said:
            return message, hint
    return say("This is not YAML as packs use it"), _advise_indent()


def _describe_colon(line: str) -> tuple[str, str]:
    if _KEY.fullmatch(line):
        return (
            say("The line begins further in, or out, than the keys above it"),
            say(
                "Let it begin where they begin; or put quotes around the text above, if it belongs "
                "to it."
            ),
        )
    example = say('ask: "Pluto: planet or not?"')
    if _CURLY.match(line):
        hint = say(
            "Typographic quotes are a part of the text; use straight ones: {example}",
            example=example,
        )
    else:
        hint = say("Text with a colon and a space in it needs quotes: {example}", example=example)
    return say("A colon stands where no key can be"), hint


def _list_causes() -> tuple[tuple[str, str, str], ...]:
    """Return what the parser may say, and what that means.

    Both parsers of the library use these words, so a part of them is enough to know the cause.
    """
    quotes, indent = _advise_quotes(), _advise_indent()
    misfit = say("The line does not fit the ones above it")
    unclosed = say("A bracket or brace is opened and not closed, or a comma is missing")
    close = say("Close it, or put the text in quotes if the bracket belongs to it.")
    return (
        (
            "found character '\\t'",
            say("A tab stands where only spaces can be"),
            say("Replace the tab by spaces."),
        ),
        ("cannot start any token", say("A text cannot begin with this character"), quotes),
        (
            "found unexpected end of stream",
            say("A quote is opened here and never closed"),
            say("Close the quote, or double it where it belongs to the text: 'It''s'."),
        ),
        (
            "unknown escape character",
            say("A backslash in double quotes is followed by a character that means nothing"),
            say("Use single quotes, or double the backslash."),
        ),
        (
            "block sequence entries are not allowed",
            say("A dash stands where no list can begin"),
            say("Begin the list on a line of its own."),
        ),
        ("did not find expected key", misfit, indent),
        ("expected <block end>", misfit, indent),
        (
            "could not find expected ':'",
            say("A key without a colon"),
            say("Write key: value, with a space after the colon; longer text goes into quotes."),
        ),
        (
            "did not find expected '-'",
            say("A dash is missing, or the line is not indented enough"),
            indent,
        ),
        ("did not find expected ','", unclosed, close),
        ("expected ',' or", unclosed, close),
        (
            "found undefined tag handle",
            say("A tag (a word that begins with !) is not read"),
            quotes,
        ),
        (
            "while scanning a directive",
            say("A line begins with %, which means a directive"),
            quotes,
        ),
        ("alphabetic or numeric", say("A text cannot begin with & or *"), quotes),
        (
            "did not find expected <document start>",
            say("The file has text after its end, or a line that fits nothing"),
            indent,
        ),
    )


def _advise_quotes() -> str:
    return say("Put the text in quotes.")


def _advise_indent() -> str:
    return say(
        "Compare the indentation with the lines above; a quote that is not closed looks the same."
    )


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
