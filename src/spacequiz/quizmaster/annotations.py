"""The annotations: what a player says about a question, and what it says beside its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacequiz.game.question import Question
    from spacequiz.game.review import Memory
    from spacequiz.quizmaster.archive import Archive, Opened
    from spacequiz.save import Player, Save


class Annotations:
    """Keep a player's note and flag on one question.

    Args:
        save: Where note and flag are kept.
        archive: Where the document is found that the question cites.
        player: Whose note and flag these are.
        question: What they are about.
        memory: When the player meets the question again, where that is to be told.
    """

    def __init__(
        self,
        save: Save,
        archive: Archive,
        player: Player,
        question: Question,
        memory: Memory | None = None,
    ) -> None:
        self._save = save
        self._archive = archive
        self._player = player
        self._question = question
        self._memory = memory

    @property
    def remarks(self) -> tuple[str, ...]:
        """Return what belongs to the question beside its explanation, a line each."""
        lines = [f"Your note: {self.note}"] if self.note else []
        if self.flagged:
            lines.append("You reported this question.")
        if self._memory is not None:
            days = (self._memory.due - self._memory.reviewed).days
            lines.append("You meet it again " + (f"in {days} days." if days > 1 else "tomorrow."))
        return tuple(lines)

    @property
    def note(self) -> str:
        """Return the player's note."""
        return self._save.note(self._player, self._question.progress_key)

    def write_note(self, text: str) -> None:
        """Keep a note; an empty one removes it."""
        self._save.set_note(self._player, self._question.progress_key, text)

    @property
    def flagged(self) -> bool:
        """Return whether the player has flagged the question."""
        return self._save.is_flagged(self._player, self._question.address)

    def toggle_flag(self, reason: str = "") -> None:
        """Flag the question as bad, or take the flag back."""
        if self.flagged:
            self._save.unflag(self._player, self._question.address)
        else:
            self._save.flag(self._player, self._question.address, reason)

    def open_document(self) -> Opened | None:
        """Return the document that the question cites, where its pack ships the text."""
        return self._archive.open_document(self._question)
