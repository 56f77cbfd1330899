"""Reports of bad questions as a file that goes back to a pack's author: written and read."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from spacequiz.errors import PackError, UsageError, name_reason
from spacequiz.game.statistics import Flag
from spacequiz.language import say
from spacequiz.text import clean_line, escape

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MAX_BYTES = 4 * 1024 * 1024
MOST_FLAGS = 20_000
_MOST_TEXT = 500
_FORM = "spacequiz-flags"
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def write_flags(flags: Iterable[Flag]) -> bytes:
    """Return a file with reports; whose they are is not in it."""
    reports = [
        {
            "question": flag.address,
            "reason": flag.reason,
            "answered": list(flag.response),
            "when": flag.flagged,
        }
        for flag in flags
    ]
    text = json.dumps({_FORM: 1, "reports": reports}, ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def read_flags(path: Path) -> list[Flag]:
    """Return the reports of a file that somebody sent, each text cleaned.

    Raises:
        UsageError: The file cannot be read.
        PackError: It holds no reports.
    """
    where = escape(str(path))
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(
            say("The file cannot be read: {reason}.", reason=name_reason(error)), where=where
        ) from None
    try:
        found = json.loads(data) if len(data) <= MAX_BYTES else None
    except (ValueError, RecursionError):
        found = None
    reports = found.get("reports") if isinstance(found, dict) and _FORM in found else None
    if not isinstance(reports, list):
        hint = say("Such a file is written by: spacequiz packs flags -o FILE")
        raise PackError(say("The file holds no reports of questions."), where=where, hint=hint)
    return [_read_flag(each) for each in reports[:MOST_FLAGS] if isinstance(each, dict)]


def _read_flag(report: dict[str, Any]) -> Flag:
    answered = report.get("answered")
    texts = answered if isinstance(answered, list) else []
    when = str(report.get("when", ""))
    return Flag(
        _clean(report.get("question")),
        "",
        _clean(report.get("reason")),
        when if _TIME.fullmatch(when) else "1970-01-01T00:00:00Z",
        tuple(_clean(text) for text in texts[:20]),
    )


def _clean(text: object) -> str:
    return clean_line(text, _MOST_TEXT) if isinstance(text, str) else ""
