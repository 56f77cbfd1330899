"""The verdict: what can be typed while one waits to be read."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from spacequiz.language import say
from spacequiz.plain import pages
from spacequiz.words.verdicts import describe_rule

if TYPE_CHECKING:
    from spacequiz.plain.lines import Lines
    from spacequiz.quizmaster import Quizmaster


class Turn(Enum):
    """Say what the game does after a line that was typed at a verdict."""

    GO_ON = auto()
    READ_AGAIN = auto()
    """The verdict is another one now."""
    STOP = auto()


class VerdictPrompt:
    """Wait at a verdict, and do what is typed there.

    Args:
        quizmaster: Runs the game.
        lines: Where the player types.
    """

    def __init__(self, quizmaster: Quizmaster, lines: Lines) -> None:
        self._quizmaster = quizmaster
        self._lines = lines

    def wait(self) -> Turn:
        """Return how the game goes on, once the player says so."""
        quizmaster = self._quizmaster
        while True:
            line = (self._lines.ask(pages.go_on(quizmaster.view)) or "").strip()
            match line.lower():
                case "":
                    quizmaster.go_on()
                    return Turn.GO_ON
                case "q":
                    return Turn.STOP
                case "=" if quizmaster.view.can_claim:
                    quizmaster.claim()
                    return Turn.READ_AGAIN
                case "+" if quizmaster.view.can_be_sure:
                    quizmaster.be_sure()
                    return Turn.READ_AGAIN
                case "-" if quizmaster.view.can_ask_again:
                    quizmaster.want_again()
                    return Turn.READ_AGAIN
                case "u" if quizmaster.view.can_undo:
                    quizmaster.undo()
                    return Turn.GO_ON
            self._lines.say(self._reply(line))

    def _reply(self, line: str) -> str:
        """Do what a line says and that leaves the verdict standing, and return what came of it."""
        view = self._quizmaster.view
        letter, text = line[:1].lower(), line[1:].strip()
        match letter:
            case "n" if not line[1:2].isalpha():
                return self._write_note(text)
            case "!":
                return self._report(text)
            case "w" if not text:
                return pages.whys(view) or say("There is nothing more to say against the others.")
            case "v" if not text:
                judged = view.reveal.judged if view.reveal else None
                if judged is None:
                    return say("Nothing decided but the answer itself.")
                return describe_rule(judged)
            case "z" if not text:
                return self._set_aside()
            case "p" if not text and self._quizmaster.annotations.can_read:
                return self._open()
            case "?":
                return pages.help_for_verdict(view, can_read=self._quizmaster.annotations.can_read)
        return say("That can't be done here. Enter goes on, ? lists what else there is.")

    def _set_aside(self) -> str:
        self._quizmaster.toggle_aside()
        if self._quizmaster.annotations.aside:
            return say("Set aside: reviews leave it out. Another z takes it back.")
        return say("Reviews ask it again.")

    def _write_note(self, text: str) -> str:
        notes = self._quizmaster.annotations
        if not text:
            kept = say("Your note, enter alone to keep it as it is: ")
            text = self._lines.ask(kept if notes.note else say("Your note: ")) or ""
        if not text:
            return say("Nothing was changed.")
        notes.write_note("" if text == NOTHING else text)
        if text == NOTHING:
            return say("Your note is gone.")
        return say("Noted. You see it after each answer.")

    def _open(self) -> str:
        opened = self._quizmaster.annotations.open_document()
        return pages.document(opened) if opened else say("It is not there any more.")

    def _report(self, reason: str) -> str:
        notes = self._quizmaster.annotations
        if notes.flagged:
            notes.toggle_flag()
            return say("Your report is taken back.")
        said = reason or self._lines.ask(say("What is wrong with it? Enter alone is enough: "))
        if said is None:
            return say("Nothing was changed.")
        notes.toggle_flag(said)
        return say("Reported. It is kept with your answers, for whoever gets them.")


NOTHING = "-"
"""Typed as a note, it takes the note away."""
