"""What each code of a diagnostic means, with an example before and after mending."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal, NamedTuple


class Lesson(NamedTuple):
    """Explain a code; the examples are keys of a question, of a pack's head, or whole lines."""

    meaning: str
    before: str = ""
    after: str = ""
    scope: Literal["question", "head", "file"] = "question"


_GROUPS = {
    group: {code: Lesson(**lesson) for code, lesson in lessons.items()}
    for group, lessons in tomllib.loads(
        Path(__file__).with_suffix(".toml").read_text("utf-8")
    ).items()
}

LINT_LESSONS: dict[str, Lesson] = _GROUPS["lint"]
"""The codes of what the rules advise against."""
LESSONS: dict[str, Lesson] = {**_GROUPS["file"], **_GROUPS["question"], **LINT_LESSONS}
