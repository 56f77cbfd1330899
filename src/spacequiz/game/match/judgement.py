"""The judgement: what an answer brought a team."""

from __future__ import annotations

from dataclasses import dataclass

POINTS_LIMIT = 1_000_000
"""The most points that one event gives or takes."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Say what a team's answer brought."""

    team: str
    credit: float
    """From 0 to 1, by the question's own measure."""
    points: int
    closest: bool = False
    """Nobody came closer to the number asked for."""

    def __post_init__(self) -> None:
        require_worth(self.credit, self.points)


def require_worth(credit: float, points: int) -> None:
    """Raise ValueError if a credit or points are out of bounds."""
    if not 0 <= credit <= 1 or abs(points) > POINTS_LIMIT:
        raise ValueError("a credit goes from 0 to 1, points to a million")
