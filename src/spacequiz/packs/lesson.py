"""The lesson: what one code means, with an example before and after mending."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Lesson(NamedTuple):
    """Explain a code; the examples are keys of a question, of a pack's head, or whole lines."""

    meaning: str
    before: str = ""
    after: str = ""
    scope: Literal["question", "head", "file"] = "question"
