"""What each code of a diagnostic means, with an example before and after mending."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple


class Lesson(NamedTuple):
    """Explain a code; the examples are keys of a question, of a pack's head, or whole lines."""

    meaning: str
    before: str = ""
    after: str = ""
    scope: Literal["question", "head", "file"] = "question"


@cache
def _read(language: str) -> dict[str, dict[str, dict[str, str]]]:
    name = "lessons.toml" if language == "en" else f"lessons.{language}.toml"
    try:
        return tomllib.loads((Path(__file__).parent / name).read_text("utf-8"))
    except FileNotFoundError:
        return {}


def load_lessons(language: str = "en") -> dict[str, Lesson]:
    """Return the lessons in a language; what it does not say is as in English."""
    found: dict[str, dict[str, str]] = {}
    for each in ("en", language):
        for group in _read(each).values():
            for code, lesson in group.items():
                found[code] = found.get(code, {}) | lesson
    return {code: Lesson(**lesson) for code, lesson in found.items()}  # type: ignore[arg-type]


LINT_CODES = frozenset(_read("en")["lint"])
"""The codes of what the rules advise against."""
