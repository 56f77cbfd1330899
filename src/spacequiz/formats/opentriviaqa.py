"""The text files of OpenTriviaQA, whose lines are in different encodings; read only."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spacequiz.errors import PackError
from spacequiz.formats.common import CannotCarry, Draft, make_choice
from spacequiz.formats.decode import check_size, decode_line, decode_text, name_binary
from spacequiz.formats.intake import Intake, describe
from spacequiz.formats.keys import find_text
from spacequiz.game.kinds.choices import Wrong
from spacequiz.language import say, say_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacequiz.formats.common import Imported

LICENSE = "CC-BY-SA-4.0"

_OPTION = re.compile(r"([A-Z])(?: (.*))?")


@dataclass(slots=True)
class _Record:
    """Hold a question while its lines are read."""

    number: int
    ask: list[str] = field(default_factory=list)
    answer: str | None = None
    options: list[str] = field(default_factory=list)


def read(data: bytes, category: str = "") -> Imported:
    """Return the questions of a file; the category is the file's name in that collection."""
    intake = Intake()
    lines = list(_decode(data, intake))
    for record in _split(lines):
        _read_record(intake, record, category)
    return intake.finish(title=category, license_name=LICENSE)


def _decode(data: bytes, intake: Intake) -> Iterator[str]:
    check_size(data)
    if name := name_binary(data):
        raise PackError(say("This is no text but {thing}", thing=name))
    if b"\0" in data:
        # UTF-16 is one encoding for the whole file.
        text, note = decode_text(data)
        intake.note(note)
        yield from text.split("\n")
        return
    mixed = 0
    for line in re.split(b"\r\n|\n|\r", data.removeprefix(b"\xef\xbb\xbf")):
        text, windows = decode_line(line)
        mixed += windows
        yield text.strip()
    if mixed:
        intake.note(
            say_count(
                mixed,
                "{count} line of the file is not UTF-8; read as Windows-1252",
                "{count} lines of the file are not UTF-8; read as Windows-1252",
            )
        )


def _split(lines: list[str]) -> Iterator[_Record]:
    """Yield the records; a question's text may hold blank lines, its answers may not."""
    record: _Record | None = None
    for number, line in enumerate(lines, 1):
        if line.startswith("#Q"):
            if record:
                yield record
            record = _Record(number, [line[2:].strip()])
        elif record is None:
            continue
        elif line.startswith("^") and record.answer is None:
            record.answer = line[1:].strip()
        elif record.answer is None:
            record.ask.append(line)
        elif (found := _OPTION.fullmatch(line)) and ord(found[1]) - ord("A") >= len(record.options):
            record.options.append((found[2] or "").strip())
        elif line and record.options:
            record.options[-1] += f" {line}"
        elif line:
            record.answer += f" {line}"
    if record:
        yield record


def _read_record(intake: Intake, record: _Record, category: str) -> None:
    place, ask = say("line {number}", number=record.number), "\n".join(record.ask).strip()
    if not record.answer:
        intake.leave_out(describe(place, ask), say("the line with ^ and the answer is missing"))
        return
    try:
        place_of_key = find_text(record.answer, record.options)
        if place_of_key is None and record.options:
            raise CannotCarry(say("its answer is none of its options"))
    except CannotCarry as error:
        intake.leave_out(describe(place, ask), error)
        return
    answer = record.answer if place_of_key is None else record.options[place_of_key]
    wrong = [Wrong(text) for n, text in enumerate(record.options) if n != place_of_key]
    intake.add(Draft(ask, make_choice(answer, wrong), category=category), place)
