"""The preview: a pack while it is written, read again whenever its file is saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacequiz.packs.pack_files import stamp_files

if TYPE_CHECKING:
    from pathlib import Path

    from spacequiz.game.question import Question
    from spacequiz.game.views import Card
    from spacequiz.packs.diagnostics import Diagnostic
    from spacequiz.packs.pictures import Opened


@dataclass(frozen=True, slots=True)
class Revision:
    """Hold a pack as it was saved last."""

    title: str
    questions: tuple[Question, ...]
    """The questions without errors."""
    diagnostics: tuple[Diagnostic, ...]
    """Errors and warnings, in the order of the file."""
    edited: int | None
    """Which of the questions is new or was changed last; None if none was."""

    def about(self, index: int) -> tuple[Diagnostic, ...]:
        """Return what is said of one question."""
        name = self.questions[index].id
        return tuple(d for d in self.diagnostics if d.question == name)


class Preview:
    """Read a pack again when its files change.

    Args:
        path: A pack's file or folder.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: object = None
        self._files: tuple[str, ...] = ()
        self._before: tuple[Question, ...] = ()

    def open_picture(self, card: Card) -> Opened | None:
        """Return the picture of a question, where there is one that can be shown."""
        from spacequiz.packs.pictures import open_picture

        return open_picture(self._path, card.picture)

    def refresh(self) -> Revision | None:
        """Return the pack if it was saved since the last call."""
        stamp = stamp_files(self._path, self._files)
        if stamp == self._stamp:
            return None
        from spacequiz.packs.lint.run import check_packs
        from spacequiz.packs.read import read_closely

        reading = read_closely(self._path)
        pack = reading.pack
        self._files = tuple(str(file) for file in pack.files)
        self._stamp = stamp_files(self._path, self._files)
        found = [*pack.diagnostics, *check_packs([reading])]
        edited = _find_edited(self._before, pack.questions)
        # While nothing can be read, the teacher is about to mend it: what was before still counts.
        self._before = pack.questions or self._before
        order = sorted(set(found), key=lambda d: (d.path, d.line, d.column))
        return Revision(pack.head.title, pack.questions, tuple(order), edited)


def _find_edited(before: tuple[Question, ...], now: tuple[Question, ...]) -> int | None:
    """Return the first question that is new or reads otherwise than before."""
    known = set(before)
    return next((index for index, question in enumerate(now) if question not in known), None)
