"""The question: what is asked, what is right and why, in all seven kinds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from spacequiz.game.kinds import Difficulty, Kind


class Wrong(NamedTuple):
    """Hold a wrong option and, if the pack says so, why it fails."""

    text: str
    why: str = ""


class Choice(NamedTuple):
    """One of the options is right."""

    answer: str
    wrong: tuple[Wrong, ...]
    keep_last: str | None = None


class Several(NamedTuple):
    """Exactly this set of the options is right."""

    answers: tuple[str, ...]
    wrong: tuple[Wrong, ...] = ()


class TrueFalse(NamedTuple):
    """The statement is true or false."""

    answer: bool


class Typed(NamedTuple):
    """The player types the answer; `reject` lists what is close, but wrong."""

    answer: str
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    typos: bool = True


class Number(NamedTuple):
    """The player types a number; right within `tolerance` on either side."""

    answer: Decimal
    tolerance: Decimal = Decimal(0)
    unit: str = ""


class Order(NamedTuple):
    """The player puts the items into this order."""

    items: tuple[str, ...]


class Match(NamedTuple):
    """The player finds the right partner of every left side; `extra` rights fit nothing."""

    pairs: tuple[tuple[str, str], ...]
    extra: tuple[str, ...] = ()


Body = Choice | Several | TrueFalse | Typed | Number | Order | Match

_KINDS: dict[type, Kind] = {
    Choice: Kind.CHOICE,
    Several: Kind.SEVERAL,
    TrueFalse: Kind.TRUE_FALSE,
    Typed: Kind.TYPED,
    Number: Kind.NUMBER,
    Order: Kind.ORDER,
    Match: Kind.MATCH,
}


class Citation(NamedTuple):
    """Say where a question's fact stands: a document and its paragraphs, counted from 1."""

    document: str
    """The document's id within the pack."""
    title: str
    paragraphs: tuple[int, ...] = ()
    passage: str = ""
    """The cited paragraphs themselves, where the pack ships the document's text."""


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

    @property
    def kind(self) -> Kind:
        """Return the kind, which follows from the body."""
        return _KINDS[type(self.body)]

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
