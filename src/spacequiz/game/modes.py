"""The modes: what makes one kind of game differ from another, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mode:
    """Describe a mode."""

    name: str
    title: str
    blurb: str
    scored: bool = True
    """Whether answers bring points."""
    until_right: bool = False
    """Whether a missed question comes back until it was right once."""


CLASSIC = Mode("classic", "Classic", "A round of questions. No clock, an explanation after each.")
MISSED = Mode(
    "missed",
    "Missed",
    "The questions you just missed, until each was right once. No points.",
    scored=False,
    until_right=True,
)

MODES = {mode.name: mode for mode in (CLASSIC, MISSED)}
COUNTS = (5, 10, 25)
DEFAULT_COUNT = 10
