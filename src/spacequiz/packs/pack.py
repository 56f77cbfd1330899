"""The pack: its head, its documents and its questions, as they were read and checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spacequiz.packs.diagnostics import count_severities

if TYPE_CHECKING:
    from pathlib import Path

    from spacequiz.game.question import Question
    from spacequiz.packs.diagnostics import Diagnostic

MAX_PASSAGE = 4000
"""How many characters of a document are shown after an answer."""


@dataclass(frozen=True, slots=True)
class Document:
    """Hold what questions are built from, with its text where the pack ships it."""

    id: str
    title: str
    author: str = ""
    publisher: str = ""
    year: str = ""
    url: str = ""
    count: int = 0
    """How many paragraphs it has; 0 if nobody says."""
    paragraphs: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        """Return where it can be read: who wrote and published it, when, and the link."""
        return ", ".join(filter(None, (self.author, self.publisher, self.year, self.url)))

    def cite(self, numbers: tuple[int, ...]) -> str:
        """Return the text of the paragraphs, counted from 1, or "" if the pack ships none."""
        found = [self.paragraphs[n - 1] for n in numbers if 0 < n <= len(self.paragraphs)]
        passage = "\n\n".join(found)
        return passage if len(passage) <= MAX_PASSAGE else passage[: MAX_PASSAGE - 1] + "…"


@dataclass(frozen=True, slots=True)
class Head:
    """Hold what a pack says about itself."""

    id: str
    title: str
    language: str = "en"
    description: str = ""
    authors: tuple[str, ...] = ()
    license: str = ""
    translates: str = ""
    explanations_required: bool = True
    documents: dict[str, Document] = field(default_factory=dict)
    version: str = ""
    """What its author calls this state of it."""
    home: str = ""
    """Where on the web its author keeps it; shown, and never opened."""
    story: bool = False
    """Whether its questions, as they are written, are in the order of a story."""


@dataclass(frozen=True, slots=True)
class Pack:
    """Hold a pack with everything that was found wrong in it."""

    path: Path
    head: Head
    questions: tuple[Question, ...]
    """The questions without errors."""
    diagnostics: tuple[Diagnostic, ...] = ()
    files: tuple[Path, ...] = ()
    """The files it was read from; a change in one of them changes the pack."""
    id_place: tuple[int, int, str] = (1, 1, "")
    """Line, column and text of the line where the id stands."""

    @property
    def errors(self) -> int:
        """Return how many errors there are; a pack with one is not played."""
        return count_severities(self.diagnostics)[0]
