"""What all formats share: the draft of a question, the loss, and the two results."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from spacequiz.game.kinds import Difficulty
from spacequiz.game.question import Choice, TrueFalse, Wrong

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacequiz.game.question import Body, Question

TRUTHS = {
    "en": ("True", "False"),
    "es": ("Verdadero", "Falso"),
    "de": ("Wahr", "Falsch"),
    "fr": ("Vrai", "Faux"),
    "it": ("Vero", "Falso"),
    "pt": ("Verdadeiro", "Falso"),
}
"""How formats that know only options name the two sides of a statement, by language."""

TAG_OF_DIFFICULTY = "difficulty:"
"""How formats that know tags, but no difficulty, carry the difficulty."""


class Loss(NamedTuple):
    """Say what could not be carried over, and of which question."""

    question: str
    """Its id, or its place in the file; empty if the whole file is meant."""
    what: str


@dataclass(slots=True)
class Draft:
    """Hold a question as another format tells it: not yet cleaned, measured or named."""

    ask: str
    body: Body
    name: str = ""
    """What the other format calls it; its id is made of that, or else of its text."""
    explain: str = ""
    category: str = ""
    difficulty: Difficulty = Difficulty.MEDIUM
    hint: str = ""
    tags: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Imported:
    """Hold what a file of another format brought; the questions belong to no pack yet."""

    questions: tuple[Question, ...]
    losses: tuple[Loss, ...] = ()
    left_out: int = 0
    """How many questions could not be carried at all."""
    title: str = ""
    license: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """Hold the file that questions were written to."""

    data: bytes
    losses: tuple[Loss, ...] = ()
    left_out: int = 0


class Heading(Protocol):
    """Know what a pack says about itself; a pack's head does."""

    @property
    def id(self) -> str:
        """Return the pack's id."""

    @property
    def title(self) -> str:
        """Return the pack's title."""

    @property
    def language(self) -> str:
        """Return the pack's language."""


class CannotCarry(Exception):  # noqa: N818  # It ends one question, not the conversion.
    """Say why a question cannot be carried at all."""


def name_truths(language: str) -> tuple[str, str]:
    """Return the words for true and false in a language, or else in English."""
    return TRUTHS.get(language.split("-")[0].lower(), TRUTHS["en"])


def make_choice(answer: str, wrong: Iterable[Wrong]) -> Body:
    """Return a choice; a statement, if the two options say no more than true and false."""
    options = tuple(wrong)
    if len(options) == 1 and not options[0].why:
        words = (answer.strip().casefold(), options[0].text.strip().casefold())
        for truths in TRUTHS.values():
            true, false = (word.casefold() for word in truths)
            if words in ((true, false), (false, true)):
                return TrueFalse(words[0] == true)
    return Choice(answer, options)


def split_difficulty(tags: Sequence[str]) -> tuple[list[str], Difficulty]:
    """Return the tags without the one that carries the difficulty, and the difficulty."""
    left: list[str] = []
    difficulty = Difficulty.MEDIUM
    for tag in tags:
        name = tag.strip().lower().removeprefix(TAG_OF_DIFFICULTY)
        if name != tag.strip().lower() and name in list(Difficulty):
            difficulty = Difficulty(name)
        else:
            left.append(tag)
    return left, difficulty


def join_difficulty(question: Question) -> list[str]:
    """Return the tags with one more that carries the difficulty, unless it is medium."""
    if question.difficulty is Difficulty.MEDIUM:
        return list(question.tags)
    return [*question.tags, f"{TAG_OF_DIFFICULTY}{question.difficulty}"]


def spread(question: Question, answer: str, wrong: list[str], last: str | None = None) -> list[str]:
    """Return the options with the right one in a place that only the question's id decides.

    Programs that do not shuffle would otherwise show it first each time.
    """
    place = zlib.crc32(question.id.encode()) % (len(wrong) + 1)
    options = [*wrong[:place], answer, *wrong[place:]]
    if last in options:
        options.remove(last)
        options.append(last)
    return options


def flatten(text: str) -> str:
    """Return a text on one line with single spaces."""
    return " ".join(text.split())
