"""The plain game: prints a question, reads a line, prints the verdict with its reason."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, TextIO

from spacequiz.game.kinds import Kind, Way
from spacequiz.game.kinds.choices import read_truth
from spacequiz.game.records import CONFIDENCE, Aid, Setup
from spacequiz.game.views import Card, Phase, View
from spacequiz.language import say
from spacequiz.plain import pages
from spacequiz.plain.arranging import UnclearError, read_arrangement
from spacequiz.plain.lines import Lines
from spacequiz.plain.verdict import Turn, VerdictPrompt
from spacequiz.words.verdicts import ask_back, name_confidence

if TYPE_CHECKING:
    from spacequiz.game.kinds.body import Response
    from spacequiz.quizmaster import Quizmaster
    from spacequiz.words import Glyphs


class _Step(Enum):
    """Say what the game does after a line was read."""

    ASK_AGAIN = auto()
    GO_ON = auto()
    STOP = auto()


class PlainGame:
    """Play one game over two streams. What is printed is only ever added to.

    Args:
        quizmaster: Runs the game.
        stdin: Where answers are read from, a line each.
        stdout: Where everything is printed.
        glyphs: What the marks look like.
        in_menu: Whether the menu goes on with a game that was left.
    """

    def __init__(
        self,
        quizmaster: Quizmaster,
        stdin: TextIO,
        stdout: TextIO,
        glyphs: Glyphs,
        *,
        in_menu: bool = False,
    ) -> None:
        self._quizmaster = quizmaster
        self._lines = Lines(stdin, stdout)
        self._glyphs = glyphs
        self._told = 0
        self._in_menu = in_menu

    def play(self, setup: Setup | None) -> int:
        """Play a game to its end, to `q`, or to the end of input, and return the exit code.

        Args:
            setup: What to play; None goes on with the game that was left.

        Raises:
            UsageError: No question fits the set-up, or no game was left.
        """
        quizmaster = self._quizmaster
        view = quizmaster.start(setup) if setup else quizmaster.resume_newest()
        self._tell_news()
        broken = [pack for pack in quizmaster.bank.packs() if not pack.playable]
        if broken and not quizmaster.setup.packs:
            self._print(pages.left_out(broken))
        self._print(pages.opening(quizmaster.summarize(), view.total))
        while view.phase is not Phase.FINISHED:
            self._print(pages.question(view, quizmaster.remaining))
            if not self._ask(view) or not self._follow():
                self._print(pages.stopped(quizmaster.trouble, in_menu=self._in_menu))
                break
            view = quizmaster.view
        self._print(pages.results(quizmaster.summarize(), self._glyphs))
        return 0

    def _follow(self) -> bool:
        """Print the verdict, where there is one, and go on; False to stop the game."""
        view = self._quizmaster.view
        while view.phase is Phase.REVEALED:
            self._reveal(view)
            if not self._waits(view):
                self._quizmaster.go_on()
                return True
            turn = VerdictPrompt(self._quizmaster, self._lines).wait()
            if turn is Turn.STOP:
                return False
            if turn is Turn.GO_ON:
                return True
            view = self._quizmaster.view
        return True

    def _reveal(self, view: View) -> None:
        """Print the verdict, and how the game stands."""
        quizmaster = self._quizmaster
        self._print(pages.reveal(view, self._glyphs, quizmaster.annotations.remarks))
        if not view.last:
            self._print(pages.score(view, scored=quizmaster.scored))
        self._tell_news()
        if quizmaster.trouble:
            self._print(f"! {quizmaster.trouble}")

    def _tell_news(self) -> None:
        """Print what became of the save file since it was last told."""
        notices = self._quizmaster.save.notices
        for notice in notices[self._told :]:
            self._print(notice)
        self._told = len(notices)

    def _waits(self, view: View) -> bool:
        """Return whether a verdict waits for a line: scripts count theirs without it."""
        timed = view.timer is not None and (not view.last or view.can_claim)
        return timed or self._lines.at_terminal

    def _ask(self, view: View) -> bool:
        """Read lines until the question is answered or skipped; False to stop the game."""
        assert view.card is not None
        while True:
            line = self._lines.ask(pages.prompt(view.card))
            if line is None:
                return False
            if self._quizmaster.remaining == 0:
                self._quizmaster.time_out()
                return True
            step = self._take(line, self._card)
            if step is not _Step.ASK_AGAIN:
                return step is _Step.GO_ON

    @property
    def _card(self) -> Card:
        card = self._quizmaster.view.card
        assert card is not None
        return card

    def _take(self, line: str, card: Card) -> _Step:
        """Do what a line says."""
        match line.lower():
            case "q" if not self._answers(line, card):
                return _Step.STOP
            case "?":
                self._print(self._help())
                return _Step.ASK_AGAIN
            case "h" if not self._answers(line, card):
                return self._aid(Aid.HINT, say("There is no hint for this question."))
            case "f" if card.kind is not Kind.TRUE_FALSE and not self._answers(line, card):
                return self._aid(Aid.FIFTY_FIFTY, say("Nothing can be taken away here."))
            case "s" | "skip" if not self._answers(line, card):
                self._quizmaster.skip()
                return _Step.GO_ON
            case "x" if Aid.SWAP in card.aids:
                self._quizmaster.take_aid(Aid.SWAP)
                return _Step.GO_ON
            case "u" if self._quizmaster.view.can_undo and not card.takes_words:
                self._quizmaster.undo()
                return _Step.GO_ON
            case "w" if self._quizmaster.view.prizes:
                self._quizmaster.walk_away()
                return _Step.GO_ON
        return self._answer(line, card)

    def _answer(self, line: str, card: Card) -> _Step:
        """Answer with a line, unless it is not clear what it says."""
        try:
            response = _read_response(line, card, self._quizmaster.editions.language)
        except UnclearError as fault:
            self._print(f"{fault} {pages.advice(card)}" if line else pages.advice(card))
            return _Step.ASK_AGAIN
        if response is None:
            self._print(pages.advice(card))
            return _Step.ASK_AGAIN
        view = self._quizmaster.answer(response, self._ask_how_sure())
        if view.phase is Phase.ASKING and view.again:
            self._print(ask_back(view.again))
            return _Step.ASK_AGAIN
        return _Step.GO_ON

    def _ask_how_sure(self) -> Aid | None:
        """Return how sure the player is, if that is to be asked; scripts count their lines."""
        if not (self._lines.at_terminal and self._quizmaster.asks_how_sure):
            return None
        said = (self._lines.ask(pages.how_sure()) or "").lower()
        names = enumerate(map(name_confidence, CONFIDENCE), 1)
        at = next((number for number, name in names if _names(said, number, name)), 2)
        return CONFIDENCE[at - 1]

    def _answers(self, line: str, card: Card) -> bool:
        """Return whether a letter is an answer here rather than a command: S for sulfur, sí."""
        if card.kind is Kind.TRUE_FALSE:
            languages = (card.language, self._quizmaster.editions.language)
            return read_truth(line, *languages) is not None
        return card.takes_words and self._quizmaster.is_right((line,))

    def _help(self) -> str:
        quizmaster = self._quizmaster
        view, scored = quizmaster.view, quizmaster.scored
        keys = pages.help_for(view, scored=scored, waits=self._waits(view))
        return f"{pages.guide(quizmaster.setup.mode)}\n{keys}"

    def _aid(self, aid: Aid, otherwise: str) -> _Step:
        if aid in self._card.aids:
            self._quizmaster.take_aid(aid)
        # What was taken before is said again: it may have scrolled away.
        card = self._card
        taken = card.hint if aid is Aid.HINT else card.removed and pages.options(card)
        self._print(taken or otherwise)
        return _Step.ASK_AGAIN

    def _print(self, text: str) -> None:
        self._lines.say(text)


def _names(said: str, number: int, words: str) -> bool:
    """Return whether a line means one of numbered choices, by its number or its first letters."""
    return said == str(number) or (bool(said) and words.lower().startswith(said))


def _read_response(line: str, card: Card, *languages: str) -> Response | None:
    """Return what a line answers, or None if it cannot be an answer.

    Args:
        line: What was typed.
        card: The question.
        languages: Whose words for true and false count beside the pack's.

    Raises:
        UnclearError: The line is no order or no pairs, and it can be said why.
    """
    if card.way is Way.TYPE:
        return (line,) if line else None
    if card.way in (Way.ARRANGE, Way.PAIR):
        return read_arrangement(line, card)
    if card.kind is Kind.TRUE_FALSE and (truth := read_truth(line, card.language, *languages)):
        return (truth,)
    words = line.replace(",", " ").split()
    numbers = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 4]
    if not words or len(numbers) != len(words):
        return None
    if any(not 1 <= number <= len(card.options) for number in numbers):
        return None
    picked = tuple(dict.fromkeys(card.options[number - 1] for number in numbers))
    if any(option in card.removed for option in picked):
        return None
    return picked if len(picked) == 1 or card.way is Way.PICK_MANY else None
