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
    from spacequiz.packs.pictures import OpenedPicture


@dataclass(frozen=True, slots=True)
class Revision:
    """Hold a pack as it was saved last."""

    title: str
    questions: tuple[Question, ...]
    """The questions without errors, and those with one as they were before it."""
    diagnostics: tuple[Diagnostic, ...]
    """Errors and warnings, in the order of the file."""
    edited: int | None
    """Which of the questions is new or was changed last; None if none was."""
    old: frozenset[str] = frozenset()
    """The ids of those that are as they were before an error."""

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
        self._broken: frozenset[str] = frozenset()

    def open_picture(self, card: Card, option: str = "") -> OpenedPicture | None:
        """Return the picture of a question, or of one of its options, where it can be shown."""
        from spacequiz.packs.pictures import open_picture

        return open_picture(self._path, dict(card.pictures).get(option))

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
        broken = frozenset(d.question for d in found if d.is_error and d.question)
        questions = _keep_broken(self._before, pack.questions, broken)
        old = frozenset(q.id for q in questions) - {q.id for q in pack.questions}
        edited = _find_edited(self._before, questions, broken ^ self._broken)
        # While nothing can be read, the teacher is about to mend it: what was before still counts.
        self._before, self._broken = questions or self._before, broken
        order = sorted(set(found), key=lambda d: (d.path, d.line, d.column))
        return Revision(pack.head.title, questions, tuple(order), edited, old)


def _keep_broken(
    before: tuple[Question, ...], now: tuple[Question, ...], broken: frozenset[str]
) -> tuple[Question, ...]:
    """Return the questions with those that have just an error in their old places, as they were."""
    found = list(now)
    ids = [question.id for question in now]
    place = 0
    for question in before:
        if question.id in ids:
            place = ids.index(question.id) + 1
        elif question.id in broken:
            found.insert(place, question)
            ids.insert(place, question.id)
            place += 1
    return tuple(found)


def _find_edited(
    before: tuple[Question, ...], now: tuple[Question, ...], turned: frozenset[str]
) -> int | None:
    """Return the first question that is new, reads otherwise, or was just broken or mended."""
    known = set(before)
    changed = (
        n for n, question in enumerate(now) if question not in known or question.id in turned
    )
    return next(changed, None)
