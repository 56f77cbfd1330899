"""Looking back on what was played, and up what questions are built from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from spacequiz.game.modes import MODES
from spacequiz.game.records import Answer, Verdict
from spacequiz.game.statistics import follow_habit
from spacequiz.game.views import Played, deal_card, reveal_answer
from spacequiz.language import say, say_count

if TYPE_CHECKING:
    from pathlib import Path

    from spacequiz.clock import Clock
    from spacequiz.game.question import Question
    from spacequiz.game.review import Memory
    from spacequiz.game.statistics import (
        CategoryTotal,
        DayTotal,
        Habit,
        HardQuestion,
        Leader,
        Totals,
    )
    from spacequiz.game.views import Card
    from spacequiz.packs.bank import Bank
    from spacequiz.packs.pictures import OpenedPicture
    from spacequiz.save import Player, Save


MOST_HARD = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold how a player is doing."""

    today: date
    totals: Totals
    habit: Habit
    days: tuple[DayTotal, ...]
    categories: tuple[CategoryTotal, ...]
    hardest: tuple[HardQuestion, ...]
    forecast: tuple[int, ...]
    """How many questions are due, today and on each of the days that follow."""
    leaders: dict[str, tuple[Leader, ...]]
    """The best players of each mode that was played."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Hold a document that is open at the cited place."""

    title: str
    paragraphs: tuple[str, ...]
    """Empty where its pack does not ship the text."""
    cited: tuple[int, ...]
    """Counted from 1."""
    reference: str = ""
    """Who wrote and published it, when, and the link, as far as the pack says so."""


def show_answer(question: Question) -> Played:
    """Return a question with its answer and the reason, as if it was skipped."""
    key = question.progress_key
    skipped = Answer(0, question.address, key, (), Verdict.SKIPPED, 0.0, 0, 0.0)
    card = deal_card(question, 0, "", taken=frozenset(), free=frozenset())
    return Played(card, reveal_answer(question, skipped, "", None))


def find_path(bank: Bank, pack: str) -> Path | None:
    """Return where a pack lies; None if it is gone."""
    return next((info.path for info in bank.packs() if info.id == pack), None)


def open_picture_of(bank: Bank, card: Card, option: str = "") -> OpenedPicture | None:
    """Return the picture of a question, or of one of its options, where it can be shown."""
    picture = dict(card.pictures).get(option)
    path = find_path(bank, card.address.partition("/")[0]) if picture else None
    if path is None:
        return None
    from spacequiz.packs.pictures import open_picture

    return open_picture(path, picture)


class Archive:
    """Look things up for any player.

    Args:
        bank: Where questions are.
        save: What was played.
        clock: Tells the player's day.
    """

    def __init__(self, bank: Bank, save: Save, clock: Clock) -> None:
        self._bank = bank
        self._save = save
        self._clock = clock

    def look_up(self, address: str) -> Played | None:
        """Return a question with its answer and the reason; None if it is gone."""
        return next(map(show_answer, self._bank.questions((address,))), None)

    def can_read(self, question: Question) -> bool:
        """Return whether the pack has the text of what a question cites, or says where it is."""
        cited = question.citation.document if question.citation else ""
        return any(
            document.readable
            for info in self._bank.packs()
            if info.id == question.pack
            for document in info.documents
            if document.id == cited
        )

    def open_document(self, question: Question) -> Opened | None:
        """Return the document that a question cites, or what the pack says of where it is."""
        citation = question.citation
        if citation is None:
            return None
        path = find_path(self._bank, question.pack)
        if path is None:
            return None
        from spacequiz.packs.read import read_pack

        document = read_pack(path).head.documents.get(citation.document)
        if document is None or not (document.paragraphs or document.reference):
            return None
        paragraphs, cited = document.paragraphs, citation.paragraphs
        return Opened(document.title, paragraphs, cited, document.reference)

    def open_picture(self, card: Card, option: str = "") -> OpenedPicture | None:
        """Return the picture of a question, or of one of its options, where it can be shown."""
        return open_picture_of(self._bank, card, option)

    def standing(self, player: Player) -> Standing:
        """Return how a player is doing."""
        save, today = self._save, self._clock.today()
        days = save.days(player)
        played = [date.fromisoformat(total.day) for total in days if total.games]
        boards = {mode.name: save.leaders(mode.name) for mode in MODES.values() if mode.scored}
        return Standing(
            today=today,
            totals=save.totals(player),
            habit=follow_habit(played, today),
            days=tuple(days),
            categories=tuple(save.categories(player)),
            hardest=tuple(save.hardest(player, MOST_HARD)),
            forecast=tuple(save.forecast(player)),
            leaders={mode: tuple(board) for mode, board in boards.items() if board},
        )


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
        lines = [say("Your note: {note}", note=self.note)] if self.note else []
        if self.flagged:
            lines.append(say("You reported this question."))
        if self.aside:
            lines.append(say("Set aside: reviews leave it out."))
        elif self._memory is not None:
            days = (self._memory.due - self._memory.reviewed).days
            lines.append(_tell_next(days))
        return tuple(lines)

    @property
    def note(self) -> str:
        """Return the player's note."""
        return self._save.note(self._player, self._question.progress_key)

    def write_note(self, text: str) -> None:
        """Keep a note; an empty one removes it."""
        self._save.set_note(self._player, self._question.progress_key, text)

    @property
    def aside(self) -> bool:
        """Return whether the player has set the question aside."""
        return self._question.progress_key in self._save.list_aside(self._player)

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

    @property
    def can_read(self) -> bool:
        """Return whether what the question cites can be opened."""
        return self._archive.can_read(self._question)

    def open_document(self) -> Opened | None:
        """Return the document that the question cites, or what the pack says of where it is."""
        return self._archive.open_document(self._question)


def _tell_next(days: int) -> str:
    """Say in how many days a question comes back."""
    if days <= 1:
        return say("You meet it again tomorrow.")
    return say_count(
        days, "You meet it again in {count} day.", "You meet it again in {count} days."
    )
