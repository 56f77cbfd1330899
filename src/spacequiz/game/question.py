"""The question: what is asked, in which order its options stand, and what a response is worth."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.kinds import Difficulty, Kind, Way
from spacequiz.game.kinds.arranged import Matching, Order
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Typed

if TYPE_CHECKING:
    from collections.abc import Container
    from decimal import Decimal

    from spacequiz.game.kinds.body import Body, Grade, Judgement, Response


KINDS: dict[Kind, type[Body]] = {
    body.kind: body for body in (Choice, Several, TrueFalse, Typed, Number, Order, Matching)
}
"""The bodies of all kinds."""


def find_way(kind: Kind) -> Way:
    """Return how questions of a kind are answered."""
    return KINDS[kind].way


class Citation(NamedTuple):
    """Say where a question's fact stands: a document and its paragraphs, counted from 1."""

    document: str
    """The document's id within the pack."""
    title: str
    paragraphs: tuple[int, ...] = ()
    passage: str = ""
    """The cited paragraphs themselves, where the pack ships the document's text."""


class Picture(NamedTuple):
    """Name a picture beside the pack, and say in words what it shows."""

    file: str
    alt: str

    @property
    def told(self) -> str:
        """Return what stands under a question in the place of its picture."""
        return f"\n[{self.alt}]"

    def tell_beside(self, text: str) -> str:
        """Return an option with what its picture shows, where it does not say that itself."""
        return text if text.casefold() == self.alt.casefold() else f"{text} [{self.alt}]"


@dataclass(frozen=True, slots=True)
class Question:
    """Hold one question of a pack."""

    pack: str
    id: str
    ask: str
    body: Body
    explain: str = ""
    citation: Citation | None = None
    category: str = "General"
    difficulty: Difficulty = Difficulty.MEDIUM
    hint: str = ""
    tags: tuple[str, ...] = ()
    language: str = "en"
    origin: str = ""
    """The pack that a player's progress hangs on: the translated one, or else the pack itself."""
    picture: Picture | None = None
    pictured: tuple[tuple[str, Picture], ...] = ()
    """The options that have a picture, each with it."""
    words: Container[str] = field(default=frozenset(), compare=False, repr=False)
    """Words and answers of the whole pack, as `normalise` leaves them: no slips of one another."""

    @property
    def kind(self) -> Kind:
        """Return the kind, which follows from the body."""
        return self.body.kind

    @property
    def told(self) -> str:
        """Return what is asked, and in brackets what its picture shows."""
        return self.ask + self.picture.told if self.picture else self.ask

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Return all pictures: that of the question, then those of its options."""
        own = (self.picture,) if self.picture else ()
        return (*own, *(picture for _, picture in self.pictured))

    @property
    def address(self) -> str:
        """Return `pack-id/question-id`, which finds the question in the bank."""
        return f"{self.pack}/{self.id}"

    @property
    def progress_key(self) -> str:
        """Return what progress hangs on: the address in the original pack of a translation."""
        return f"{self.origin or self.pack}/{self.id}"


def find_twins(tags: tuple[str, ...]) -> frozenset[str]:
    """Return the `twin:NAME` tags: questions that share one give each other away."""
    return frozenset(tag for tag in tags if tag.startswith("twin:"))


def grade(question: Question, response: Response) -> Grade:
    """Judge a response, whatever is in it.

    What is no answer to the question brings no credit: an empty response, one of the wrong
    length, an option or item that the question does not have, an item missing or named twice.
    Only a partner that a match question does not have costs no more than its own pair.
    """
    return question.body.grade(response, question)


def judge_text(question: Question, text: str) -> Judgement:
    """Return how a typed text is judged, and why.

    Raises:
        TypeError: The question is not answered by typing.
    """
    return question.body.judge_text(text, question)


def judge_number_distance(question: Question, response: Response) -> Decimal | None:
    """Return how far a response is from the number asked for; None if it is no number."""
    return question.body.measure(response, question.language)


REMEMBERED = 64
"""Questions whose options are kept: each step of a game asks for those of one question again."""
KEPT_BY_FIFTY_FIFTY = 2


@lru_cache(maxsize=REMEMBERED)
def arrange_options(question: Question, seed: str) -> tuple[str, ...]:
    """Return the options in the order of showing; the same seed gives the same order.

    Numbers and years ascend, an option named by `keep_last` stays last, all else is shuffled.
    Typed and number questions have none; order questions have their items, match questions their
    right sides.
    """
    random = Random(f"options/{seed}/{question.address}")
    return question.body.arrange(question.language, random)


@lru_cache(maxsize=REMEMBERED)
def choose_removed(question: Question, seed: str) -> frozenset[str]:
    """Return the wrong options that fifty-fifty takes away; empty where it cannot help."""
    wrong = question.body.list_spare()
    surplus = len(wrong) + 1 - KEPT_BY_FIFTY_FIFTY
    if surplus < 1:
        return frozenset()
    return frozenset(Random(f"halve/{seed}/{question.address}").sample(wrong, surplus))
