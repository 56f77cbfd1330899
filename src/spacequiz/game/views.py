"""The views: frozen pictures of a game that faces paint. No view shows an answer too early."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.kinds import Kind

if TYPE_CHECKING:
    from spacequiz.game.grading import Part
    from spacequiz.game.kinds import Difficulty
    from spacequiz.game.question import Citation
    from spacequiz.game.records import Aid, Response, Verdict
    from spacequiz.game.scoring import Award


class Phase(StrEnum):
    """Say what the game waits for."""

    ASKING = "asking"
    REVEALED = "revealed"
    FINISHED = "finished"


class Card(NamedTuple):
    """Show a question without its answer."""

    position: int
    """How many questions were asked before it."""
    address: str
    kind: Kind
    ask: str
    category: str
    difficulty: Difficulty
    language: str
    options: tuple[str, ...]
    """In the order of showing; see `arrange_options`."""
    lefts: tuple[str, ...]
    """The left sides of a match question."""
    unit: str
    removed: frozenset[str]
    """Options that fifty-fifty took away."""
    hint: str
    """Empty until it was taken."""
    aids: frozenset[Aid]
    """The help that can still be taken."""
    reminder: str = ""
    """The explanation beforehand, of a question that keeps being missed."""


class Reveal(NamedTuple):
    """Show the verdict on an answer, and everything that explains it."""

    verdict: Verdict
    credit: float
    """From 0 to 1."""
    response: Response
    parts: tuple[Part, ...]
    """Each option, item or pair judged, in the order of showing."""
    answer: tuple[str, ...]
    """The right answer, a line each."""
    remark: str
    explain: str
    citation: Citation | None
    award: Award | None
    """None in modes without points."""
    seconds: float
    claimed: bool = False
    """Whether the player called it right."""
    sure: bool = False


class Played(NamedTuple):
    """Hold a question that was answered, with its verdict."""

    card: Card
    reveal: Reveal

    @property
    def whys(self) -> tuple[tuple[str, str], ...]:
        """Return each wrong option that was picked, with why it fails."""
        if self.card.kind not in (Kind.CHOICE, Kind.SEVERAL):
            return ()
        parts = self.reveal.parts
        return tuple((p.text, p.note) for p in parts if p.chosen and not p.right and p.note)

    @property
    def response(self) -> tuple[str, ...]:
        """Return what was answered as a player reads it, with both sides of pairs."""
        if self.card.kind is not Kind.MATCH:
            return self.reveal.response
        pairs = zip(self.card.lefts, self.reveal.response, strict=False)
        return tuple(f"{left} → {right}" for left, right in pairs if right)


class Tally(NamedTuple):
    """Count what a game has brought so far."""

    points: int = 0
    streak: int = 0
    best_streak: int = 0
    right: int = 0
    partly: int = 0
    answered: int = 0
    credit: float = 0.0
    passed: int = 0
    """How many were skipped where that is free; it says nothing about what the player knows."""

    @property
    def judged(self) -> int:
        """Return how many answers accuracy is taken over."""
        return self.answered - self.passed


class Timer(NamedTuple):
    """Describe a clock; how much of it is left is asked of the Session."""

    seconds: int
    whole_game: bool
    """Whether it runs through the game rather than for each question anew."""


class View(NamedTuple):
    """Show a game between two steps."""

    phase: Phase
    total: int
    """How many questions the game has, as far as is known; 0 in an open-ended game."""
    tally: Tally
    card: Card | None
    """None once the game is finished."""
    reveal: Reveal | None
    """Only while the phase is REVEALED."""
    last: bool
    """Whether the game ends with this question."""
    lives: int | None = None
    """How many misses are left; None where misses cost no life."""
    timer: Timer | None = None
    """The clock that runs while a question is asked; None where none does."""
    prizes: tuple[int, ...] = ()
    """What the player owns after each right answer, in a game that is a ladder."""
    can_undo: bool = False
    """Whether there is an answer to take back."""
    can_claim: bool = False
    """Whether the player may call the revealed answer right."""
    can_be_sure: bool = False
    """Whether the player may mark the revealed answer as known without doubt."""
