"""The summary of a game: score, accuracy, categories, and what was missed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacequiz.game.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacequiz.game.scoring import Tally
    from spacequiz.game.session import Session
    from spacequiz.game.views import Played


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

    @property
    def skipped(self) -> int:
        """Return how many were skipped where that is free."""
        return self.verdicts.count(Verdict.SKIPPED) if self.tally.passed else 0

    @property
    def accuracy(self) -> float:
        """Return the mean credit, from 0 to 1."""
        return self.tally.credit / self.tally.judged if self.tally.judged else 0.0


def sum_up(session: Session, title: str, code: str) -> Summary:
    """Return a game as it stands, summed up."""
    played, passes = session.played, session.mode.passes
    return Summary(
        title=title,
        mode=session.mode.title,
        tally=session.view.tally,
        categories=slice_by_category([p for p in played if not passes(p.reveal.verdict)]),
        missed=list_missed(played),
        verdicts=tuple(one.reveal.verdict for one in played),
        scored=session.mode.scored,
        code=code,
    )


def is_missed(played: Played) -> bool:
    """Return whether a question belongs among the missed: all that was not fully right."""
    return played.reveal.verdict is not Verdict.RIGHT


def list_missed(played: Sequence[Played]) -> tuple[Played, ...]:
    """Return each question that was missed once, in the order of asking."""
    return tuple({p.card.address: p for p in played if is_missed(p)}.values())


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
