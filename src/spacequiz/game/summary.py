"""The summary of a game: score, accuracy, categories, and what was missed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from spacequiz.game.records import Aid, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacequiz.game.scoring import Tally
    from spacequiz.game.session import Session
    from spacequiz.game.views import Played


LONG_FLIGHT = 20
"""How many right answers lead to orbit in a game without a set number of questions."""


class Ending(Enum):
    """Say how a game ended."""

    DONE = auto()
    """Every question was asked."""
    LOST = auto()
    """The misses were too many."""
    TIME_UP = auto()
    LEFT = auto()
    """The player walked away, or goes on another time."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Sum up the questions of one category."""

    name: str
    right: int
    answered: int
    credit: float

    @property
    def accuracy(self) -> float:
        """Return the mean credit, from 0 to 1."""
        return self.credit / self.answered


@dataclass(frozen=True, slots=True)
class Summary:
    """Sum up a game."""

    title: str
    mode: str
    tally: Tally
    categories: tuple[Slice, ...]
    missed: tuple[Played, ...]
    """All that was not fully right, each question once."""
    verdicts: tuple[Verdict, ...]
    """Every verdict, in the order of asking."""
    scored: bool
    code: str = ""
    """What another player types to get the same questions."""
    ending: Ending = Ending.DONE
    total: int = 0
    """How many questions there were; 0 in an open-ended game."""
    rungs: int = 0
    """How high the ladder was; 0 where there was none."""
    safe: int = 0
    """The rung of the ladder that is kept after a fall."""
    lives: int | None = None
    """How many were left; None where misses cost none."""
    best: int | None = None
    """The most points of the player in a game like this before; None where it is the first."""

    @property
    def perfect(self) -> bool:
        """Return whether every question was asked, and every answer was right."""
        right = self.tally.right == self.tally.judged > 0
        return right and self.ending is Ending.DONE

    @property
    def distance(self) -> float:
        """Return how far the flight has come, from 0 to 1."""
        if self.rungs:
            return self.tally.right / self.rungs
        if self.perfect:
            return 1.0
        whole = self.total or LONG_FLIGHT
        return min(1.0, self.tally.credit / whole)

    @property
    def skipped(self) -> int:
        """Return how many were skipped where that is free."""
        return self.verdicts.count(Verdict.SKIPPED) if self.tally.passed else 0

    @property
    def accuracy(self) -> float:
        """Return the mean credit, from 0 to 1."""
        return self.tally.credit / self.tally.judged if self.tally.judged else 0.0


def sum_up(session: Session, title: str, code: str, best: int | None = None) -> Summary:
    """Return a game as it stands, summed up.

    Args:
        session: The game.
        title: What it was about.
        code: What another player types to get the same questions.
        best: The most points in a game like this before.
    """
    from spacequiz.game.scoring import safe_rung

    played, passes = session.played, session.mode.passes
    view = session.view
    return Summary(
        title=title,
        mode=session.mode.name,
        tally=view.tally,
        categories=slice_by_category([p for p in played if not passes(p.reveal.verdict)]),
        missed=list_missed(played),
        verdicts=tuple(one.reveal.verdict for one in played),
        scored=session.mode.scored,
        code=code,
        ending=_find_ending(session),
        total=view.total,
        rungs=len(session.mode.prizes),
        safe=safe_rung(session.mode, view.tally.right),
        lives=view.lives,
        best=best,
    )


def _find_ending(session: Session) -> Ending:
    if session.is_lost:
        return Ending.LOST
    if not session.is_over:
        return Ending.LEFT
    played = session.played
    timed_out = bool(played) and played[-1].reveal.verdict is Verdict.TIMED_OUT
    return Ending.TIME_UP if session.terms.seconds and timed_out else Ending.DONE


def is_missed(played: Played) -> bool:
    """Return whether a question belongs among the missed: all that was not fully right."""
    return played.reveal.verdict is not Verdict.RIGHT


def is_sure(played: Played) -> bool:
    """Return whether the player was sure before the verdict."""
    return played.reveal.confidence is Aid.SURE


def list_missed(played: Sequence[Played]) -> tuple[Played, ...]:
    """Return each question that was missed once, what the player was sure of before the rest."""
    missed = {p.card.address: p for p in played if is_missed(p)}
    missed.update({p.card.address: p for p in played if is_missed(p) and is_sure(p)})
    return tuple(sorted(missed.values(), key=lambda p: not is_sure(p)))


def slice_by_category(played: Sequence[Played]) -> tuple[Slice, ...]:
    """Return one slice a category, in the order in which they came up."""
    groups: dict[str, list[Played]] = {}
    for one in played:
        groups.setdefault(one.card.category, []).append(one)
    return tuple(
        Slice(
            name=name,
            right=sum(not is_missed(p) for p in group),
            answered=len(group),
            credit=sum(p.reveal.credit for p in group),
        )
        for name, group in groups.items()
    )
